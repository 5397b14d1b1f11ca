package org.softcpt.models.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.pytorch.TorchFile;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.safetensors.TensorFile;

/** Tells the formats of weight files apart by their first bytes; names and endings say nothing. */
final class TensorFiles {

  /** A safetensors header's length, and the brace it starts with. */
  private static final int SAFETENSORS_START = Long.BYTES + 1;

  private static final String LARGE_FILE_POINTER = "version https://git-lfs";

  private TensorFiles() {}

  static boolean isSafetensors(Path path) throws IOException {
    byte[] start = start(path, SAFETENSORS_START);
    if (start.length < SAFETENSORS_START || start[Long.BYTES] != '{') {
      return false;
    }
    long length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return length > 0 && length <= Files.size(path);
  }

  static TensorFile open(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new InvalidInputException(path + ": no such file");
    }
    if (TorchFile.matches(path)) {
      return TorchFile.open(path);
    }
    if (isSafetensors(path)) {
      return SafetensorsFile.open(path);
    }
    int length = LARGE_FILE_POINTER.length();
    if (new String(start(path, length), StandardCharsets.US_ASCII).equals(LARGE_FILE_POINTER)) {
      throw new InvalidInputException(
          path + ": a pointer of Git LFS, not the weights: fetch them with 'git lfs pull'");
    }
    throw new InvalidInputException(
        path
            + ": no format of weights; looked for safetensors (a header's length and '{'), PyTorch's"
            + " zip archive ('PK') and torch.save's older pickles (0x80 02 8a 0a)");
  }

  private static byte[] start(Path path, int length) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(length);
    }
  }
}
