package org.softcpt.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.runtime.ClassProbability;
import org.softcpt.runtime.PromptClassifier;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.runtime.TaskPrediction;

/**
 * The images of a load test, and what the library answers for each.
 *
 * @param images in the order of their names; copied
 */
record TestImages(List<TestImage> images) {

  private static final Map<String, String> CONTENT_TYPES =
      Map.of("jpg", "image/jpeg", "jpeg", "image/jpeg", "png", "image/png", "webp", "image/webp");

  TestImages {
    images = List.copyOf(images);
  }

  /**
   * Reads a folder and classifies what is in it, one image at a time.
   *
   * @throws InvalidInputException if there is no image in it, or one cannot be read
   */
  static TestImages read(Path folder, Path bundle, SessionOptions options) throws IOException {
    List<TestImage> images = new ArrayList<>();
    try (PromptClassifier classifier = PromptClassifier.open(bundle, options)) {
      for (Path file : files(folder)) {
        images.add(image(file, classifier));
      }
    }
    return new TestImages(images);
  }

  /** The image files of a folder, in the order of their names. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      List<Path> files =
          listed.filter(file -> CONTENT_TYPES.containsKey(ending(file))).sorted().toList();
      if (files.isEmpty()) {
        throw new InvalidInputException(folder + ": expected image files, found none");
      }
      return files;
    }
  }

  private static TestImage image(Path file, PromptClassifier classifier) throws IOException {
    byte[] content = Files.readAllBytes(file);
    String name = file.getFileName().toString();
    List<TaskPrediction> tasks = classifier.classify(ImageDecoder.decode(content, name));
    return new TestImage(
        name,
        content,
        CONTENT_TYPES.getOrDefault(ending(file), "application/octet-stream"),
        tasks.stream().map(TestImages::probabilities).toList());
  }

  private static Map<String, Double> probabilities(TaskPrediction task) {
    return task.classes().stream()
        .collect(Collectors.toMap(ClassProbability::name, ClassProbability::probability));
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /**
   * How well answers can be told apart.
   *
   * @return the least distance of what is expected of two images; infinite for one image
   */
  double leastDistance() {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < images.size(); i++) {
      for (int j = 0; j < i; j++) {
        least = Math.min(least, images.get(i).distance(images.get(j).expected()));
      }
    }
    return least;
  }

  /**
   * Makes sure that a crossed answer would be noticed.
   *
   * @param tolerance how far a right answer may be from what is expected
   * @throws InvalidInputException if two images are not more than twice as far from each other
   */
  void requireDistinct(double tolerance) throws InvalidInputException {
    if (leastDistance() <= 2 * tolerance) {
      throw new InvalidInputException(
          "images: expected answers that differ by more than %s, found two that differ by %s"
              .formatted(2 * tolerance, leastDistance()));
    }
  }

  long bytes() {
    return images.stream().mapToLong(image -> image.content().length).sum();
  }
}
