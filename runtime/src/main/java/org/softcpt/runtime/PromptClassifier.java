package org.softcpt.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.VerifiedFolder;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.image.Picture;
import org.softcpt.models.image.Preprocessor;
import org.softcpt.models.image.RgbImage;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;

/**
 * Classifies images by a trained bundle: decode, preprocess, encode, compare with the text features
 * of every class. One classifier serves all threads.
 *
 * <pre>{@code
 * try (PromptClassifier classifier = PromptClassifier.open(bundle, SessionOptions.on(Device.cpu()))) {
 *   classifier.classify(photograph).forEach(task -> System.out.println(task.top(3)));
 * }
 * }</pre>
 */
public final class PromptClassifier implements AutoCloseable {

  private final BundleManifest manifest;
  private final ImageEncoder encoder;
  private final Preprocessor preprocessor;
  private final ClassifierHead head;

  /** The encoder is the classifier's from now on. */
  PromptClassifier(BundleManifest manifest, ImageEncoder encoder, ClassifierHead head) {
    this.manifest = manifest;
    this.encoder = encoder;
    this.head = head;
    this.preprocessor = new Preprocessor(manifest.preprocessing());
  }

  /**
   * Opens a bundle. All its files are digested on the way.
   *
   * @param bundle what {@code softcpt train} wrote to {@code RUN/bundle}
   * @param options how to run the encoder
   * @return the classifier; the caller closes it
   * @throws InvalidInputException if a file is missing or damaged, or the parts do not fit
   * @throws IOException if reading fails
   */
  public static PromptClassifier open(Path bundle, SessionOptions options) throws IOException {
    BundleManifest manifest = BundleManifest.read(bundle);
    VerifiedFolder files = new VerifiedFolder(bundle, manifest.files());
    ClassifierHead head = OpenBundle.head(files.file(BundleManifest.HEADS), manifest);
    ImageEncoder encoder = OnnxImageEncoder.open(files, options);
    try {
      requireFits(bundle, manifest, head, encoder);
      return new PromptClassifier(manifest, encoder, head);
    } catch (InvalidInputException | RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  /**
   * Opens a bundle to answer one other task than its own.
   *
   * @param bundle what {@code softcpt train} wrote to {@code RUN/bundle}
   * @param task the task
   * @param textFeatures of its classes {@code [C, D]}, any length but zero, e.g. of a {@link
   *     NewTaskWriter}
   * @param options how to run the encoder
   * @return the classifier; the caller closes it
   * @throws InvalidInputException if a file is missing or damaged, or the parts do not fit
   * @throws IOException if reading fails
   */
  public static PromptClassifier open(
      Path bundle, BundleManifest.Task task, FloatTensor textFeatures, SessionOptions options)
      throws IOException {
    BundleManifest manifest = BundleManifest.read(bundle);
    ClassifierHead head = new ClassifierHead(List.of(task), textFeatures, manifest.logitScale());
    VerifiedFolder files = new VerifiedFolder(bundle, manifest.files());
    ImageEncoder encoder = OnnxImageEncoder.open(files, options);
    try {
      requireFits(bundle, manifest, head, encoder);
      return new PromptClassifier(manifest, encoder, head);
    } catch (InvalidInputException | RuntimeException e) {
      encoder.close();
      throw e;
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
   * Classifies an image file.
   *
   * @param image a file {@link ImageDecoder} reads
   * @return one prediction per task
   * @throws InvalidInputException if the file is missing or no image
   * @throws IOException if reading fails
   * @throws IllegalStateException if closed
   */
  public List<TaskPrediction> classify(Path image) throws IOException {
    return classify(ImageDecoder.decode(image));
  }

  /**
   * Classifies a decoded file.
   *
   * @param picture the file's content, neither turned nor converted yet
   * @return one prediction per task
   * @throws IllegalStateException if closed
   * @throws InferenceException if the native runtime fails
   */
  public List<TaskPrediction> classify(Picture picture) {
    return classify(encoder.encode(preprocessor.apply(picture), 1)[0]);
  }

  /**
   * Classifies an image that is RGB and upright.
   *
   * @param image the image
   * @return one prediction per task
   * @throws IllegalStateException if closed
   * @throws InferenceException if the native runtime fails
   */
  public List<TaskPrediction> classify(RgbImage image) {
    return classify(Picture.of(image));
  }

  /**
   * Classifies an image feature, e.g. one from a cache made with the same encoder.
   *
   * @param feature {@code [D]}, of any length but zero
   * @return one prediction per task
   * @throws IllegalArgumentException if the width is another, or the feature has no direction
   */
  public List<TaskPrediction> classify(float[] feature) {
    return head.predict(feature);
  }

  /** Frees native memory; further calls do nothing. */
  @Override
  public void close() {
    encoder.close();
  }

  private static void requireFits(
      Path bundle, BundleManifest manifest, ClassifierHead head, ImageEncoder encoder)
      throws InvalidInputException {
    if (head.width() != encoder.width() || manifest.preprocessing().crop() != encoder.side()) {
      throw new InvalidInputException(
          "%s: the encoder takes side %d and gives width %d; preprocessing cuts %d, the head has %d"
              .formatted(
                  bundle,
                  encoder.side(),
                  encoder.width(),
                  manifest.preprocessing().crop(),
                  head.width()));
    }
  }
}
