package org.softcpt.trainer.method;

import org.softcpt.models.prompt.PromptBatch;

/**
 * Some images of a batch, each with its own prompts: one per class of its task.
 *
 * @param from first image
 * @param to one past the last
 * @param batch prompts, image after image; their group, and here their task, is the image
 * @param classes the class of each prompt, over all tasks
 * @param pairs the images, renumbered from 0: task is the image, label its prompt
 */
record ImageChunk(int from, int to, PromptBatch batch, int[] classes, PairBatch pairs) {

  /** The images' cross-entropies with their own text features. */
  CosineCrossEntropy loss(float[] features, double scale) {
    return new CosineCrossEntropy(features, batch.tasks(), pairs, scale);
  }

  /** Puts each image's own logits into the places of their classes {@code [R, C]}. */
  void spread(float[] own, float[] all, int classCount) {
    for (int prompt = 0; prompt < classes.length; prompt++) {
      int image = (int) batch.groups()[prompt];
      all[(from + image) * classCount + classes[prompt]] = own[image * classes.length + prompt];
    }
  }
}
