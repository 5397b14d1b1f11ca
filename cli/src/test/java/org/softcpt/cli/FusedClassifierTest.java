package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.softcpt.cli.demo.SamplePictures;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.HeadKind;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.image.Picture;
import org.softcpt.models.image.Preprocessor;
import org.softcpt.models.io.Json;
import org.softcpt.models.io.Sha256;
import org.softcpt.runtime.ClassProbability;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.GraphSession;
import org.softcpt.runtime.Inputs;
import org.softcpt.runtime.Outputs;
import org.softcpt.runtime.PromptClassifier;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.runtime.TaskPrediction;

/** One ONNX file answers as the bundle does that it was made of, in Java and in Node.js. */
class FusedClassifierTest {

  /**
   * The file's head is in single precision, the classifier's in double, and their batches differ.
   * Measured on 21 photographs: 1.0e-6 at most (linear), allowed ten times that.
   */
  private static final double TOLERANCE = 1e-5;

  /** Of values up to 4: batches of another size are summed in another order. */
  private static final double FEATURE_TOLERANCE = 1e-4;

  private static final SessionOptions CPU = SessionOptions.on(Device.cpu());

  @TempDir private static Path folder;
  private static FusedBundles bundles;

  @BeforeAll
  static void export() throws IOException {
    bundles = FusedBundles.export(folder);
  }

  @ParameterizedTest
  @EnumSource(HeadKind.class)
  void answersPhotographsAsItsBundle(HeadKind kind) throws IOException {
    List<Picture> pictures = new ArrayList<>();
    for (Path photograph : Photographs.plants()) {
      pictures.add(ImageDecoder.decode(photograph));
    }
    requireEqual(kind, pictures.subList(0, 21));
  }

  @ParameterizedTest
  @EnumSource(HeadKind.class)
  void answersDrawingsAsItsBundle(HeadKind kind) throws IOException {
    requireEqual(kind, drawings(5));
  }

  private void requireEqual(HeadKind kind, List<Picture> pictures) throws IOException {
    Path bundle = bundles.bundle(folder.resolve("bundle-" + kind), kind);
    Path file = fuse(bundle, folder.resolve(kind + ".onnx"));
    try (PromptClassifier classifier = PromptClassifier.open(bundle, CPU);
        GraphSession fused = GraphSession.open(file, CPU)) {
      int side = classifier.manifest().preprocessing().crop();
      float[] pixels = pixels(classifier, pictures);
      Inputs inputs = new Inputs().put("pixels", pixels, pictures.size(), 3, side, side);
      try (Outputs outputs = fused.run(inputs)) {
        for (int image = 0; image < pictures.size(); image++) {
          for (TaskPrediction expected : classifier.classify(pictures.get(image))) {
            float[] found = outputs.floats(expected.id());
            int classes = expected.classes().size();
            for (int c = 0; c < classes; c++) {
              ClassProbability each = expected.classes().get(c);
              assertEquals(
                  each.probability(),
                  found[image * classes + c],
                  TOLERANCE,
                  () -> kind + " " + each);
            }
          }
        }
      }
    }
  }

  @Test
  void sameBundleSameBytes() throws IOException {
    Path bundle = bundles.bundle(folder.resolve("twice"), HeadKind.CACHE);
    byte[] first = Files.readAllBytes(fuse(bundle, folder.resolve("first.onnx")));
    byte[] second = Files.readAllBytes(fuse(bundle, folder.resolve("second.onnx")));
    assertArrayEquals(first, second);
  }

  @Test
  void metadataSaysEverythingThatACallerMustKnow() throws IOException {
    Path bundle = bundles.bundle(folder.resolve("facts"), HeadKind.COSINE);
    BundleManifest manifest = BundleManifest.read(bundle);
    try (GraphSession fused = GraphSession.open(fuse(bundle, folder.resolve("f.onnx")), CPU)) {
      JsonNode facts = Json.mapper().readTree(fused.metadata().get("softcpt.classifier"));
      JsonNode written = Json.read(bundle.resolve(BundleManifest.FILE));
      assertEquals(written.path("preprocessing"), facts.path("preprocessing"));
      assertEquals(written.path("provenance"), facts.path("provenance"));
      assertEquals(manifest.imageEncoderSha256(), facts.path("image_encoder_sha256").asText());
      assertEquals(
          Sha256.of(bundle.resolve(BundleManifest.FILE)), facts.path("bundle_sha256").asText());
      for (JsonNode task : facts.path("tasks")) {
        assertTrue(fused.outputs().containsKey(task.path("output").asText()), task.toString());
      }
      assertEquals(written.path("tasks").size(), facts.path("tasks").size());
      assertEquals(written.path("tasks").path(0).path("classes"), classes(facts));
    }
  }

  private static JsonNode classes(JsonNode facts) {
    return facts.path("tasks").path(0).path("classes");
  }

  @Test
  void nodeGivesTheSameNumbers() throws Exception {
    NodeExample.assumeInstalled();
    Path bundle = bundles.bundle(folder.resolve("node"), HeadKind.CACHE);
    Path file = fuse(bundle, folder.resolve("node.onnx"));
    List<Picture> pictures = drawings(5);
    try (PromptClassifier classifier = PromptClassifier.open(bundle, CPU)) {
      float[] pixels = pixels(classifier, pictures);
      List<String> lines = node(file, pixels);
      assertEquals(pictures.size(), lines.size());
      for (int image = 0; image < lines.size(); image++) {
        JsonNode answer = Json.mapper().readTree(lines.get(image));
        requireSame(classifier.classify(pictures.get(image)), answer.path("tasks"));
        requireSameFeature(file, slice(pixels, image, lines.size()), answer.path("feature"));
      }
    }
  }

  private static void requireSame(List<TaskPrediction> expected, JsonNode found) {
    assertEquals(expected.size(), found.size());
    for (TaskPrediction task : expected) {
      JsonNode classes = found.path(task.id());
      assertEquals(task.classes().size(), classes.size());
      for (ClassProbability each : task.classes()) {
        assertTrue(classes.has(each.name()), () -> classes + " has no " + each.name());
        assertEquals(each.probability(), classes.path(each.name()).asDouble(), TOLERANCE);
      }
    }
  }

  private static void requireSameFeature(Path file, float[] pixels, JsonNode found)
      throws IOException {
    int side = (int) Math.round(Math.sqrt(pixels.length / 3.0));
    try (GraphSession fused = GraphSession.open(file, CPU);
        Outputs outputs =
            fused.run(new Inputs().put("pixels", pixels, 1, 3, side, side), "features")) {
      float[] feature = outputs.floats("features");
      assertEquals(feature.length, found.size());
      for (int d = 0; d < feature.length; d++) {
        assertEquals(feature[d], found.path(d).asDouble(), FEATURE_TOLERANCE);
      }
    }
  }

  private static List<String> node(Path file, float[] pixels) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(4 * pixels.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(pixels);
    Path input = Files.write(folder.resolve("pixels.f32"), bytes.array());
    return NodeExample.run(folder.resolve("node.jsonl"), "classify.mjs", file, input)
        .lines()
        .toList();
  }

  private static Path fuse(Path bundle, Path file) {
    CommandRun run = CommandRun.of("bundle", "--fuse", bundle, "--out", file, "--force");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    return file;
  }

  private static List<Picture> drawings(int count) {
    return SamplePictures.drawn().subList(0, count).stream().map(Picture::of).toList();
  }

  /** {@code [B, 3, S, S]}. */
  private static float[] pixels(PromptClassifier classifier, List<Picture> pictures) {
    Preprocessor preprocessor = new Preprocessor(classifier.manifest().preprocessing());
    int side = classifier.manifest().preprocessing().crop();
    float[] all = new float[pictures.size() * 3 * side * side];
    for (int image = 0; image < pictures.size(); image++) {
      float[] one = preprocessor.apply(pictures.get(image));
      System.arraycopy(one, 0, all, image * one.length, one.length);
    }
    return all;
  }

  private static float[] slice(float[] pixels, int image, int images) {
    int size = pixels.length / images;
    float[] one = new float[size];
    System.arraycopy(pixels, image * size, one, 0, size);
    return one;
  }
}
