package org.softcpt.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.runtime.ClassifierHead;
import org.softcpt.runtime.EncoderPool;
import org.softcpt.runtime.OpenBundle;
import org.softcpt.runtime.TaskPrediction;
import org.softcpt.runtime.batching.BatchingEncoder;
import org.softcpt.server.metrics.BundleInfo;

/** One version of a bundle in service, with the tasks that were added to it. */
final class ServedBundle implements AutoCloseable {

  private final String name;
  private final OpenBundle bundle;
  private final EncoderPool.Lease lease;
  private final Optional<PrivateCopy> copy;
  private final ConcurrentMap<String, AddedTask> added = new ConcurrentHashMap<>();

  private record AddedTask(BundleManifest.Task task, ClassifierHead head) {}

  /** Lease and copy are its own from now on. */
  ServedBundle(
      String name, OpenBundle bundle, EncoderPool.Lease lease, Optional<PrivateCopy> copy) {
    this.name = name;
    this.bundle = bundle;
    this.lease = lease;
    this.copy = copy;
  }

  String name() {
    return name;
  }

  /** The first 12 digits of the version: enough to tell versions apart. */
  String version() {
    return bundle.version().substring(0, 12);
  }

  OpenBundle bundle() {
    return bundle;
  }

  String encoderDigest() {
    return bundle.manifest().imageEncoderSha256();
  }

  BundleInfo info() {
    return new BundleInfo(name, version(), encoderDigest());
  }

  BatchingEncoder encoder() {
    return lease.encoder();
  }

  /** Its own tasks, then the added ones by their ids. */
  List<BundleManifest.Task> tasks() {
    List<BundleManifest.Task> tasks = new ArrayList<>(bundle.manifest().tasks());
    tasks.addAll(added());
    return tasks;
  }

  /** The tasks that were added, by their ids. */
  List<BundleManifest.Task> added() {
    return added.values().stream()
        .map(AddedTask::task)
        .sorted(Comparator.comparing(BundleManifest.Task::id))
        .toList();
  }

  /** Whether one of its own tasks has this id. */
  boolean owns(String id) {
    return bundle.manifest().tasks().stream().anyMatch(own -> own.id().equals(id));
  }

  /**
   * Answers tasks.
   *
   * @param feature of its encoder
   * @param ids which; the bundle's own if empty
   * @throws ApiException 404 if there is no such task
   */
  List<TaskPrediction> predict(float[] feature, List<String> ids) throws ApiException {
    List<TaskPrediction> own = bundle.predict(feature);
    if (ids.isEmpty()) {
      return own;
    }
    List<TaskPrediction> asked = new ArrayList<>();
    for (String id : ids) {
      Optional<TaskPrediction> found = own(own, id);
      asked.add(found.isPresent() ? found.get() : added(id).head().predict(feature).get(0));
    }
    return asked;
  }

  private AddedTask added(String id) throws ApiException {
    AddedTask task = added.get(id);
    if (task == null) { // it may have been removed since it was asked for
      throw unknown(id);
    }
    return task;
  }

  /**
   * Checks ids before anything is computed.
   *
   * @throws ApiException 404 if there is no such task
   */
  void requireTasks(List<String> ids) throws ApiException {
    for (String id : ids) {
      if (tasks().stream().noneMatch(task -> task.id().equals(id))) {
        throw unknown(id);
      }
    }
  }

  private ApiException unknown(String id) {
    List<String> known = tasks().stream().map(BundleManifest.Task::id).toList();
    return new ApiException(
        404, "unknown_task", "task '%s': bundle '%s' has %s".formatted(Shown.of(id), name, known));
  }

  private static Optional<TaskPrediction> own(List<TaskPrediction> all, String id) {
    return all.stream().filter(prediction -> prediction.id().equals(id)).findFirst();
  }

  /** Adds a task, or replaces the one of this id that was added before. */
  void add(BundleManifest.Task task, ClassifierHead head) {
    added.put(task.id(), new AddedTask(task, head));
  }

  /** Removes an added task; whether there was one. */
  boolean remove(String id) {
    return added.remove(id) != null;
  }

  @Override
  public void close() {
    lease.close();
    copy.ifPresent(PrivateCopy::close);
  }
}
