package org.softcpt.runtime;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.folder.VerifiedFolder;
import org.softcpt.models.io.InvalidInputException;

/** Runs the exported image graph, {@code pixels [B, 3, S, S]} to {@code features [B, D]}. */
public final class OnnxImageEncoder implements ImageEncoder {

  /** Images of one run: larger batches were slower on a CPU. */
  public static final int DEFAULT_BATCH = 8;

  private static final String PIXELS = "pixels";
  private static final String FEATURES = "features";

  private final GraphSession session;
  private final int side;
  private final int width;
  private final int largestBatch;

  private OnnxImageEncoder(GraphSession session, int side, int width, int largestBatch) {
    this.session = session;
    this.side = side;
    this.width = width;
    this.largestBatch = largestBatch;
  }

  /**
   * Opens the encoder of a model folder or bundle.
   *
   * @param folder holds the image encoder and its weights
   * @param options how to run
   * @return the encoder, in batches of {@value #DEFAULT_BATCH}; the caller closes it
   * @throws InvalidInputException if a file is missing or damaged or the graph is another one
   * @throws IOException if reading fails
   */
  public static OnnxImageEncoder open(VerifiedFolder folder, SessionOptions options)
      throws IOException {
    return open(folder, options, DEFAULT_BATCH);
  }

  /**
   * Opens the encoder of a model folder or bundle.
   *
   * @param folder holds the image encoder and its weights
   * @param options how to run
   * @param largestBatch images of one run at most, at least 1
   * @return the encoder; the caller closes it
   * @throws InvalidInputException if a file is missing or damaged or the graph is another one
   * @throws IOException if reading fails
   */
  public static OnnxImageEncoder open(
      VerifiedFolder folder, SessionOptions options, int largestBatch) throws IOException {
    return open(folder, ModelManifest.IMAGE_ENCODER, options, largestBatch);
  }

  /** Opens either image graph: both map pixels to one row per image. */
  static OnnxImageEncoder open(
      VerifiedFolder folder, String graph, SessionOptions options, int largestBatch)
      throws IOException {
    if (largestBatch < 1) {
      throw new IllegalArgumentException(
          "largest batch: expected 1 or more, found " + largestBatch);
    }
    GraphSession session = GraphSession.open(folder, graph, options);
    try {
      return of(session, largestBatch);
    } catch (InvalidInputException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static OnnxImageEncoder of(GraphSession session, int largestBatch)
      throws InvalidInputException {
    List<Long> pixels = session.inputShape(PIXELS, 4); // [B, 3, S, S]
    long side = pixels.get(3);
    if (pixels.get(1) != 3 || side < 1 || !pixels.get(2).equals(side)) {
      throw new InvalidInputException(
          "%s: input 'pixels': expected shape [B, 3, S, S], found %s"
              .formatted(session.name(), pixels));
    }
    int width = session.outputWidth(FEATURES);
    return new OnnxImageEncoder(session, (int) side, width, largestBatch);
  }

  @Override
  public int side() {
    return side;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public float[][] encode(float[] pixels, int batch) {
    int image = 3 * side * side;
    if (batch < 0 || pixels.length != (long) batch * image) {
      throw new IllegalArgumentException(
          "pixels: expected %d images of 3 x %d x %d = %d values, found %d values"
              .formatted(batch, side, side, image, pixels.length));
    }
    float[][] features = new float[batch][];
    for (int first = 0; first < batch; first += largestBatch) {
      int count = Math.min(largestBatch, batch - first);
      encode(FloatBuffer.wrap(pixels, first * image, count * image), count, features, first);
    }
    return features;
  }

  private void encode(FloatBuffer pixels, int count, float[][] features, int first) {
    Inputs inputs = new Inputs().put(PIXELS, pixels, count, 3, side, side);
    try (Outputs outputs = session.run(inputs, FEATURES)) {
      Rows.split(outputs.floats(FEATURES), width, features, first);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
