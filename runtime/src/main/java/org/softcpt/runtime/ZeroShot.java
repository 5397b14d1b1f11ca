package org.softcpt.runtime;

import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.models.tokenizer.Overflow;
import org.softcpt.models.tokenizer.SequenceWriter;

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
  private final SequenceWriter sequences;

  /**
   * Uses an encoder without owning it; prompts that are too long are refused.
   *
   * @param encoder the text encoder
   * @param tokenizer its tokenizer
   */
  public ZeroShot(TextEncoder encoder, ClipTokenizer tokenizer) {
    this(encoder, tokenizer, Overflow.REFUSE);
  }

  /**
   * Uses an encoder without owning it.
   *
   * @param encoder the text encoder
   * @param tokenizer its tokenizer
   * @param overflow what happens to prompts that are too long
   */
  public ZeroShot(TextEncoder encoder, ClipTokenizer tokenizer, Overflow overflow) {
    this.encoder = encoder;
    sequences = new SequenceWriter(tokenizer, encoder.contextLength(), overflow);
  }

  /**
   * Encodes classes.
   *
   * @param classes class names; underscores become spaces
   * @param templates at least one; each holds {@value #PLACE} once
   * @return {@code [C, D]}, unit rows
   * @throws InvalidInputException if a template has no place for the name, or a prompt is too long
   *     and not to be cut; the message names it
   * @throws InferenceException if the native runtime fails
   */
  public FloatTensor features(List<String> classes, List<String> templates)
      throws InvalidInputException {
    double[][] sums = sums(classes, templates, true);
    for (int row = 0; row < sums.length; row++) {
      sums[row] = Rows.unit(sums[row]);
    }
    return tensor(sums, 1);
  }

  /**
   * Encodes classes without making anything unit length: the mean over templates of what the
   * encoder gives.
   *
   * @param classes class names; underscores become spaces
   * @param templates at least one; each holds {@value #PLACE} once
   * @return {@code [C, D]}
   * @throws InvalidInputException as above
   * @throws InferenceException if the native runtime fails
   */
  public FloatTensor meanFeatures(List<String> classes, List<String> templates)
      throws InvalidInputException {
    return tensor(sums(classes, templates, false), templates.size());
  }

  private double[][] sums(List<String> classes, List<String> templates, boolean unit)
      throws InvalidInputException {
    if (classes.isEmpty() || templates.isEmpty()) {
      throw new IllegalArgumentException(
          "zero-shot: expected classes and templates, found %d and %d"
              .formatted(classes.size(), templates.size()));
    }
    double[][] sums = new double[classes.size()][encoder.width()];
    for (String template : templates) {
      add(sums, encoder.encode(prompts(classes, template)), unit);
    }
    return sums;
  }

  private List<int[]> prompts(List<String> classes, String template) throws InvalidInputException {
    int place = template.indexOf(PLACE);
    if (place < 0 || place != template.lastIndexOf(PLACE)) {
      throw new InvalidInputException(
          "template '%s': expected %s once, for the class name".formatted(template, PLACE));
    }
    List<int[]> prompts = new ArrayList<>();
    for (String name : classes) {
      prompts.add(sequences.sequence(template.replace(PLACE, name.replace('_', ' '))));
    }
    return prompts;
  }

  private static void add(double[][] sums, float[][] features, boolean unit) {
    for (int row = 0; row < sums.length; row++) {
      double[] feature = unit ? Rows.unit(features[row]) : Rows.wide(features[row]);
      for (int i = 0; i < feature.length; i++) {
        sums[row][i] += feature[i];
      }
    }
  }

  private static FloatTensor tensor(double[][] sums, int divisor) {
    int width = sums[0].length;
    float[] values = new float[sums.length * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (sums[i / width][i % width] / divisor);
    }
    return FloatTensor.of(values, sums.length, width);
  }
}
