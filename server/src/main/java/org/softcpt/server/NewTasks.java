package org.softcpt.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.folder.BundleManifest.Task;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.runtime.ClassifierHead;
import org.softcpt.runtime.InferenceException;
import org.softcpt.runtime.NewTaskWriter;
import org.softcpt.runtime.SessionOptions;

/**
 * Has versions of bundles answer tasks that were never trained: each by its own meta network, which
 * writes their text features.
 */
final class NewTasks {

  private final SessionOptions session;

  NewTasks(SessionOptions session) {
    this.session = session.withMappedWeights();
  }

  /**
   * Adds a task, or replaces the one of this id that was added before.
   *
   * @throws InvalidInputException if there is no meta network, or it cannot write the task
   * @throws IOException if reading fails
   */
  void add(ServedBundle bundle, Task task) throws IOException {
    try (NewTaskWriter writer = writer(bundle)) {
      bundle.add(task, head(writer, bundle, task));
    }
  }

  /**
   * Adds to a new version what was added to the one in service.
   *
   * @return which tasks the new version cannot answer, and why
   */
  List<Reload.Lost> keep(ServedBundle current, ServedBundle fresh) {
    List<Task> tasks = current.added();
    if (tasks.isEmpty()) {
      return List.of();
    }
    if (fresh.bundle().manifest().newTasks().isEmpty()) {
      return lost(tasks, "the new version has no meta network");
    }
    try (NewTaskWriter writer = writer(fresh)) {
      return keep(tasks, fresh, writer);
    } catch (IOException | InferenceException e) {
      return lost(tasks, Shown.line(e.getMessage()));
    }
  }

  private static List<Reload.Lost> keep(
      List<Task> tasks, ServedBundle fresh, NewTaskWriter writer) {
    List<Reload.Lost> lost = new ArrayList<>();
    for (Task task : tasks) {
      keep(task, fresh, writer).ifPresent(reason -> lost.add(new Reload.Lost(task.id(), reason)));
    }
    return lost;
  }

  /** Why not, if not. */
  private static Optional<String> keep(Task task, ServedBundle fresh, NewTaskWriter writer) {
    if (fresh.owns(task.id())) {
      return Optional.of("the new version has a task of this id itself");
    }
    try {
      fresh.add(task, head(writer, fresh, task));
      return Optional.empty();
    } catch (InvalidInputException | InferenceException e) {
      return Optional.of(Shown.line(e.getMessage()));
    }
  }

  private static List<Reload.Lost> lost(List<Task> tasks, String reason) {
    return tasks.stream().map(task -> new Reload.Lost(task.id(), reason)).toList();
  }

  private NewTaskWriter writer(ServedBundle bundle) throws IOException {
    return NewTaskWriter.open(bundle.bundle().files().folder(), session);
  }

  /** A head that has answered once: it fits the encoder, and its numbers are numbers. */
  private static ClassifierHead head(NewTaskWriter writer, ServedBundle bundle, Task task)
      throws InvalidInputException {
    FloatTensor features = writer.textFeatures(task.name(), task.classes());
    double logitScale = bundle.bundle().manifest().logitScale();
    try {
      ClassifierHead head = new ClassifierHead(List.of(task), features, logitScale);
      float[] feature = new float[bundle.encoder().width()];
      feature[0] = 1;
      head.predict(feature);
      return head;
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "task '%s': the meta network wrote no text features: %s"
              .formatted(Shown.of(task.id()), e.getMessage()),
          e);
    }
  }
}
