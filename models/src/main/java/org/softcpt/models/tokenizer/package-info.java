/**
 * CLIP's byte-pair tokenizer.
 *
 * <p>Start at {@link ClipTokenizer}. Text is cleaned ({@code TextCleaner}), split by a pattern into
 * words, each word's UTF-8 bytes are written in an alphabet of printable characters ({@code
 * ByteAlphabet}), and neighbours are merged by rank ({@code BytePairMerger}) until no merge
 * applies.
 *
 * @see <a href="https://arxiv.org/abs/1508.07909">Sennrich et al. 2016, byte-pair encoding</a>
 */
@NullMarked
package org.softcpt.models.tokenizer;

import org.jspecify.annotations.NullMarked;
