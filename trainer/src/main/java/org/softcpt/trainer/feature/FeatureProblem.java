package org.softcpt.trainer.feature;

import java.util.Arrays;
import org.softcpt.trainer.method.MethodOptions;

/**
 * One task to fit a classifier to.
 *
 * @param train the few images to learn from; at least one
 * @param validation images to choose settings by; may be empty
 * @param textFeatures of the hand-written prompts, {@code [C, D]}, unit rows unless the method
 *     {@link FeatureMethod#takesTextAsEncoded takes them as encoded}; copied
 * @param logitScale the factor between cosines and CLIP's logits
 * @param seed decides starting values, order and views
 * @param options the method's own settings
 */
public record FeatureProblem(
    LabelledFeatures train,
    LabelledFeatures validation,
    float[] textFeatures,
    float logitScale,
    long seed,
    MethodOptions options) {

  /**
   * Copies, and checks the sizes.
   *
   * @throws IllegalArgumentException if there is nothing to learn from, or widths differ
   */
  public FeatureProblem {
    textFeatures = textFeatures.clone();
    int width = train.width();
    if (train.size() == 0 || validation.width() != width || textFeatures.length % width != 0) {
      throw new IllegalArgumentException(
          "%s, validation %s, %d numbers of text features"
              .formatted(train, validation, textFeatures.length));
    }
  }

  @Override
  public float[] textFeatures() {
    return textFeatures.clone();
  }

  /**
   * Counts the classes.
   *
   * @return C
   */
  public int classes() {
    return textFeatures.length / train.width();
  }

  Matrix text() {
    return Matrix.of(textFeatures, train.width());
  }

  boolean canValidate() {
    return validation.size() > 0;
  }

  /** Says, for {@code fit.json}, what a searched setting was chosen by. */
  String chosenFrom() {
    return canValidate()
        ? "validation, %d images per class".formatted(validation.mostPerClass())
        : "fixed: no validation image";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureProblem that
        && train.equals(that.train)
        && validation.equals(that.validation)
        && Arrays.equals(textFeatures, that.textFeatures)
        && logitScale == that.logitScale
        && seed == that.seed
        && options.equals(that.options);
  }

  @Override
  public int hashCode() {
    return 31 * train.hashCode() + Arrays.hashCode(textFeatures);
  }
}
