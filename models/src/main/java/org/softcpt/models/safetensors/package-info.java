/**
 * The safetensors format, read and written.
 *
 * <p>Start at {@link SafetensorsFile} to read, at {@link SafetensorsWriter} to write. A file is
 * eight bytes of header length (little-endian), a JSON header, and the tensors' bytes without a
 * hole. A file that breaks a rule is refused by an {@link
 * org.softcpt.models.io.InvalidInputException} that names file and tensor; nothing in a header is
 * believed before it is checked.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">The safetensors format</a>
 */
@NullMarked
package org.softcpt.models.safetensors;

import org.jspecify.annotations.NullMarked;
