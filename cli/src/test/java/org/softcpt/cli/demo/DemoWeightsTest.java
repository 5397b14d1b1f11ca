package org.softcpt.cli.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.config.Precision;
import org.softcpt.models.image.Preprocessor;
import org.softcpt.models.image.RgbImage;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.models.weights.ActivationChoice;
import org.softcpt.models.weights.ClipWeightFiles;
import org.softcpt.models.weights.FileClip;
import org.softcpt.onnx.export.ClipExporter;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.ImageEncoder;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.runtime.TextEncoder;
import org.softcpt.runtime.ZeroShot;

/**
 * Zero-shot accuracy of the embedded weights through our own reader, exporter and encoders, on
 * fresh pictures of combinations that training never saw. docs/demo-clip.md has the figures of
 * 6,000 such pictures; with {@value #PICTURES} the standard error is about 2.5 points, so each
 * floor is some 10 points (four errors) below.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoWeightsTest {

  private static final int PICTURES = 200;
  private static final String ON_BACKGROUND = "a picture of an object on a {} background.";
  private static final SessionOptions CPU = SessionOptions.on(Device.cpu());

  private final List<Scene> scenes = heldOutScenes(new SplittableRandom(2026));
  private ModelFolder model;
  private float[][] images;

  @BeforeAll
  void encode(@TempDir Path folder) throws IOException {
    DemoWeights.write(folder.resolve("weights"));
    try (FileClip weights =
        ClipWeightFiles.open(folder.resolve("weights"), ActivationChoice.of(Optional.empty()))) {
      ClipExporter.export(
          weights, weights.tokenizer().orElseThrow(), Precision.FP32, folder.resolve("model"));
    }
    model = ModelFolder.open(folder.resolve("model"));
    try (ImageEncoder encoder = model.imageEncoder(CPU)) {
      images = encoder.encode(pixels(), PICTURES);
    }
  }

  @Test
  void namesShapes() throws IOException {
    check(0.57, "a picture of a {}.", labels(Figure.values()), scene -> scene.figure().ordinal());
  }

  @Test
  void namesColours() throws IOException {
    String template = "a picture of a {} object.";
    check(0.90, template, labels(Colour.values()), scene -> scene.colour().ordinal());
  }

  @Test
  void namesTextures() throws IOException {
    String template = "a picture of a {} object.";
    check(0.84, template, labels(Texture.values()), scene -> scene.texture().ordinal());
  }

  @Test
  void counts() throws IOException {
    List<String> answers = List.of("one object", "two objects", "three objects", "four objects");
    check(0.72, "a picture of {}.", answers, scene -> scene.count() - 1);
  }

  @Test
  void namesBackgrounds() throws IOException {
    List<String> answers = labels(Backdrop.values());
    check(0.90, ON_BACKGROUND, answers, scene -> scene.backdrop().ordinal());
  }

  @Test
  void namesColoursOfBackgrounds() throws IOException {
    List<String> answers = labels(Colour.values());
    check(0.90, ON_BACKGROUND, answers, scene -> scene.backdropColour().ordinal());
  }

  private void check(
      double floor, String template, List<String> answers, ToIntFunction<Scene> truth)
      throws IOException {
    FloatTensor texts;
    try (TextEncoder encoder = model.textEncoder(CPU)) {
      texts = new ZeroShot(encoder, model.tokenizer()).features(answers, List.of(template));
    }
    long right =
        IntStream.range(0, PICTURES)
            .filter(i -> nearest(images[i], texts) == truth.applyAsInt(scenes.get(i)))
            .count();
    assertTrue(right >= floor * PICTURES, () -> right + " of " + PICTURES + " right");
  }

  private static int nearest(float[] image, FloatTensor texts) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < texts.shape().get(0); row++) {
      double product = 0;
      for (int column = 0; column < image.length; column++) {
        product += image[column] * texts.values()[row * image.length + column];
      }
      if (product > highest) {
        highest = product;
        best = row;
      }
    }
    return best;
  }

  private float[] pixels() {
    Preprocessor preprocessor = new Preprocessor(model.manifest().preprocessing());
    SceneDrawer drawer = new SceneDrawer(new SplittableRandom(2027));
    int length = 3 * SceneDrawer.SIZE * SceneDrawer.SIZE;
    float[] all = new float[PICTURES * length];
    for (int row = 0; row < PICTURES; row++) {
      byte[] rgb = CorpusWriter.bytes(drawer.draw(scenes.get(row)));
      float[] one = preprocessor.apply(new RgbImage(SceneDrawer.SIZE, SceneDrawer.SIZE, rgb));
      System.arraycopy(one, 0, all, row * length, length);
    }
    return all;
  }

  private static List<Scene> heldOutScenes(SplittableRandom random) {
    SceneGenerator generator = new SceneGenerator(random);
    return Stream.generate(() -> generator.next(Rendition.ORDINARY))
        .filter(HeldOut::contains)
        .limit(PICTURES)
        .toList();
  }

  private static List<String> labels(Enum<?>[] values) {
    return Stream.of(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }
}
