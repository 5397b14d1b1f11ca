package org.softcpt.trainer.method;

import java.util.List;
import org.softcpt.models.prompt.PromptBatch;

/**
 * Cuts contexts {@code [G, L, w]} into what the graphs take: the vectors of the prefixes {@code [G,
 * P, w]} and those inside the suffixes, row by row {@code [G·(L-P), w]}. Without contexts in the
 * prefix there is one prefix for all, {@code [1, 0, w]}.
 */
final class SplitContexts {

  private final int groups;
  private final int length;
  private final int width;
  private final int prefix;

  SplitContexts(List<Integer> shape, PromptBatch prompts) {
    groups = shape.get(0);
    length = shape.get(1);
    width = shape.get(2);
    prefix = prompts.prefixContexts();
  }

  long[] prefixShape() {
    return new long[] {prefix == 0 ? 1 : groups, prefix, width};
  }

  long[] innerShape() {
    return new long[] {(long) groups * (length - prefix), width};
  }

  float[] prefix(float[] contexts) {
    return part(contexts, 0, prefix);
  }

  float[] inner(float[] contexts) {
    return part(contexts, prefix, length);
  }

  private float[] part(float[] contexts, int from, int to) {
    int size = (to - from) * width;
    float[] part = new float[Math.multiplyExact(groups, size)];
    for (int group = 0; group < groups; group++) {
      System.arraycopy(contexts, (group * length + from) * width, part, group * size, size);
    }
    return part;
  }

  /** The two parts' gradients in one array again. */
  float[] joined(float[] prefixes, float[] inner) {
    float[] joined = new float[groups * length * width];
    int first = prefix * width;
    int second = (length - prefix) * width;
    for (int group = 0; group < groups; group++) {
      System.arraycopy(prefixes, group * first, joined, group * length * width, first);
      System.arraycopy(inner, group * second, joined, group * length * width + first, second);
    }
    return joined;
  }
}
