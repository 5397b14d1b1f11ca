package org.softcpt.models.config;

/**
 * A CLIP: an image tower and a causal text transformer.
 *
 * @param embedDim width D of the space both towers end in
 * @param vision the image tower
 * @param text the text tower
 */
public record ClipConfig(int embedDim, VisionConfig vision, TextConfig text) {

  /**
   * Checks the width.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public ClipConfig {
    Checks.positive("embedding width", embedDim);
  }
}
