package org.softcpt.models.weights;

import java.util.List;
import java.util.Optional;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.tokenizer.ClipTokenizer;

/**
 * What is known of a model apart from its numbers.
 *
 * @param title what the description was taken from
 * @param config the architecture
 * @param activationStated whether the files say the activation
 * @param preprocessing of images
 * @param tokenizer if the model brings one
 * @param assumptions what had to be taken for granted, a sentence each
 */
record Description(
    String title,
    ClipConfig config,
    boolean activationStated,
    Preprocessing preprocessing,
    Optional<ClipTokenizer> tokenizer,
    List<String> assumptions) {

  Description {
    assumptions = List.copyOf(assumptions);
  }
}
