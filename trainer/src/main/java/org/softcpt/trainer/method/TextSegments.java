package org.softcpt.trainer.method;

import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.tensor.FloatTensor;

/**
 * The frozen text encoder, in both directions. Contexts have the shape {@code [G, L, w]}, one per
 * group of the prompts; results belong to the caller.
 */
public interface TextSegments extends AutoCloseable {

  /**
   * The text transformer's width.
   *
   * @return w
   */
  int tokenWidth();

  /**
   * The width of features.
   *
   * @return D
   */
  int featureWidth();

  /**
   * The factor between cosines and logits.
   *
   * @return exp of CLIP's learned log temperature
   */
  float logitScale();

  /**
   * Rows of an image's local features in the model that the text encoder belongs to.
   *
   * @return T: one for the image itself and one per place of its last grid
   */
  int imageTokens();

  /**
   * What a row of a prompt costs on the way back: the memory in which a step keeps its activations.
   *
   * @return bytes, about; at least 1
   */
  long rowBytes();

  /**
   * Embeddings of tokens, to start contexts from: as contexts they are what the tokens are.
   *
   * @param tokens ids
   * @return {@code [n, w]}
   */
  float[] tokenEmbeddings(int... tokens);

  /**
   * Encodes prompts.
   *
   * @param contexts {@code [G, L, w]}
   * @param prompts C prompts in G groups, with the same L
   * @return {@code [C, D]}, not normalised
   */
  float[] features(FloatTensor contexts, PromptBatch prompts);

  /**
   * The vector-Jacobian product of {@link #features}.
   *
   * @param contexts {@code [G, L, w]}
   * @param prompts C prompts in G groups
   * @param featureGradient dL/dfeatures, {@code [C, D]}
   * @return dL/dcontexts, {@code [G, L, w]}
   */
  float[] contextGradient(FloatTensor contexts, PromptBatch prompts, float[] featureGradient);

  /**
   * Loss of a batch and its gradient: softmax of {@code logitScale · cosine} over the prompts of
   * the pair's group, cross-entropies summed and divided by the number of images.
   *
   * @param contexts {@code [G, L, w]}
   * @param prompts the class prompts; their group is their task
   * @param batch labels count over all prompts, tasks over groups
   * @return loss, logits, features, gradient
   */
  ClassStep classStep(FloatTensor contexts, PromptBatch prompts, PairBatch batch);

  @Override
  void close();

  /**
   * What the class segment gives.
   *
   * @param loss of the batch
   * @param logits {@code [R, C]}, over the classes of all tasks
   * @param features {@code [C, D]}, not normalised
   * @param contextGradient dL/dcontexts, {@code [G, L, w]}
   */
  record ClassStep(float loss, float[] logits, float[] features, float[] contextGradient) {}
}
