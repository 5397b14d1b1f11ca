package org.softcpt.models.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.InvalidInputException;

/** Files beyond 2 GB. They are sparse: nearly all zeros that the file system does not store. */
class LargeSafetensorsTest {

  private static final long FILLER = 5_000_000_003L; // odd: what follows starts at an odd byte
  private static final float[] TAIL = {1.5f, -2.25f, 1e-30f};

  @TempDir Path folder;

  @Test
  void readsATensorBehindFiveGigabytes() throws IOException {
    String header =
        """
        {"filler":{"dtype":"U8","shape":[5,1000000000],"data_offsets":[0,5000000000]},
         "odd":{"dtype":"U8","shape":[3],"data_offsets":[5000000000,5000000003]},
         "tail":{"dtype":"F32","shape":[3],"data_offsets":[5000000003,5000000015]}}""";
    Path path = sparse(header, FILLER, TAIL);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertArrayEquals(TAIL, file.floats("tail"));
      assertEquals(file.dataStart() + FILLER, file.fileOffset("tail"));
    }
  }

  @Test
  void refusesATensorThatNoArrayHolds() throws IOException {
    String header =
        """
        {"huge":{"dtype":"F16","shape":[2147483647],"data_offsets":[0,4294967294]}}""";
    Path path = sparse(header, 4294967294L, new float[0]);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertEquals(2147483647L, file.tensors().get("huge").elements());
      Exception e = assertThrows(InvalidInputException.class, () -> file.floats("huge"));
      assertTrue(
          e.getMessage()
              .endsWith(
                  "tensor 'huge' [2147483647] has 2147483647 elements, an array holds 2147483639"),
          e.getMessage());
    }
  }

  private Path sparse(String header, long dataLength, float[] tail) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer start = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(json.length).put(json);
    ByteBuffer end = ByteBuffer.allocate(4 * tail.length).order(ByteOrder.LITTLE_ENDIAN);
    end.asFloatBuffer().put(tail);
    Path path = folder.resolve("large.safetensors");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(start.capacity() + dataLength);
      file.write(start.array());
      file.seek(start.capacity() + dataLength);
      file.write(end.array());
    }
    return path;
  }
}
