/**
 * Dynamic batching: images that arrive one by one are encoded together.
 *
 * <p>Start at {@link org.softcpt.runtime.batching.BatchingEncoder}. What runs the batches is a
 * {@link org.softcpt.runtime.batching.BatchRunner}; this package knows no other of the runtime's.
 */
@NullMarked
package org.softcpt.runtime.batching;

import org.jspecify.annotations.NullMarked;
