package org.softcpt.trainer.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.folder.BundleCopy;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.runtime.NewTaskWriter;
import org.softcpt.runtime.PromptClassifier;
import org.softcpt.trainer.method.Vectors;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.Training;
import org.softcpt.trainer.training.TrainingListener;

/** Bundles that answer tasks which were never trained. */
class MetaNetworkBundleTest {

  /** Measured 2.7e-7, allow ten times: Deeplearning4j and ONNX Runtime sum in different orders. */
  private static final double TOLERANCE = 2.7e-6;

  private static final List<String> HUES = List.of("blue", "green", "red");
  private static final List<String> SIZES = List.of("small", "large", "huge");

  @TempDir private static Path root;
  private static MainLine line;
  private static RunFolder run;

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    line = MainLine.build(root);
    run = train("softcpt-nata", root.resolve("run"), Map.of());
    evaluate(run, true);
  }

  @Test
  void aTrainedTasksOwnNamesGiveTheBundlesTextFeatures() throws IOException {
    float[] bundled;
    try (SafetensorsFile heads = SafetensorsFile.open(run.bundle().resolve("heads.safetensors"))) {
      bundled = heads.floats("text_features");
    }
    try (NewTaskWriter writer = NewTaskWriter.open(run.bundle(), MainLine.SESSION)) {
      FloatTensor hue = writer.textFeatures("hue_of a square ", HUES);
      FloatTensor tone =
          writer.textFeatures("tone of a square", List.of("dark_paint", "light_paint"));
      requireClose(bundled, 0, hue);
      requireClose(bundled, hue.values().length, tone);
    }
  }

  @Test
  void theRunWritesWhatItsBundleWrites() throws IOException {
    requireRunAndBundleAgree(run);
  }

  @ParameterizedTest // hidden layers, their width
  @CsvSource({"1, 13", "3, 32"})
  void aPerceptronGoesIntoTheBundleToo(int depth, int width) throws IOException {
    Map<String, String> settings =
        Map.of(
            "sub_network", "mlp",
            "sub_network_depth", Integer.toString(depth),
            "sub_network_width", Integer.toString(width));
    RunFolder perceptron = train("softcpt-nata", folder.resolve("mlp"), settings);
    evaluate(perceptron, true);
    requireRunAndBundleAgree(perceptron);
  }

  private static void requireRunAndBundleAgree(RunFolder run) throws IOException {
    FloatTensor byRun =
        new NewTask("size of a thing", SIZES)
            .textFeatures(run.root(), Optional.empty(), MainLine.SESSION);
    requireClose(Vectors.unitRows(byRun.values(), 3), 0, written(run.bundle()));
  }

  private static FloatTensor written(Path bundle) throws IOException {
    try (NewTaskWriter writer = NewTaskWriter.open(bundle, MainLine.SESSION)) {
      return writer.textFeatures("size of a thing", SIZES);
    }
  }

  @Test // text encoder and tokenizer are in the shared folder, the graph stays in the bundle
  void aCopyThatSharesItsEncoderWritesTheSame() throws IOException {
    Path copy = folder.resolve("copy");
    new BundleCopy(run.bundle()).withSharedEncoder(folder.resolve("encoder"), copy);
    assertTrue(Files.exists(copy.resolve("meta_network.onnx")));
    assertFalse(Files.exists(copy.resolve("text.safetensors")));
    assertEquals(written(run.bundle()), written(copy));
  }

  @Test
  void earlierBundlesWithTheNetworkAsMatricesAreRead() throws IOException {
    RunFolder old = train("softcpt-nata", folder.resolve("old"), Map.of());
    evaluate(old, true);
    FloatTensor byGraph = written(old.bundle());
    EarlierBundle.make(old);
    assertFalse(BundleManifest.read(old.bundle()).newTasks().orElseThrow().hasGraph());
    requireClose(Vectors.unitRows(byGraph.values(), 3), 0, written(old.bundle()));
    PromptClassifier.open(old.bundle(), MainLine.SESSION).close();
    evaluate(old, true); // makes it a graph again
    assertTrue(BundleManifest.read(old.bundle()).newTasks().orElseThrow().hasGraph());
    assertEquals(byGraph, written(old.bundle()));
  }

  @Test
  void aNewTaskIsAnsweredInPlaceOfTheOthers() throws IOException {
    FloatTensor features;
    try (NewTaskWriter writer = NewTaskWriter.open(run.bundle(), MainLine.SESSION)) {
      features = writer.textFeatures("hue of a square", HUES);
    }
    Path image = line.image("hue/red/test_4.png");
    BundleManifest.Task task = new BundleManifest.Task("new", "hue of a square", HUES);
    try (PromptClassifier own = PromptClassifier.open(run.bundle(), MainLine.SESSION);
        PromptClassifier other =
            PromptClassifier.open(run.bundle(), task, features, MainLine.SESSION)) {
      assertEquals(1, other.classify(image).size());
      assertEquals("new", other.classify(image).get(0).id());
      for (int c = 0; c < 3; c++) {
        assertEquals(
            own.classify(image).get(0).classes().get(c).probability(),
            other.classify(image).get(0).classes().get(c).probability(),
            100 * TOLERANCE); // times the logit scale
      }
    }
  }

  @Test
  void aBundleGetsItsMetaNetworkLater() throws IOException {
    RunFolder plain = train("softcpt-nata", folder.resolve("plain"), Map.of());
    evaluate(plain, false);
    assertFalse(Files.exists(plain.bundle().resolve("text.safetensors")));
    byte[] heads = Files.readAllBytes(plain.bundle().resolve("heads.safetensors"));
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class,
            () -> NewTaskWriter.open(plain.bundle(), MainLine.SESSION));
    assertTrue(error.getMessage().contains("carries no meta network"), error.getMessage());
    evaluate(plain, true);
    NewTaskWriter.open(plain.bundle(), MainLine.SESSION).close();
    assertArrayEquals(heads, Files.readAllBytes(plain.bundle().resolve("heads.safetensors")));
    evaluate(plain, false); // does not take it away again
    BundleManifest.read(plain.bundle()).verify(plain.bundle());
    assertTrue(BundleManifest.read(plain.bundle()).newTasks().isPresent());
  }

  @Test
  void methodsWithoutSuchANetworkSaySo() throws IOException {
    RunFolder coop = train("coop-cs", folder.resolve("coop"), Map.of());
    requireRefusal("method coop-cs: has no meta network", () -> evaluate(coop, true));
    requireRefusal(
        "coop-cs",
        () ->
            new NewTask("size", List.of("small", "large"))
                .textFeatures(coop.root(), Optional.empty(), MainLine.SESSION));
    RunFolder front = train("softcpt-nata", folder.resolve("front"), Map.of("placement", "front"));
    requireRefusal("names last", () -> evaluate(front, true));
  }

  @Test
  void aMethodWithoutAMetaNetworkMayStillWriteForNewTasks() throws IOException {
    RunFolder shared = train("coop-mt", folder.resolve("shared"), Map.of());
    FloatTensor features =
        new NewTask("size", List.of("small", "large"))
            .textFeatures(shared.root(), Optional.empty(), MainLine.SESSION);
    assertEquals(2, features.shape().get(0));
  }

  @Test
  void namesThatAreTooLongAndDamagedFilesAreNamed() throws IOException {
    String name = "very ".repeat(20) + "long";
    try (NewTaskWriter writer = NewTaskWriter.open(run.bundle(), MainLine.SESSION)) {
      requireRefusal("the model takes at most 40", () -> writer.textFeatures(name, HUES));
    }
    RunFolder copy = train("softcpt-nata", folder.resolve("damaged"), Map.of());
    evaluate(copy, true);
    Path file = copy.bundle().resolve(BundleManifest.META_NETWORK);
    Files.write(file, new byte[] {1});
    requireRefusal(
        BundleManifest.META_NETWORK, () -> NewTaskWriter.open(copy.bundle(), MainLine.SESSION));
  }

  private static void requireRefusal(
      String expected, org.junit.jupiter.api.function.Executable action) {
    String message = assertThrows(InvalidInputException.class, action).getMessage();
    assertTrue(message.contains(expected), message);
  }

  private static void requireClose(float[] units, int from, FloatTensor features) {
    int rows = features.shape().get(0);
    float[] found = Vectors.unitRows(features.values(), rows);
    double worst = 0;
    for (int i = 0; i < found.length; i++) {
      worst = Math.max(worst, Math.abs(units[from + i] - found[i]));
    }
    assertTrue(worst <= TOLERANCE, "worst difference " + worst);
  }

  private static RunFolder train(String method, Path out, Map<String, String> more)
      throws IOException {
    Map<String, String> settings = new HashMap<>(more);
    settings.putAll(Map.of("method", method, "shots", "2", "epochs", "2", "context_length", "4"));
    return Training.run(line.request(out, settings, false), TrainingListener.SILENT).folder();
  }

  private static Results evaluate(RunFolder run, boolean withMetaNetwork) throws IOException {
    return Evaluation.run(
        new EvaluationRequest(
            run.root(),
            Optional.empty(),
            Optional.empty(),
            MainLine.SESSION,
            Optional.empty(),
            withMetaNetwork));
  }
}
