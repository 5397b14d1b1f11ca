package org.softcpt.trainer.method;

import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.tensor.FloatTensor;

/**
 * A text encoder that is a linear map per class, feature = bias + matrix · context; the class is
 * the letter that the suffix begins with. Prompts without context have features of their own.
 *
 * @param bias {@code [C, D]}
 * @param matrix {@code [C, D, L·w]}
 * @param guide features without context {@code [C, D]}
 * @param tokenWidth w
 * @param featureWidth D
 * @param imageTokens T
 * @param logitScale of the cosines
 */
record LinearSegments(
    float[] bias,
    float[] matrix,
    float[] guide,
    int tokenWidth,
    int featureWidth,
    int imageTokens,
    float logitScale)
    implements TextSegments {

  @Override
  public long rowBytes() {
    return 1;
  }

  @Override
  public float[] tokenEmbeddings(int... tokens) {
    return new float[tokens.length * tokenWidth];
  }

  @Override
  public float[] features(FloatTensor contexts, PromptBatch prompts) {
    int size = contexts.shape().get(1) * tokenWidth;
    float[] features = new float[prompts.prompts() * featureWidth];
    for (int i = 0; i < features.length; i++) {
      int prompt = i / featureWidth;
      int row = letter(prompts, prompt) * featureWidth + i % featureWidth;
      double sum = size == 0 ? guide[row] : bias[row];
      for (int k = 0; k < size; k++) {
        int from = (int) prompts.groups()[prompt] * size;
        sum += (double) matrix[row * size + k] * contexts.values()[from + k];
      }
      features[i] = (float) sum;
    }
    return features;
  }

  @Override
  public float[] contextGradient(FloatTensor contexts, PromptBatch prompts, float[] upstream) {
    int size = contexts.shape().get(1) * tokenWidth;
    double[] gradient = new double[contexts.values().length];
    for (int i = 0; i < upstream.length; i++) {
      int prompt = i / featureWidth;
      int row = letter(prompts, prompt) * featureWidth + i % featureWidth;
      for (int k = 0; k < size; k++) {
        gradient[(int) prompts.groups()[prompt] * size + k] +=
            (double) matrix[row * size + k] * upstream[i];
      }
    }
    float[] result = new float[gradient.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) gradient[i];
    }
    return result;
  }

  private static int letter(PromptBatch prompts, int prompt) {
    long first = prompt == 0 ? 0 : prompts.eotRows()[prompt - 1] + 1;
    return (int) prompts.tokens()[(int) first] - 'a';
  }

  @Override
  public ClassStep classStep(FloatTensor contexts, PromptBatch prompts, PairBatch batch) {
    throw new UnsupportedOperationException("methods with losses of their own do not ask for it");
  }

  @Override
  public void close() {}
}
