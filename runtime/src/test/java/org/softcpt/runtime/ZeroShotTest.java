package org.softcpt.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.models.tokenizer.Overflow;

class ZeroShotTest {

  /** A division and a rounding to single precision of values up to 1. */
  private static final float TOLERANCE = 1e-7f;

  @TempDir Path folder;

  private TextEncoder encoder;
  private ZeroShot zeroShot;

  @BeforeEach
  void open() throws IOException {
    Tokenizers.write(folder);
    encoder = OnnxTextEncoder.open(Graphs.textFolder(folder), Graphs.CONTEXT, Graphs.CPU);
    zeroShot = new ZeroShot(encoder, ClipTokenizer.open(folder));
  }

  @AfterEach
  void close() {
    encoder.close();
  }

  @Test
  void aPromptIsTheTemplateWithTheNameBetweenStartAndEnd() throws InvalidInputException {
    FloatTensor features = zeroShot.features(List.of("ab", "c"), List.of("x {}."));
    assertEquals(List.of(2, Graphs.WIDTH), features.shape());
    int x = 256 + 'x';
    int dot = 256 + '.'; // a word of its own
    assertArrayEquals(
        unit(Tokenizers.START, x, 'a', 256 + 'b', dot, Tokenizers.END),
        row(features, 0),
        TOLERANCE);
    assertArrayEquals(
        unit(Tokenizers.START, x, 256 + 'c', dot, Tokenizers.END), row(features, 1), TOLERANCE);
  }

  @Test
  void underscoresInNamesAreSpaces() throws InvalidInputException {
    List<String> template = List.of("{}");
    assertEquals(
        zeroShot.features(List.of("a b"), template), zeroShot.features(List.of("a_b"), template));
  }

  @Test // one template: the same directions; two: the mean, as long as it happens to be
  void meansKeepTheEncodersLength() throws InvalidInputException {
    List<String> names = List.of("ab", "c");
    FloatTensor first = zeroShot.meanFeatures(names, List.of("x {}"));
    FloatTensor second = zeroShot.meanFeatures(names, List.of("{} y z"));
    FloatTensor both = zeroShot.meanFeatures(names, List.of("x {}", "{} y z"));
    assertArrayEquals(
        row(zeroShot.features(names, List.of("x {}")), 1),
        narrow(Rows.unit(row(first, 1))),
        TOLERANCE);
    for (int i = 0; i < both.values().length; i++) {
      double mean = (first.values()[i] + (double) second.values()[i]) / 2;
      assertEquals(mean, both.values()[i], 1e-6 * Math.max(1, Math.abs(mean)));
    }
  }

  private static float[] narrow(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  @Test // the same template twice changes nothing; two give the unit mean of their unit features
  void severalTemplatesAreAveraged() throws InvalidInputException {
    List<String> names = List.of("ab");
    float[] first = row(zeroShot.features(names, List.of("x {}")), 0);
    float[] second = row(zeroShot.features(names, List.of("{} y z")), 0);
    float[] mean = new float[Graphs.WIDTH];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = first[i] + second[i];
    }
    assertArrayEquals(first, row(zeroShot.features(names, List.of("x {}", "x {}")), 0), TOLERANCE);
    // Two roundings more than above, divided by a length that may be below 1.
    assertArrayEquals(
        unit(mean), row(zeroShot.features(names, List.of("x {}", "{} y z")), 0), 1e-6f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a photo", "", "{} and {}", "{name}"})
  void aTemplateNeedsOnePlaceForTheName(String template) {
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class, () -> zeroShot.features(List.of("a"), List.of(template)));
    assertEquals(
        "template '%s': expected {} once, for the class name".formatted(template),
        refused.getMessage());
  }

  @Test
  void aPromptThatIsTooLongIsNamed() {
    String name = "a".repeat(Graphs.CONTEXT - 1);
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class, () -> zeroShot.features(List.of(name), List.of("{}")));
    assertTrue(refused.getMessage().startsWith("text '" + name + "'"), refused.getMessage());
    assertTrue(refused.getMessage().endsWith("found 25"), refused.getMessage());
  }

  @Test
  void aPromptThatIsTooLongIsCutIfSoWished() throws IOException {
    ZeroShot cutting = new ZeroShot(encoder, ClipTokenizer.open(folder), Overflow.TRUNCATE);
    String longest = "a ".repeat(Graphs.CONTEXT - 2);
    assertEquals(
        zeroShot.features(List.of(longest), List.of("{}")),
        cutting.features(List.of(longest + "b c"), List.of("{}")));
  }

  @Test
  void nothingToClassifyIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> zeroShot.features(List.of(), List.of("{}")));
    assertThrows(IllegalArgumentException.class, () -> zeroShot.features(List.of("a"), List.of()));
  }

  private static float[] unit(int... tokens) {
    return unit(Graphs.textFeature(tokens));
  }

  private static float[] unit(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    float[] unit = new float[values.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (values[i] / Math.sqrt(squares));
    }
    return unit;
  }

  private static float[] row(FloatTensor features, int row) {
    return Arrays.copyOfRange(features.values(), row * Graphs.WIDTH, (row + 1) * Graphs.WIDTH);
  }
}
