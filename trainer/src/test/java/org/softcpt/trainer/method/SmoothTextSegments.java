package org.softcpt.trainer.method;

import java.util.Random;
import java.util.stream.IntStream;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.tensor.FloatTensor;

/**
 * A text encoder small enough to differentiate by hand: feature = W · tanh(Σ_l a_l·context_l + sum
 * of the suffix's token embeddings). Arithmetic is in double, so that errors are those of the
 * callers.
 */
public final class SmoothTextSegments implements TextSegments {

  private static final int VOCABULARY = 512;
  private static final float LOGIT_SCALE = 20;
  private static final int IMAGE_TOKENS = 4;

  private final int tokenWidth;
  private final int featureWidth;
  private final double[] embeddings; // [V, w]
  private final double[] projection; // [w, D]

  public SmoothTextSegments(int tokenWidth, int featureWidth, long seed) {
    this.tokenWidth = tokenWidth;
    this.featureWidth = featureWidth;
    Random random = new Random(seed);
    embeddings = gaussians(random, VOCABULARY * tokenWidth, 0.3);
    projection = gaussians(random, tokenWidth * featureWidth, 1);
  }

  private static double[] gaussians(Random random, int count, double deviation) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = deviation * random.nextGaussian();
    }
    return values;
  }

  @Override
  public int tokenWidth() {
    return tokenWidth;
  }

  @Override
  public int featureWidth() {
    return featureWidth;
  }

  @Override
  public int imageTokens() {
    return IMAGE_TOKENS;
  }

  @Override
  public long rowBytes() {
    return 1;
  }

  @Override
  public float logitScale() {
    return LOGIT_SCALE;
  }

  /** Its contexts have weights of their own, so a token's embedding is no more than a start. */
  @Override
  public float[] tokenEmbeddings(int... tokens) {
    double[] rows = new double[tokens.length * tokenWidth];
    for (int i = 0; i < tokens.length; i++) {
      System.arraycopy(
          embeddings, tokens[i] % VOCABULARY * tokenWidth, rows, i * tokenWidth, tokenWidth);
    }
    return floats(rows);
  }

  @Override
  public float[] features(FloatTensor contexts, PromptBatch prompts) {
    float[] features = new float[prompts.prompts() * featureWidth];
    for (int prompt = 0; prompt < prompts.prompts(); prompt++) {
      double[] hidden = hidden(contexts, prompts, prompt);
      for (int d = 0; d < featureWidth; d++) {
        double sum = 0;
        for (int j = 0; j < tokenWidth; j++) {
          sum += hidden[j] * projection[j * featureWidth + d];
        }
        features[prompt * featureWidth + d] = (float) sum;
      }
    }
    return features;
  }

  @Override
  public float[] contextGradient(FloatTensor contexts, PromptBatch prompts, float[] upstream) {
    double[] gradient = new double[contexts.values().length];
    for (int prompt = 0; prompt < prompts.prompts(); prompt++) {
      double[] hidden = hidden(contexts, prompts, prompt);
      int[] rows = contextRows(contexts, prompts, prompt);
      for (int j = 0; j < tokenWidth; j++) {
        double error = 0;
        for (int d = 0; d < featureWidth; d++) {
          error += upstream[prompt * featureWidth + d] * projection[j * featureWidth + d];
        }
        error *= 1 - hidden[j] * hidden[j];
        for (int l = 0; l < rows.length; l++) {
          gradient[rows[l] * tokenWidth + j] += error * weight(l);
        }
      }
    }
    return floats(gradient);
  }

  @Override
  public ClassStep classStep(FloatTensor contexts, PromptBatch prompts, PairBatch batch) {
    float[] features = features(contexts, prompts);
    CosineLoss loss = new CosineLoss(features, prompts.tasks(), featureWidth, batch, LOGIT_SCALE);
    return new ClassStep(
        (float) loss.value(),
        loss.logits(),
        features,
        contextGradient(contexts, prompts, loss.featureGradient()));
  }

  @Override
  public void close() {}

  private double[] hidden(FloatTensor contexts, PromptBatch prompts, int prompt) {
    double[] sum = new double[tokenWidth];
    int[] rows = contextRows(contexts, prompts, prompt);
    for (int l = 0; l < rows.length; l++) {
      for (int j = 0; j < tokenWidth; j++) {
        sum[j] += weight(l) * contexts.values()[rows[l] * tokenWidth + j];
      }
    }
    for (int row = first(prompts, prompt); row <= prompts.eotRows()[prompt]; row++) {
      if (inner(prompts, row) < 0) {
        int token = (int) prompts.tokens()[row] % VOCABULARY;
        for (int j = 0; j < tokenWidth; j++) {
          sum[j] += embeddings[token * tokenWidth + j];
        }
      }
    }
    for (int j = 0; j < tokenWidth; j++) {
      sum[j] = Math.tanh(sum[j]);
    }
    return sum;
  }

  /** Rows of the contexts {@code [G·L, w]} that a prompt has, in the order in which it has them. */
  private static int[] contextRows(FloatTensor contexts, PromptBatch prompts, int prompt) {
    int length = contexts.shape().get(1);
    IntStream.Builder rows = IntStream.builder();
    for (int l = 0; l < prompts.prefixContexts(); l++) {
      rows.add((int) prompts.groups()[prompt] * length + l);
    }
    for (int row = first(prompts, prompt); row <= prompts.eotRows()[prompt]; row++) {
      int inner = inner(prompts, row);
      if (inner >= 0) {
        int group = inner / prompts.innerContexts();
        rows.add(group * length + prompts.prefixContexts() + inner % prompts.innerContexts());
      }
    }
    return rows.build().toArray();
  }

  private static int first(PromptBatch prompts, int prompt) {
    return prompt == 0 ? 0 : (int) prompts.eotRows()[prompt - 1] + 1;
  }

  /** Number of the inner context in a row, or less than 0 for a token. */
  private static int inner(PromptBatch prompts, int row) {
    int tokens = prompts.tokens().length;
    return prompts.innerContexts() == 0 ? -1 : (int) prompts.sources()[row] - tokens;
  }

  private static double weight(int l) {
    return 1.0 / (1 + l);
  }

  private static float[] floats(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }
}
