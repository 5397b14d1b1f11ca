package org.softcpt.models.folder;

/**
 * File names of a model's graphs over prompts. There are two of each: with contexts in the shared
 * prefix only, and with contexts anywhere ({@code org.softcpt.models.prompt.PromptBatch} says which
 * is needed).
 *
 * @param promptEncoder contexts and prompts to features
 * @param taskSegment contexts, prompts and upstream gradient to features and gradient of contexts
 * @param classSegment contexts, prompts, images and labels to loss, logits, features and gradient
 */
public record PromptGraphs(String promptEncoder, String taskSegment, String classSegment) {

  private static final PromptGraphs PREFIX =
      new PromptGraphs(
          ModelManifest.PROMPT_ENCODER, ModelManifest.TASK_SEGMENT, ModelManifest.CLASS_SEGMENT);

  private static final PromptGraphs ANYWHERE =
      new PromptGraphs(
          "prompt_encoder_anywhere.onnx",
          "task_segment_anywhere.onnx",
          "class_segment_anywhere.onnx");

  /**
   * Picks one of the two sets.
   *
   * @param anywhere whether contexts may stand behind the prefix
   * @return the names
   */
  public static PromptGraphs of(boolean anywhere) {
    return anywhere ? ANYWHERE : PREFIX;
  }
}
