package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.io.Json;
import org.softcpt.models.io.Sha256;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.runtime.ClassifierHead;
import org.softcpt.runtime.ImageEncoder;
import org.softcpt.runtime.OnnxImageEncoder;
import org.softcpt.runtime.OpenBundle;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.runtime.TaskPrediction;

/**
 * A bundle, or a bundle's encoder with another task, ready to be asked in batches.
 *
 * @param bundle what was opened
 * @param tasks what is answered
 * @param other the head of a task that is not the bundle's
 * @param encoder this one's own
 */
record Predictor(
    OpenBundle bundle,
    List<BundleManifest.Task> tasks,
    Optional<ClassifierHead> other,
    ImageEncoder encoder)
    implements AutoCloseable {

  /** Images of one run of the encoder; what else is in a batch shows in the last digits. */
  static final int BATCH = OnnxImageEncoder.DEFAULT_BATCH;

  /** Opens a bundle. */
  static Predictor open(Path folder, SessionOptions session) throws IOException {
    OpenBundle bundle = OpenBundle.open(folder);
    List<BundleManifest.Task> tasks = bundle.manifest().tasks();
    return new Predictor(bundle, tasks, Optional.empty(), bundle.openEncoder(session, BATCH));
  }

  /** Opens a bundle's encoder to answer another task, by its classes' text features. */
  static Predictor open(
      Path folder, BundleManifest.Task task, FloatTensor textFeatures, SessionOptions session)
      throws IOException {
    OpenBundle bundle = OpenBundle.open(folder);
    List<BundleManifest.Task> tasks = List.of(task);
    ClassifierHead head = new ClassifierHead(tasks, textFeatures, bundle.manifest().logitScale());
    return new Predictor(bundle, tasks, Optional.of(head), bundle.openEncoder(session, BATCH));
  }

  /** The same for one of its tasks alone. */
  Predictor only(BundleManifest.Task task) {
    return new Predictor(bundle, List.of(task), other, encoder);
  }

  /** Digest of everything that the answers depend on but the images. */
  String sha256() {
    return Sha256.of(bundle.version() + Json.line(tasks));
  }

  /** Safe for concurrent use. */
  float[] pixels(Path image) throws IOException {
    return bundle.preprocessor().apply(ImageDecoder.decode(image));
  }

  List<TaskPrediction> answer(float[] feature) {
    List<TaskPrediction> all =
        other.isPresent() ? other.get().predict(feature) : bundle.predict(feature);
    return all.stream().filter(each -> tasks.stream().anyMatch(isOf(each))).toList();
  }

  private static Predicate<BundleManifest.Task> isOf(TaskPrediction answer) {
    return task -> task.id().equals(answer.id());
  }

  @Override
  public void close() {
    encoder.close();
  }
}
