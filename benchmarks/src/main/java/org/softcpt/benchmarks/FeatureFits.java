package org.softcpt.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.feature.FeatureMethodEntry;
import org.softcpt.trainer.feature.FeatureMethods;
import org.softcpt.trainer.feature.FeatureProblem;
import org.softcpt.trainer.feature.LabelledFeatures;
import org.softcpt.trainer.method.MethodOptions;
import org.softcpt.trainer.method.Vectors;

/**
 * Seconds to fit each feature method to tasks of the plants' sizes: eight tasks of 78 classes, 16
 * shots, 4 validation images per class, random points around a centre per class.
 *
 * <p>Arguments: width of features, rounds. Prints the median of the rounds and both extremes; all
 * methods take turns in a round.
 */
public final class FeatureFits {

  private static final int[] CLASSES = {12, 12, 10, 10, 10, 8, 8, 8};
  private static final int SHOTS = 16;
  private static final int VALIDATION = 4;
  private static final float LOGIT_SCALE = 100;

  /** Noise of an image beside a centre's length: with it, some validation images are wrong. */
  private static final double NOISE = 1.5;

  private FeatureFits() {}

  /**
   * Measures.
   *
   * @param arguments width and rounds
   * @throws InvalidInputException never: the settings are defaults
   */
  public static void main(String[] arguments) throws InvalidInputException {
    int width = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    List<FeatureMethodEntry> methods = FeatureMethods.all();
    double[][] seconds = new double[methods.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int m = 0; m < methods.size(); m++) {
        seconds[m][round] = seconds(methods.get(m), width, round);
      }
    }
    for (int m = 0; m < methods.size(); m++) {
      Arrays.sort(seconds[m]);
      System.out.printf(
          Locale.ROOT,
          "%-14s %7.2f s (%.2f to %.2f)%n",
          methods.get(m).name(),
          seconds[m][rounds / 2],
          seconds[m][0],
          seconds[m][rounds - 1]);
    }
  }

  private static double seconds(FeatureMethodEntry method, int width, int round)
      throws InvalidInputException {
    List<FeatureProblem> problems = new ArrayList<>();
    for (int task = 0; task < CLASSES.length; task++) {
      problems.add(problem(method, CLASSES[task], width, 100L * round + task));
    }
    long begin = System.nanoTime();
    problems.forEach(problem -> method.method().fit(problem));
    return (System.nanoTime() - begin) / 1e9;
  }

  private static FeatureProblem problem(
      FeatureMethodEntry method, int classes, int width, long seed) throws InvalidInputException {
    Random random = new Random(seed);
    double[][] centres = new double[classes][width];
    for (double[] centre : centres) {
      Arrays.setAll(centre, d -> random.nextGaussian());
    }
    float[] text = images(centres, 1, random).views().get(0);
    return new FeatureProblem(
        images(centres, SHOTS, random),
        images(centres, VALIDATION, random),
        method.method().takesTextAsEncoded() ? text : Vectors.unitRows(text, classes),
        LOGIT_SCALE,
        seed,
        MethodOptions.of(method.options(), Map.of()));
  }

  private static LabelledFeatures images(double[][] centres, int each, Random random) {
    int width = centres[0].length;
    int[] labels = IntStream.range(0, centres.length * each).map(i -> i / each).toArray();
    float[] features = new float[labels.length * width];
    for (int i = 0; i < features.length; i++) {
      double centre = centres[labels[i / width]][i % width];
      features[i] = (float) (0.3 * (centre + NOISE * random.nextGaussian()));
    }
    return new LabelledFeatures(List.of(features), labels, width);
  }
}
