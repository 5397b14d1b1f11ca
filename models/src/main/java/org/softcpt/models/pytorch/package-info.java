/**
 * Files that PyTorch's {@code torch.save} and {@code torch.jit.save} write, read without PyTorch
 * and without trust.
 *
 * <p>Start at {@link org.softcpt.models.pytorch.TorchFile}. A file is a zip archive with a pickle
 * and one stored entry per storage, or, before PyTorch 1.6, pickles with the storages behind them.
 * The pickle can build tensors, ordered dictionaries and, in a script archive, objects that only
 * hold attributes; everything else is refused by name. Tensors are views of storages; storages are
 * mapped into memory, read when asked for, and never larger than the file.
 *
 * <p>Element types and mapped bytes are those of {@link org.softcpt.models.safetensors}.
 */
@NullMarked
package org.softcpt.models.pytorch;

import org.jspecify.annotations.NullMarked;
