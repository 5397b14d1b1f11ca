package org.softcpt.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.softcpt.models.folder.FileDigests;
import org.softcpt.models.folder.VerifiedFolder;

/** The tiny graphs of {@code tools/make_runtime_graphs.py}, and their arithmetic in plain Java. */
final class Graphs {

  static final int SIDE = 4;
  static final int WIDTH = 5;
  static final int CONTEXT = 24;
  static final SessionOptions CPU = new SessionOptions(Device.cpu(), 1);

  private Graphs() {}

  static byte[] bytes(String file) {
    try (InputStream in = Graphs.class.getResourceAsStream("/graphs/" + file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path copy(String file, Path target) throws IOException {
    return Files.write(target, bytes(file));
  }

  /** A folder with the image encoder and its weights beside it, as the exporter lays them out. */
  static VerifiedFolder encoderFolder(Path folder) throws IOException {
    copy("image_encoder_external.onnx", folder.resolve("image_encoder.onnx"));
    copy("image_weights.bin", folder.resolve("image.safetensors"));
    return new VerifiedFolder(
        folder, FileDigests.of(folder, List.of("image_encoder.onnx", "image.safetensors")));
  }

  /** A folder with the text encoder. */
  static VerifiedFolder textFolder(Path folder) throws IOException {
    copy("text_encoder.onnx", folder.resolve("text_encoder.onnx"));
    return new VerifiedFolder(folder, FileDigests.of(folder, List.of("text_encoder.onnx")));
  }

  /** What the graphs multiply with or look up. */
  static float weight(int row, int column) {
    return ((7 * row + 3 * column) % 11 - 5) / 8f;
  }

  /** What the image encoder answers for one image. */
  static float[] imageFeature(float[] pixels, int image) {
    float[] feature = new float[WIDTH];
    int size = 3 * SIDE * SIDE;
    for (int j = 0; j < WIDTH; j++) {
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += (double) pixels[image * size + i] * weight(i, j);
      }
      feature[j] = (float) sum;
    }
    return feature;
  }

  /** What the text encoder answers: the sum of the tokens' rows. */
  static float[] textFeature(int... tokens) {
    float[] feature = new float[WIDTH];
    for (int token : tokens) {
      for (int j = 0; j < WIDTH; j++) {
        feature[j] += weight(token, j);
      }
    }
    return feature;
  }
}
