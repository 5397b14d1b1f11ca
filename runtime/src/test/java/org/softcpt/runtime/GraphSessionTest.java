package org.softcpt.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session at work; {@link GraphSessionFilesTest} is about what may be opened. */
class GraphSessionTest {

  /** 48 products in single precision: 3e-6 measured over 300 seeds, tenfold allowed. */
  private static final float TOLERANCE = 3e-5f;

  private static final int PIXELS = 3 * Graphs.SIDE * Graphs.SIDE;

  @TempDir Path folder;

  @ParameterizedTest // one image, two, a prime
  @ValueSource(ints = {1, 2, 13})
  void computesWhatTheGraphSays(int batch) throws IOException {
    float[] pixels = pixels(batch, batch);
    try (GraphSession session = encoder();
        Outputs outputs = session.run(inputs(pixels, batch), "features")) {
      float[] features = outputs.floats("features");
      assertArrayEquals(new long[] {batch, Graphs.WIDTH}, outputs.shape("features"));
      for (int image = 0; image < batch; image++) {
        float[] row =
            Arrays.copyOfRange(features, image * Graphs.WIDTH, (image + 1) * Graphs.WIDTH);
        assertArrayEquals(Graphs.imageFeature(pixels, image), row, TOLERANCE);
      }
    }
  }

  @Test
  void tellsNamesTypesShapesAndMetadata() throws IOException {
    try (GraphSession session = encoder()) {
      assertEquals(
          new TensorSpec("pixels", TensorSpec.Type.FLOAT, List.of(-1L, 3L, 4L, 4L)),
          session.inputs().get("pixels"));
      assertEquals(List.of(-1L, 5L), session.outputs().get("features").shape());
      assertEquals("fp32", session.metadata().get("softcpt.precision"));
    }
  }

  @Test // buffers are reused, so a smaller run after a larger one must not see stale elements
  void runsOfChangingSizeDoNotDisturbEachOther() throws IOException {
    try (GraphSession session = encoder()) {
      for (int batch : new int[] {13, 1, 7, 2, 13}) {
        float[] pixels = pixels(batch, 99);
        try (Outputs outputs = session.run(inputs(pixels, batch))) {
          float[] first = Arrays.copyOf(outputs.floats("features"), Graphs.WIDTH);
          assertArrayEquals(Graphs.imageFeature(pixels, 0), first, TOLERANCE);
        }
      }
    }
  }

  @Test
  void eightThreadsGetTheResultsOfOne() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (GraphSession session = encoder()) {
      List<Future<?>> runs = new ArrayList<>();
      for (int seed = 0; seed < 200; seed++) {
        float[] pixels = pixels(2, seed);
        runs.add(threads.submit(() -> assertFirstFeature(session, pixels)));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void assertFirstFeature(GraphSession session, float[] pixels) {
    try (Outputs outputs = session.run(inputs(pixels, 2))) {
      float[] first = Arrays.copyOf(outputs.floats("features"), Graphs.WIDTH);
      assertArrayEquals(Graphs.imageFeature(pixels, 0), first, TOLERANCE);
    }
  }

  @Test // closing must wait for native code that is still running, or the process crashes
  void closingWhileOthersRunEndsTheirRunsOneByOne() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 20; round++) {
        GraphSession session = encoder();
        List<Future<?>> runs = new ArrayList<>();
        for (int seed = 0; seed < 8; seed++) {
          float[] pixels = pixels(2, seed);
          runs.add(threads.submit(() -> runUntilClosed(session, pixels)));
        }
        session.close();
        for (Future<?> run : runs) {
          run.get();
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void runUntilClosed(GraphSession session, float[] pixels) {
    IllegalStateException end =
        assertThrows(
            IllegalStateException.class,
            () -> {
              while (true) {
                assertFirstFeature(session, pixels);
              }
            });
    assertTrue(end.getMessage().contains("closed"), end.getMessage());
  }

  @Test
  void mayBeClosedTwiceButNotUsedAfterwards() throws IOException {
    GraphSession session = encoder();
    session.close();
    session.close();
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class, () -> session.run(inputs(pixels(1, 1), 1)).close());
    assertTrue(refused.getMessage().contains("closed"), refused.getMessage());
  }

  @Test
  void outputsMayBeClosedTwiceButNotReadAfterwards() throws IOException {
    try (GraphSession session = encoder()) {
      Outputs outputs = session.run(inputs(pixels(1, 1), 1));
      outputs.close();
      outputs.close();
      assertThrows(IllegalStateException.class, () -> outputs.floats("features"));
    }
  }

  @Test // results live in their own memory
  void outputsOutliveTheirSession() throws IOException {
    float[] pixels = pixels(1, 5);
    GraphSession session = encoder();
    try (Outputs outputs = session.run(inputs(pixels, 1))) {
      session.close();
      assertArrayEquals(Graphs.imageFeature(pixels, 0), outputs.floats("features"), TOLERANCE);
    }
  }

  @Test
  void refusesWhatDoesNotFitTheGraphAndSaysBothSides() throws IOException {
    try (GraphSession session = encoder()) {
      assertRefused(session, new Inputs(), "expected inputs [pixels], found []");
      assertRefused(
          session,
          new Inputs().put("pixels", new float[27], 1, 3, 3, 3),
          "input 'pixels': expected FLOAT[-1, 3, 4, 4], found FLOAT[1, 3, 3, 3]");
      assertRefused(
          session,
          new Inputs().put("pixels", new long[PIXELS], 1, 3, 4, 4),
          "found INT64[1, 3, 4, 4]");
      assertRefused(session, inputs(pixels(1, 1), 1), "[features], found [labels]", "labels");
    }
  }

  @Test
  void refusesAShapeThatDoesNotFitItsArray() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> new Inputs().put("x", new float[5], 2, 3));
    assertEquals("input 'x': shape [2, 3] does not fit 5 elements", refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Inputs().put("x", new float[6], -2, -3));
    assertThrows(
        ArithmeticException.class, () -> new Inputs().put("x", new float[0], 1L << 40, 1L << 40));
  }

  @Test
  void aScalarIsOneElement() throws IOException {
    try (GraphSession session = encoder();
        Outputs outputs = session.run(inputs(pixels(1, 1), 1))) {
      assertThrows(IllegalArgumentException.class, () -> outputs.scalar("features"));
      assertThrows(IllegalArgumentException.class, () -> outputs.longs("features"));
      assertThrows(IllegalArgumentException.class, () -> outputs.floats("other"));
    }
  }

  static Stream<SessionOptions> everyOption() {
    return Stream.of(
        Graphs.CPU,
        Graphs.CPU.withoutSpinning(),
        Graphs.CPU.withMappedWeights(),
        new SessionOptions(Device.cpu(), 2, true, true, true),
        SessionOptions.on(Device.cpu()));
  }

  @ParameterizedTest
  @MethodSource("everyOption")
  void opensExternalDataThatTheManifestLists(SessionOptions options) throws IOException {
    float[] pixels = pixels(1, 3);
    try (GraphSession session =
            GraphSession.open(Graphs.encoderFolder(folder), "image_encoder.onnx", options);
        Outputs outputs = session.run(inputs(pixels, 1))) {
      assertArrayEquals(Graphs.imageFeature(pixels, 0), outputs.floats("features"), TOLERANCE);
    }
  }

  private static GraphSession encoder() throws IOException {
    return GraphSession.open(Graphs.bytes("image_encoder.onnx"), Graphs.CPU);
  }

  private static Inputs inputs(float[] pixels, int batch) {
    return new Inputs().put("pixels", pixels, batch, 3, Graphs.SIDE, Graphs.SIDE);
  }

  private static float[] pixels(int batch, long seed) {
    float[] pixels = new float[batch * PIXELS];
    Random random = new Random(seed);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat() * 2 - 1;
    }
    return pixels;
  }

  private static void assertRefused(
      GraphSession session, Inputs inputs, String message, String... outputs) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> session.run(inputs, outputs).close());
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }
}
