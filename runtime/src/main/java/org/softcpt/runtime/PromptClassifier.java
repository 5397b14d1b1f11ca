package org.softcpt.runtime;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.image.ImageLimits;
import org.softcpt.models.image.Picture;
import org.softcpt.models.image.RgbImage;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.runtime.batching.BatchingListener;
import org.softcpt.runtime.batching.BatchingOptions;

/**
 * Classifies images by a trained bundle: decode, preprocess, encode, compare with the text features
 * of every class. One classifier serves all threads; it may be closed while they use it.
 *
 * <pre>{@code
 * try (PromptClassifier classifier = PromptClassifier.open(Path.of("run/bundle"))) {
 *   classifier.classify(Path.of("kiwi.jpg")).forEach(task -> System.out.println(task.top(3)));
 * }
 * }</pre>
 *
 * <p>What holds for all calls: an image that cannot be used is an {@link InvalidInputException}
 * that starts with the image's name, one from a file system or stream that fails another {@link
 * IOException}; a closed classifier is an {@link IllegalStateException}, and a failure of the
 * native runtime an {@link InferenceException}. Probabilities are between 0 and 1, and those of a
 * task sum to 1 over all of its classes, also where a {@link Selection} leaves some out.
 *
 * <p>The file is long because this is the library's whole face: a method per form of image, of a
 * line or two each under its documentation. What they do is in {@link ImageInput}, {@link
 * OpenBundle} and {@link EncoderPool}.
 */
public final class PromptClassifier implements AutoCloseable {

  /** Images in work at most by {@link #classifyAsync}; their pixels take 40 MB at side 224. */
  public static final int MOST_IN_WORK = 64;

  private final OpenBundle bundle;
  private final EncoderPool.Lease lease;
  private final ImageLimits limits;
  private final AsyncEncoding async;
  private final ReadAhead readAhead;
  private volatile boolean closed;

  /** The lease is the classifier's from now on. */
  private PromptClassifier(OpenBundle bundle, EncoderPool.Lease lease, ImageLimits limits) {
    this.bundle = bundle;
    this.lease = lease;
    this.limits = limits;
    this.async = new AsyncEncoding(lease.encoder(), MOST_IN_WORK);
    int length = 3 * lease.direct().side() * lease.direct().side();
    this.readAhead = new ReadAhead(async.threads(), length, this::pixels, this::encode);
  }

  /**
   * Opens a bundle on the CPU, one thread per physical core. All its files are digested on the way.
   *
   * @param bundle what {@code softcpt train} wrote to {@code RUN/bundle}
   * @return the classifier; the caller closes it
   * @throws InvalidInputException if a file is missing or damaged, or the parts do not fit
   * @throws IOException if reading fails
   */
  public static PromptClassifier open(Path bundle) throws IOException {
    return open(bundle, SessionOptions.on(Device.cpu()));
  }

  /**
   * Opens a bundle.
   *
   * @param bundle what {@code softcpt train} wrote to {@code RUN/bundle}
   * @param options how to run the encoder
   * @return the classifier; the caller closes it
   * @throws InvalidInputException if a file is missing or damaged, or the parts do not fit
   * @throws IOException if reading fails
   */
  public static PromptClassifier open(Path bundle, SessionOptions options) throws IOException {
    return open(bundle, pool(options), ImageLimits.LARGEST);
  }

  /**
   * Opens a bundle that shares its encoder with others of the same pool, and limits what strangers
   * may send.
   *
   * @param bundle what {@code softcpt train} wrote to {@code RUN/bundle}
   * @param pool holds the encoders that run; one that runs already is not read again
   * @param limits of every image file
   * @return the classifier; the caller closes it, and the last one with an encoder closes that
   * @throws InvalidInputException if a file is missing or damaged, or the parts do not fit
   * @throws IOException if reading fails
   */
  public static PromptClassifier open(Path bundle, EncoderPool pool, ImageLimits limits)
      throws IOException {
    OpenBundle opened = OpenBundle.open(bundle);
    return new PromptClassifier(opened, pool.lease(opened), limits);
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
    OpenBundle opened = OpenBundle.open(bundle).answering(task, textFeatures);
    return new PromptClassifier(opened, pool(options).lease(opened), ImageLimits.LARGEST);
  }

  /**
   * What the bundle answers and was made from.
   *
   * @return its manifest
   */
  public BundleManifest manifest() {
    return bundle.manifest();
  }

  /**
   * Classifies an image file.
   *
   * @param image a file {@link ImageDecoder} reads
   * @return one prediction per task
   * @throws InvalidInputException if the file is missing, beyond the limits or no image
   * @throws IOException if reading fails
   */
  public List<TaskPrediction> classify(Path image) throws IOException {
    return classify(ImageInput.of(image), Selection.ALL);
  }

  /**
   * Classifies a file's content.
   *
   * @param image of a file {@link ImageDecoder} reads; not changed
   * @return one prediction per task
   * @throws InvalidInputException if it is beyond the limits or no image
   * @throws IOException never else
   */
  public List<TaskPrediction> classify(byte[] image) throws IOException {
    return classify(ImageInput.of(image, "image"), Selection.ALL);
  }

  /**
   * Classifies a stream of a file's content, which is read to its end or to one byte beyond the
   * limit.
   *
   * @param image of a file {@link ImageDecoder} reads; not closed
   * @return one prediction per task
   * @throws InvalidInputException if it is beyond the limits or no image
   * @throws IOException if reading fails
   */
  public List<TaskPrediction> classify(InputStream image) throws IOException {
    return classify(ImageInput.of(image, "stream"), Selection.ALL);
  }

  /**
   * Classifies an image in memory, upright; colour profiles are ignored, as in files.
   *
   * @param image of any kind
   * @return one prediction per task
   * @throws IllegalArgumentException if it has more than {@link ImageDecoder#MOST_PIXELS} pixels or
   *     is too narrow to be resized
   */
  public List<TaskPrediction> classify(BufferedImage image) {
    return classify(Picture.of(image));
  }

  /**
   * Classifies a decoded file.
   *
   * @param picture the file's content, neither turned nor converted yet
   * @return one prediction per task
   * @throws IllegalArgumentException if it is too narrow to be resized
   */
  public List<TaskPrediction> classify(Picture picture) {
    return classify(encode(bundle.preprocessor().apply(picture), 1)[0]);
  }

  /**
   * Classifies an image that is RGB and upright.
   *
   * @param image the image
   * @return one prediction per task
   * @throws IllegalArgumentException if it is too narrow to be resized
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
    return classify(feature, Selection.ALL);
  }

  /**
   * Classifies an image feature by some tasks.
   *
   * @param feature {@code [D]}, of any length but zero
   * @param selection which tasks and how many of their classes
   * @return one prediction per task
   * @throws IllegalArgumentException if the width is another, the feature has no direction, or
   *     there is no such task
   */
  public List<TaskPrediction> classify(float[] feature, Selection selection) {
    requireOpen();
    return bundle.predict(feature, selection);
  }

  /**
   * Classifies an image by some tasks.
   *
   * @param image wherever it comes from
   * @param selection which tasks and how many of their classes
   * @return one prediction per task
   * @throws InvalidInputException if it is beyond the limits or no image
   * @throws IOException if reading fails
   * @throws IllegalArgumentException if there is no such task
   */
  public List<TaskPrediction> classify(ImageInput image, Selection selection) throws IOException {
    return classify(feature(image), selection);
  }

  /**
   * Classifies images in batches. While one batch runs, the next one is decoded by as many threads
   * as there are processors; the pixels of two batches are in memory at most. When one image fails,
   * some of those behind it may have been read; none is being read any more.
   *
   * @param images any number
   * @param selection which tasks and how many of their classes
   * @return per image one prediction per task, in order
   * @throws InvalidInputException if one is beyond the limits or no image; the message starts with
   *     its name, and nothing is answered
   * @throws IOException if reading fails
   * @throws IllegalArgumentException if there is no such task
   */
  public List<List<TaskPrediction>> classifyAll(List<ImageInput> images, Selection selection)
      throws IOException {
    List<List<TaskPrediction>> answers = new ArrayList<>();
    for (float[] feature : features(images)) {
      answers.add(classify(feature, selection));
    }
    return answers;
  }

  /**
   * Classifies an image without waiting for it: it is decoded by one of as many threads as there
   * are processors, and encoded together with others that come at the same time.
   *
   * @param image wherever it comes from; read later, so a stream must stay open
   * @param selection which tasks and how many of their classes
   * @return completed by one of those threads with one prediction per task; or with what {@link
   *     #classify(ImageInput, Selection)} throws, or a {@link RejectedExecutionException} where a
   *     shared encoder's queue is full. Cancelling it does not stop the work
   * @throws RejectedExecutionException if {@value #MOST_IN_WORK} images are in work
   */
  public CompletableFuture<List<TaskPrediction>> classifyAsync(
      ImageInput image, Selection selection) {
    requireOpen();
    return async.submit(() -> pixels(image), encoded -> classify(encoded.feature(), selection));
  }

  /**
   * Encodes an image without classifying it.
   *
   * @param image wherever it comes from
   * @return a new array, {@code [D]}, as the encoder gives it: not normalised
   * @throws InvalidInputException if it is beyond the limits or no image
   * @throws IOException if reading fails
   */
  public float[] feature(ImageInput image) throws IOException {
    return encode(pixels(image), 1)[0];
  }

  /**
   * Encodes images in batches without classifying them; they are decoded as in {@link
   * #classifyAll}.
   *
   * @param images any number
   * @return per image a new array, {@code [D]}, as the encoder gives it: not normalised
   * @throws InvalidInputException if one is beyond the limits or no image
   * @throws IOException if reading fails
   */
  public List<float[]> features(List<ImageInput> images) throws IOException {
    return readAhead.features(images);
  }

  /**
   * Refuses further calls; those that run get their answers or an {@link IllegalStateException}.
   * Frees the encoder if no other classifier of its pool has it, once no run needs it. Calling it
   * again does nothing.
   */
  @Override
  public void close() {
    closed = true;
    async.close();
    lease.close();
  }

  private float[] pixels(ImageInput image) throws IOException {
    requireOpen();
    return image.pixels(bundle.preprocessor(), limits);
  }

  private float[][] encode(float[] pixels, int batch) {
    requireOpen();
    return lease.direct().encode(pixels, batch);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the classifier is closed");
    }
  }

  private static EncoderPool pool(SessionOptions options) {
    return new EncoderPool(options, BatchingOptions.DEFAULT, BatchingListener.NONE);
  }
}
