/**
 * From an image file to the numbers CLIP's image encoder reads, equal to torchvision on Pillow.
 *
 * <p>Start at {@link org.softcpt.models.image.Preprocessor}. An {@link
 * org.softcpt.models.image.ImageDecoder} makes a {@link org.softcpt.models.image.Picture}; a {@link
 * org.softcpt.models.image.Preprocessor} or an {@link org.softcpt.models.image.Augmentation} turns
 * it into {@code float[3·S·S]}, written {@code [3, S, S]}: red, green and blue plane, row-major. A
 * bad file is an {@link org.softcpt.models.io.InvalidInputException} that names it, a bad argument
 * an {@link IllegalArgumentException}. All types are immutable and safe for concurrent use.
 *
 * @see <a href="https://github.com/openai/CLIP/blob/main/clip/clip.py">The transform that OpenAI
 *     published with CLIP</a>
 */
@NullMarked
package org.softcpt.models.image;

import org.jspecify.annotations.NullMarked;
