/**
 * CLIP's byte-pair tokenizer.
 *
 * <p>Start at {@link ClipTokenizer}. Text is cleaned as its {@link TextFlavour} says, split into
 * words ({@code WordSplitter}), each word's UTF-8 bytes are written in an alphabet of printable
 * characters ({@code ByteAlphabet}), and neighbours are merged by rank ({@code BytePairMerger})
 * until no merge applies. {@link SequenceWriter} puts start and end around them.
 *
 * @see <a href="https://arxiv.org/abs/1508.07909">Sennrich et al. 2016, byte-pair encoding</a>
 */
@NullMarked
package org.softcpt.models.tokenizer;

import org.jspecify.annotations.NullMarked;
