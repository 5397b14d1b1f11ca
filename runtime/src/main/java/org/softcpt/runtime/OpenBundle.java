package org.softcpt.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.folder.BundleFiles;
import org.softcpt.models.folder.BundleHead;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.folder.VerifiedFolder;
import org.softcpt.models.image.Preprocessor;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Sha256;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.tensor.FloatTensor;

/**
 * A bundle without a running encoder: what it answers, and how from an image feature. A few
 * kilobytes, so that many share one encoder. Immutable, safe for concurrent use; nothing to close.
 */
public final class OpenBundle {

  private final BundleFiles files;
  private final BundleManifest manifest;
  private final String version;
  private final ClassifierHead head;
  private final Preprocessor preprocessor;

  private OpenBundle(BundleFiles files, String version, ClassifierHead head) {
    this.files = files;
    this.manifest = files.manifest();
    this.version = version;
    this.head = head;
    this.preprocessor = new Preprocessor(manifest.preprocessing());
  }

  /**
   * Reads a bundle; the digests of its manifest and head are checked, those of its encoder when
   * that is opened.
   *
   * @param folder what {@code softcpt train} wrote to {@code RUN/bundle}
   * @return the bundle
   * @throws InvalidInputException if a file is missing or damaged, or the parts do not fit
   * @throws IOException if reading fails
   */
  public static OpenBundle open(Path folder) throws IOException {
    BundleFiles files = BundleFiles.open(folder);
    String version = Sha256.of(folder.resolve(BundleManifest.FILE));
    ClassifierHead head = head(files.file(BundleManifest.HEADS), files.manifest());
    return new OpenBundle(files, version, head);
  }

  /**
   * The same encoder with another head: answers one other task.
   *
   * @param task the task
   * @param textFeatures of its classes {@code [C, D]}, any length but zero, e.g. of a {@link
   *     NewTaskWriter}
   * @return the bundle; its manifest and version are this one's
   * @throws IllegalArgumentException if the rows are not as many as the classes, or one has no
   *     direction
   */
  OpenBundle answering(BundleManifest.Task task, FloatTensor textFeatures) {
    ClassifierHead other = new ClassifierHead(List.of(task), textFeatures, manifest.logitScale());
    return new OpenBundle(files, version, other);
  }

  private static ClassifierHead head(Path file, BundleManifest manifest) throws IOException {
    try (SafetensorsFile heads = SafetensorsFile.open(file)) {
      Map<String, FloatTensor> tensors = new HashMap<>();
      for (String name : heads.names()) {
        tensors.put(name, heads.tensor(name));
      }
      BundleHead numbers = new BundleHead(manifest.head(), tensors);
      return ClassifierHead.of(manifest.tasks(), numbers, manifest.logitScale());
    } catch (IllegalArgumentException e) { // no such tensor, or another shape
      throw new InvalidInputException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * What the bundle answers and was made from.
   *
   * @return its manifest
   */
  public BundleManifest manifest() {
    return manifest;
  }

  /**
   * Which bundle this is.
   *
   * @return SHA-256 of its manifest, which holds the digests of all its files; 64 digits
   */
  public String version() {
    return version;
  }

  /**
   * What its images go through before the encoder.
   *
   * @return safe for concurrent use
   */
  public Preprocessor preprocessor() {
    return preprocessor;
  }

  /**
   * The bundle's files, each checked when it is asked for.
   *
   * @return of the bundle and of the encoder it shares
   */
  public BundleFiles files() {
    return files;
  }

  /**
   * Answers every task.
   *
   * @param feature an image feature of this bundle's encoder, {@code [D]}, of any length but zero
   * @return one prediction per task, in order
   * @throws IllegalArgumentException if the width is another, or the feature has no direction
   */
  public List<TaskPrediction> predict(float[] feature) {
    return head.predict(feature);
  }

  /**
   * Answers some tasks.
   *
   * @param feature an image feature of this bundle's encoder, {@code [D]}, of any length but zero
   * @param selection which tasks and how many of their classes
   * @return one prediction per task
   * @throws IllegalArgumentException if the width is another, the feature has no direction, or
   *     there is no such task
   */
  public List<TaskPrediction> predict(float[] feature, Selection selection) {
    return head.predict(feature, selection);
  }

  /**
   * Opens the encoder its features come from.
   *
   * @param options how to run it
   * @param largestBatch images of one run at most, at least 1
   * @return the encoder; the caller closes it
   * @throws InvalidInputException if a file is missing or damaged, or it does not fit the head
   * @throws IOException if reading fails
   */
  public ImageEncoder openEncoder(SessionOptions options, int largestBatch) throws IOException {
    ImageEncoder encoder = OnnxImageEncoder.open(encoderFolder(), options, largestBatch);
    try {
      requireFits(encoder.side(), encoder.width());
      return encoder;
    } catch (InvalidInputException | RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  private VerifiedFolder encoderFolder() {
    return files.with(ModelManifest.IMAGE_ENCODER);
  }

  /**
   * Checks that an encoder takes what preprocessing cuts and gives what the head takes.
   *
   * @param side of the encoder's images, pixels
   * @param width of its features
   * @throws InvalidInputException if not; the message names the bundle and all four numbers
   */
  public void requireFits(int side, int width) throws InvalidInputException {
    int crop = manifest.preprocessing().crop();
    if (head.width() != width || crop != side) {
      throw new InvalidInputException(
          "%s: the encoder takes side %d and gives width %d; preprocessing cuts %d, the head has %d"
              .formatted(files.folder(), side, width, crop, head.width()));
    }
  }
}
