package org.softcpt.runtime;

import java.io.IOException;
import java.util.List;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.folder.VerifiedFolder;
import org.softcpt.models.io.InvalidInputException;

/**
 * Runs the exported text graph, {@code token_ids [B, N]} and {@code eot [B]} to {@code features [B,
 * D]}. Batches are padded to their own longest sequence: the transformer is causal, so nothing
 * after EOT shows.
 */
public final class OnnxTextEncoder implements TextEncoder {

  /** Sequences of one run: larger batches are slower per sequence. */
  public static final int DEFAULT_BATCH = 32;

  private static final String TOKENS = "token_ids";
  private static final String END = "eot";
  private static final String FEATURES = "features";

  private final GraphSession session;
  private final int contextLength;
  private final int width;
  private final int largestBatch;

  private OnnxTextEncoder(GraphSession session, int contextLength, int width, int largestBatch) {
    this.session = session;
    this.contextLength = contextLength;
    this.width = width;
    this.largestBatch = largestBatch;
  }

  /**
   * Opens the text encoder of a model folder.
   *
   * @param folder holds the text encoder and its weights
   * @param contextLength longest sequence, from the model's configuration
   * @param options how to run
   * @return the encoder, in batches of {@value #DEFAULT_BATCH}; the caller closes it
   * @throws InvalidInputException if a file is missing or damaged or the graph is another one
   * @throws IOException if reading fails
   */
  public static OnnxTextEncoder open(
      VerifiedFolder folder, int contextLength, SessionOptions options) throws IOException {
    return open(folder, contextLength, options, DEFAULT_BATCH);
  }

  /**
   * Opens the text encoder of a model folder.
   *
   * @param folder holds the text encoder and its weights
   * @param contextLength longest sequence, from the model's configuration
   * @param options how to run
   * @param largestBatch sequences of one run at most, at least 1
   * @return the encoder; the caller closes it
   * @throws InvalidInputException if a file is missing or damaged or the graph is another one
   * @throws IOException if reading fails
   */
  public static OnnxTextEncoder open(
      VerifiedFolder folder, int contextLength, SessionOptions options, int largestBatch)
      throws IOException {
    if (largestBatch < 1) {
      throw new IllegalArgumentException(
          "largest batch: expected 1 or more, found " + largestBatch);
    }
    GraphSession session = GraphSession.open(folder, ModelManifest.TEXT_ENCODER, options);
    try {
      session.inputShape(TOKENS, 2);
      session.inputShape(END, 1);
      int width = session.outputWidth(FEATURES);
      return new OnnxTextEncoder(session, contextLength, width, largestBatch);
    } catch (InvalidInputException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public int contextLength() {
    return contextLength;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public float[][] encode(List<int[]> sequences) {
    sequences.forEach(this::requireFits);
    float[][] features = new float[sequences.size()][];
    for (int first = 0; first < features.length; first += largestBatch) {
      int end = Math.min(first + largestBatch, features.length);
      encode(sequences.subList(first, end), features, first);
    }
    return features;
  }

  private void requireFits(int[] sequence) {
    if (sequence.length < 1 || sequence.length > contextLength) {
      throw new IllegalArgumentException(
          "sequence: expected 1 to %d tokens, found %d".formatted(contextLength, sequence.length));
    }
  }

  private void encode(List<int[]> batch, float[][] features, int first) {
    int longest = batch.stream().mapToInt(sequence -> sequence.length).max().orElse(0);
    long[] tokens = new long[batch.size() * longest]; // [B, N], zeros after EOT
    long[] ends = new long[batch.size()];
    for (int row = 0; row < ends.length; row++) {
      int[] sequence = batch.get(row);
      ends[row] = sequence.length - 1;
      for (int n = 0; n < sequence.length; n++) {
        tokens[row * longest + n] = sequence[n];
      }
    }
    Inputs inputs =
        new Inputs().put(TOKENS, tokens, ends.length, longest).put(END, ends, ends.length);
    try (Outputs outputs = session.run(inputs, FEATURES)) {
      Rows.split(outputs.floats(FEATURES), width, features, first);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
