package org.softcpt.models.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.folder.BundleManifest.MetaNetworkEntry;
import org.softcpt.models.folder.BundleManifest.Task;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.tensor.FloatTensor;

class BundleWriterTest {

  private static final List<Task> TASKS =
      List.of(new Task("pets", "pets", List.of("cat", "dog")), new Task("a", "b", List.of("c")));

  /** Three, four, five: unit rows are exact. */
  private static final FloatTensor FEATURES =
      FloatTensor.of(new float[] {3, 4, 0, -5, 0.6f, 0.8f}, 3, 2);

  @TempDir Path folder;

  private Path bundle;
  private BundleWriter writer;

  @BeforeEach
  void makeAModel() throws IOException {
    Path model = Files.createDirectory(folder.resolve("model"));
    writer = new BundleWriter(model, Manifests.model(model));
    bundle = folder.resolve("run/bundle");
  }

  @Test
  void whatIsWrittenVerifiesAndIsRead() throws IOException {
    writer.write(bundle, TASKS, BundleHead.cosine(FEATURES), Map.of("seed", "1"));
    BundleManifest manifest = BundleManifest.read(bundle);
    manifest.verify(bundle);
    assertEquals(TASKS, manifest.tasks());
    assertEquals(writer.model().imageEncoderDigest(), manifest.imageEncoderSha256());
    assertEquals(Map.of("seed", "1"), manifest.provenance());
  }

  @Test
  void aMetaNetworkBringsWhatItNeeds() throws IOException {
    writer.write(
        bundle,
        TASKS,
        BundleHead.cosine(FEATURES),
        Map.of(),
        Optional.of(file -> Files.writeString(file, "a graph")));
    BundleManifest manifest = BundleManifest.read(bundle);
    manifest.verify(bundle);
    assertEquals("a graph", Files.readString(bundle.resolve("meta_network.onnx")));
    assertEquals(new MetaNetworkEntry(2, 12), manifest.newTasks().orElseThrow());
    Set<String> needed =
        Set.of(
            "meta_network.onnx",
            "prompt_encoder.onnx",
            "text.safetensors",
            "tokenizer/vocab.json",
            "tokenizer/merges.txt",
            "tokenizer/settings.json");
    assertTrue(manifest.files().sha256().keySet().containsAll(needed));
  }

  @Test // what is not listed is not checked, and nobody needs it
  void holdsWhatTheManifestListsAndNothingElse() throws IOException {
    writer.write(bundle, TASKS, BundleHead.cosine(FEATURES), Map.of());
    Set<String> expected = new TreeSet<>(BundleManifest.read(bundle).files().sha256().keySet());
    assertEquals(Set.of("heads.safetensors", "image.safetensors", "image_encoder.onnx"), expected);
    expected.add("bundle.json");
    assertEquals(expected, new TreeSet<>(names(bundle)));
  }

  @Test
  void rowsAreOfUnitLength() throws IOException {
    writer.write(bundle, TASKS, BundleHead.cosine(FEATURES), Map.of());
    try (SafetensorsFile heads = SafetensorsFile.open(bundle.resolve("heads.safetensors"))) {
      assertEquals(
          FloatTensor.of(new float[] {0.6f, 0.8f, 0, -1, 0.6f, 0.8f}, 3, 2),
          heads.tensor("text_features"));
    }
  }

  @Test
  void weightsAndBiasesAreKeptAsTheyAre() throws IOException {
    FloatTensor bias = FloatTensor.of(new float[] {1, -2, 0}, 3);
    writer.write(bundle, TASKS, BundleHead.linear(FEATURES, bias, true), Map.of());
    assertEquals(HeadKind.UNIT_LINEAR, BundleManifest.read(bundle).head());
    try (SafetensorsFile heads = SafetensorsFile.open(bundle.resolve("heads.safetensors"))) {
      assertEquals(FEATURES, heads.tensor("weights"));
      assertEquals(bias, heads.tensor("bias"));
    }
    writer.write(bundle, TASKS, BundleHead.linear(FEATURES, bias, false), Map.of());
    assertEquals(HeadKind.LINEAR, BundleManifest.read(bundle).head());
  }

  @Test
  void refusesWeightsThatDoNotFitOrAreNotFinite() {
    FloatTensor two = FloatTensor.of(new float[2], 2);
    FloatTensor nan = FloatTensor.of(new float[] {1, Float.NaN, 0}, 3);
    assertTrue(linearRefusal(two).contains("one per row"), linearRefusal(two));
    assertTrue(linearRefusal(nan).contains("bias: expected finite"), linearRefusal(nan));
  }

  private static String linearRefusal(FloatTensor bias) {
    return assertThrows(
            IllegalArgumentException.class, () -> BundleHead.linear(FEATURES, bias, true))
        .getMessage();
  }

  @Test // made by releases before heads had kinds
  void aBundleOfVersionTwoHasACosineHead() throws IOException {
    writer.write(bundle, TASKS, BundleHead.cosine(FEATURES), Map.of());
    Path file = bundle.resolve("bundle.json");
    String text = Files.readString(file);
    assertTrue(text.contains("\"version\" : 3") && text.contains("\"head\" : \"cosine\","), text);
    Files.writeString(
        file,
        text.replace("\"version\" : 3", "\"version\" : 2").replace("\"head\" : \"cosine\",", ""));
    assertEquals(HeadKind.COSINE, BundleManifest.read(bundle).head());
  }

  @Test
  void replacesAnOlderBundleAndLeavesNothingBehind() throws IOException {
    writer.write(bundle, TASKS, BundleHead.cosine(FEATURES), Map.of("seed", "1"));
    writer.write(bundle, TASKS, BundleHead.cosine(FEATURES), Map.of("seed", "2"));
    assertEquals("2", BundleManifest.read(bundle).provenance().get("seed"));
    assertEquals(List.of("bundle"), names(bundle.getParent()));
  }

  @Test
  void aFailureLeavesTheOlderBundleAlone() throws IOException {
    writer.write(bundle, TASKS, BundleHead.cosine(FEATURES), Map.of("seed", "1"));
    Files.delete(writer.modelFolder().resolve("image.safetensors"));
    assertThrows(
        IOException.class,
        () -> writer.write(bundle, TASKS, BundleHead.cosine(FEATURES), Map.of("seed", "2")));
    BundleManifest.read(bundle).verify(bundle);
    assertEquals("1", BundleManifest.read(bundle).provenance().get("seed"));
    assertEquals(List.of("bundle"), names(bundle.getParent()));
  }

  @Test // a bundle may outlive the model it was made with
  void staysWholeWhenTheModelIsDeleted() throws IOException {
    writer.write(bundle, TASKS, BundleHead.cosine(FEATURES), Map.of());
    Files.delete(writer.modelFolder().resolve("image.safetensors"));
    BundleManifest.read(bundle).verify(bundle);
  }

  @Test
  void refusesFeaturesThatAreNotOnePerClass() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                writer.write(
                    bundle,
                    TASKS,
                    BundleHead.cosine(FloatTensor.of(new float[] {1, 2, 3, 4}, 2, 2)),
                    Map.of()));
    assertTrue(refused.getMessage().contains("expected 3 rows"), refused.getMessage());
  }

  @Test
  void refusesAFeatureWithoutDirection() {
    FloatTensor features = FloatTensor.of(new float[] {1, 0, 0, 0, Float.NaN, 1}, 3, 2);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> BundleHead.cosine(features));
    assertTrue(refused.getMessage().contains("class 1"), refused.getMessage());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }
}
