/**
 * The messages of the Open Inference Protocol, version 2, over HTTP: an infer request is read from
 * a body, an infer response is written to one; tensors stand in the JSON or, by the binary tensor
 * data extension, behind it. Knows neither HTTP nor bundles. Start at {@link
 * org.softcpt.server.kserve.InferRequest}.
 *
 * <p>What a body may ask for is limited by the body's own size: tensors are read straight into
 * arrays of as many bytes at most. All types are immutable.
 *
 * @see <a
 *     href="https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol">The
 *     protocol</a>
 * @see <a
 *     href="https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol/binary-tensor-data-extension">The
 *     binary tensor data extension</a>
 */
@NullMarked
package org.softcpt.server.kserve;

import org.jspecify.annotations.NullMarked;
