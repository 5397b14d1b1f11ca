package org.softcpt.trainer.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Classifiers of one task each, as one classifier of all of them. */
public final class StagedClassifier implements Classifier {

  private final List<Classifier> byTask;

  /**
   * Takes the classifiers over.
   *
   * @param byTask one per task; closed with this one
   */
  public StagedClassifier(List<Classifier> byTask) {
    this.byTask = List.copyOf(byTask);
  }

  @Override
  public float[] logits(int task, float[] features) {
    return byTask.get(task).logits(0, features);
  }

  @Override
  public Optional<float[]> textFeatures() {
    List<float[]> parts = new ArrayList<>();
    for (Classifier each : byTask) {
      Optional<float[]> part = each.textFeatures();
      if (part.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    return Optional.of(joined(parts));
  }

  @Override
  public Optional<LinearHead> linearHead() {
    List<LinearHead> parts = byTask.stream().flatMap(each -> each.linearHead().stream()).toList();
    return parts.size() == byTask.size() ? Optional.of(LinearHead.joined(parts)) : Optional.empty();
  }

  static float[] joined(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int offset = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, offset, part.length);
      offset += part.length;
    }
    return all;
  }

  @Override
  public void close() {
    byTask.forEach(Classifier::close);
  }
}
