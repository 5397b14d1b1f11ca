/**
 * One ONNX file that classifies: a bundle's image encoder and its head in one graph, with the
 * labels and everything else that a caller must know in the file's metadata.
 *
 * <p>Start at {@link org.softcpt.onnx.fuse.FusedClassifier}. The encoder is taken from the bundle
 * as it is; only the head is built here, in single precision. Shapes are written {@code [B, D]}:
 * images, width.
 */
@NullMarked
package org.softcpt.onnx.fuse;

import org.jspecify.annotations.NullMarked;
