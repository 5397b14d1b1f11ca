package org.softcpt.trainer.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.prompt.Prompt;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.task.TaskSet;

/**
 * Prompts that exist once per image.
 *
 * @param setup limits of the text encoder
 * @param prompts one per class
 * @param tasks whose classes
 */
record ImagePrompts(MethodSetup setup, PromptSelection prompts, TaskSet tasks) {

  /** Prompts encoded at once; with 24 tokens each about a gigabyte of activations at width 512. */
  private static final int MOST_PROMPTS = 128;

  /** Contexts of some images of a batch. */
  @FunctionalInterface
  interface Contexts {

    /** {@code [to - from, L, w]}. */
    FloatTensor of(int from, int to);
  }

  /** Cuts a batch where the next image's prompts would be too many. */
  List<ImageChunk> chunks(PairBatch batch) {
    List<ImageChunk> chunks = new ArrayList<>();
    int from = 0;
    while (from < batch.pairs()) {
      int to = from;
      int count = 0;
      do {
        count += classes((int) batch.tasks()[to++]);
      } while (to < batch.pairs() && count + classes((int) batch.tasks()[to]) <= MOST_PROMPTS);
      chunks.add(chunk(batch, from, to));
      from = to;
    }
    return chunks;
  }

  private int classes(int task) {
    return tasks.offset(task + 1) - tasks.offset(task);
  }

  private ImageChunk chunk(PairBatch batch, int from, int to) {
    List<Prompt> written = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    long[] images = new long[to - from];
    long[] labels = new long[to - from];
    for (int image = from; image < to; image++) {
      int task = (int) batch.tasks()[image];
      images[image - from] = image - from;
      labels[image - from] = written.size() + batch.labels()[image] - tasks.offset(task);
      for (int c = tasks.offset(task); c < tasks.offset(task + 1); c++) {
        Prompt prompt = prompts.prompts().get(c);
        written.add(new Prompt(prompt.name(), prompt.suffix(), image - from, image - from));
        owners.add(c);
      }
    }
    int width = batch.features().length / batch.pairs();
    float[] features = Arrays.copyOfRange(batch.features(), from * width, to * width);
    return new ImageChunk(
        from,
        to,
        packed(written),
        owners.stream().mapToInt(Integer::intValue).toArray(),
        new PairBatch(features, images, labels, batch.images(), batch.step()));
  }

  private PromptBatch packed(List<Prompt> written) {
    ContextShape shape = prompts.shape();
    try {
      return PromptBatch.of(written, shape.prefix(), shape.inner(), prompts.positions());
    } catch (InvalidInputException e) { // all have been packed before
      throw new IllegalStateException("a prompt that fitted no longer does", e);
    }
  }

  /** Logits of images in one task {@code [N, C_t]}. */
  float[] logits(int task, float[] features, Contexts contexts, TextSegments segments) {
    int images = features.length / setup.segments().featureWidth();
    long[] owners = new long[images];
    long[] labels = new long[images];
    Arrays.fill(owners, task);
    Arrays.fill(labels, tasks.offset(task));
    int count = classes(task);
    float[] logits = new float[Math.multiplyExact(images, count)];
    for (ImageChunk chunk : chunks(new PairBatch(features, owners, labels, images))) {
      float[] text = segments.features(contexts.of(chunk.from(), chunk.to()), chunk.batch());
      float[] own = chunk.loss(text, segments.logitScale()).logitValues();
      for (int prompt = 0; prompt < chunk.classes().length; prompt++) {
        int image = prompt / count;
        logits[chunk.from() * count + prompt] = own[image * chunk.classes().length + prompt];
      }
    }
    return logits;
  }
}
