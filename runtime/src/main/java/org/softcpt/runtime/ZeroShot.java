package org.softcpt.runtime;

import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.models.tokenizer.ClipTokenizer;

/**
 * Text features for class names put into hand-written templates. Several templates make an
 * ensemble: the mean of their unit features, made unit again.
 *
 * @see <a href="https://arxiv.org/abs/2103.00020">Radford et al. 2021, CLIP, section 3.1.4</a>
 */
public final class ZeroShot {

  /** Where the class name goes. */
  public static final String PLACE = "{}";

  private final TextEncoder encoder;
  private final ClipTokenizer tokenizer;

  /**
   * Uses an encoder without owning it.
   *
   * @param encoder the text encoder
   * @param tokenizer its tokenizer
   */
  public ZeroShot(TextEncoder encoder, ClipTokenizer tokenizer) {
    this.encoder = encoder;
    this.tokenizer = tokenizer;
  }

  /**
   * Encodes classes.
   *
   * @param classes class names; underscores become spaces
   * @param templates at least one; each holds {@value #PLACE} once
   * @return {@code [C, D]}, unit rows
   * @throws InvalidInputException if a template has no place for the name, or a prompt is too long;
   *     the message names it
   * @throws InferenceException if the native runtime fails
   */
  public FloatTensor features(List<String> classes, List<String> templates)
      throws InvalidInputException {
    if (classes.isEmpty() || templates.isEmpty()) {
      throw new IllegalArgumentException(
          "zero-shot: expected classes and templates, found %d and %d"
              .formatted(classes.size(), templates.size()));
    }
    double[][] sums = new double[classes.size()][encoder.width()];
    for (String template : templates) {
      addUnitFeatures(sums, encoder.encode(prompts(classes, template)));
    }
    return unit(sums);
  }

  private List<int[]> prompts(List<String> classes, String template) throws InvalidInputException {
    int place = template.indexOf(PLACE);
    if (place < 0 || place != template.lastIndexOf(PLACE)) {
      throw new InvalidInputException(
          "template '%s': expected %s once, for the class name".formatted(template, PLACE));
    }
    List<int[]> prompts = new ArrayList<>();
    for (String name : classes) {
      prompts.add(sequence(template.replace(PLACE, name.replace('_', ' '))));
    }
    return prompts;
  }

  private int[] sequence(String prompt) throws InvalidInputException {
    int[] tokens = tokenizer.encode(prompt);
    if (tokens.length + 2 > encoder.contextLength()) {
      throw new InvalidInputException(
          "prompt '%s': expected at most %d tokens with start and end, found %d"
              .formatted(prompt, encoder.contextLength(), tokens.length + 2));
    }
    int[] sequence = new int[tokens.length + 2];
    System.arraycopy(tokens, 0, sequence, 1, tokens.length);
    sequence[0] = tokenizer.bos();
    sequence[sequence.length - 1] = tokenizer.eos();
    return sequence;
  }

  private static void addUnitFeatures(double[][] sums, float[][] features) {
    for (int row = 0; row < sums.length; row++) {
      double[] unit = Rows.unit(features[row]);
      for (int i = 0; i < unit.length; i++) {
        sums[row][i] += unit[i];
      }
    }
  }

  private static FloatTensor unit(double[][] sums) {
    int width = sums[0].length;
    float[] values = new float[sums.length * width];
    for (int row = 0; row < sums.length; row++) {
      double[] unit = Rows.unit(sums[row]);
      for (int i = 0; i < width; i++) {
        values[row * width + i] = (float) unit[i];
      }
    }
    return FloatTensor.of(values, sums.length, width);
  }
}
