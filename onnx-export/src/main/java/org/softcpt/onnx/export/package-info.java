/**
 * From CLIP weights to a model folder: folded weights as safetensors, five ONNX graphs that refer
 * to them, tokenizer and manifest.
 *
 * <p>Start at {@link ClipExporter}.
 */
@NullMarked
package org.softcpt.onnx.export;

import org.jspecify.annotations.NullMarked;
