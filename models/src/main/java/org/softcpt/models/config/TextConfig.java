package org.softcpt.models.config;

import static org.softcpt.models.config.Checks.divides;
import static org.softcpt.models.config.Checks.positive;
import static org.softcpt.models.config.Checks.tokenId;

/**
 * A causal text transformer's sizes.
 *
 * @param vocabSize number of tokens
 * @param contextLength positions of a sequence, SOS and EOT included
 * @param width of a token
 * @param layers number of blocks
 * @param heads attention heads; divide the width
 * @param mlpWidth width between the two maps of a block's MLP
 * @param activation between them
 * @param layerNormEpsilon added to the variance
 * @param bosToken id of SOS, which starts every sequence
 * @param eosToken id of EOT, at whose position the feature is read
 */
public record TextConfig(
    int vocabSize,
    int contextLength,
    int width,
    int layers,
    int heads,
    int mlpWidth,
    Activation activation,
    double layerNormEpsilon,
    int bosToken,
    int eosToken) {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a size is not positive, the heads do not divide the width,
   *     or a token lies outside the vocabulary
   */
  public TextConfig {
    positive("vocabulary size", vocabSize);
    positive("context length", contextLength);
    positive("text width", width);
    positive("text layers", layers);
    positive("text heads", heads);
    positive("text MLP width", mlpWidth);
    positive("text LayerNorm epsilon", layerNormEpsilon);
    divides("text heads", heads, "text width", width);
    tokenId("SOS", bosToken, vocabSize);
    tokenId("EOT", eosToken, vocabSize);
  }
}
