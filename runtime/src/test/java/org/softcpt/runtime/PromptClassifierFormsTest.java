package org.softcpt.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.image.ImageLimits;
import org.softcpt.models.image.RgbImage;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.runtime.batching.BatchingListener;
import org.softcpt.runtime.batching.BatchingOptions;

/** However an image comes in and whatever is asked about it, the answer is the same. */
class PromptClassifierFormsTest {

  private static final Selection LIGHT = Selection.tasks("light");

  @TempDir Path folder;

  private PromptClassifier classifier;

  @BeforeEach
  void openABundle() throws IOException {
    Path model = Bundles.model(folder.resolve("model"));
    classifier = limited(Bundles.bundle(model, folder.resolve("bundle")));
  }

  /** 1 kB and 100 pixels. */
  private static PromptClassifier limited(Path bundle) throws IOException {
    EncoderPool pool = new EncoderPool(Graphs.CPU, BatchingOptions.DEFAULT, BatchingListener.NONE);
    return PromptClassifier.open(bundle, pool, new ImageLimits(1000, 100));
  }

  @AfterEach
  void close() {
    classifier.close();
  }

  @Test
  void everyFormIsTheSameImage() throws IOException {
    Path file = Images.png(folder.resolve("picture.png"), image(1));
    byte[] content = Files.readAllBytes(file);
    BufferedImage buffered = ImageIO.read(file.toFile());
    List<TaskPrediction> expected = classifier.classify(image(1));
    assertEquals(expected, classifier.classify(file));
    assertEquals(expected, classifier.classify(content));
    assertEquals(expected, classifier.classify(new ByteArrayInputStream(content)));
    assertEquals(expected, classifier.classify(buffered));
    assertEquals(expected, classifier.classify(ImageDecoder.decode(file)));
    assertEquals(expected, classifier.classify(classifier.feature(ImageInput.of(file))));
    for (ImageInput input :
        List.of(
            ImageInput.of(content, "a"),
            ImageInput.of(new ByteArrayInputStream(content), "b"),
            ImageInput.of(buffered, "c"),
            ImageInput.of(ImageDecoder.decode(file), "d"))) {
      assertEquals(expected, classifier.classify(input, Selection.ALL), input.name());
    }
  }

  @ParameterizedTest // none, one, and around the batch
  @ValueSource(ints = {0, 1, 8, 17})
  void manyAreAnsweredAsOneByOne(int count) throws IOException {
    List<ImageInput> images = images(count);
    List<List<TaskPrediction>> answers = classifier.classifyAll(images, LIGHT);
    List<float[]> features = classifier.features(images);
    assertEquals(count, answers.size());
    assertEquals(count, features.size());
    for (int i = 0; i < count; i++) {
      assertEquals(classifier.classify(images.get(i), LIGHT), answers.get(i), "image " + i);
      assertArrayEquals(classifier.feature(images.get(i)), features.get(i), "image " + i);
    }
  }

  @Test // the first image is there only when the second one is being read
  void manyAreDecodedSideBySide() throws IOException {
    CountDownLatch opened = new CountDownLatch(1);
    List<ImageInput> images = List.of(slow(opened), opening(opened));
    List<List<TaskPrediction>> answers = classifier.classifyAll(images, LIGHT);
    assertEquals(2, answers.size());
    assertEquals(answers.get(0), answers.get(1));
  }

  @Test
  void aSelectionIsAPartOfTheWholeAnswer() throws IOException {
    ImageInput image = images(1).get(0);
    List<TaskPrediction> all = classifier.classify(image, Selection.ALL);
    TaskPrediction colour = all.get(0);
    TaskPrediction light = all.get(1);
    assertEquals(List.of(light), classifier.classify(image, LIGHT));
    assertEquals(
        List.of(light, colour), classifier.classify(image, Selection.tasks("light", "colour")));
    assertEquals(List.of(light), classifier.classify(image, Selection.tasks("light", "light")));
    assertEquals(
        List.of(colour.top(2), light.top(2)),
        classifier.classify(image, Selection.ALL.top(2)).stream()
            .map(TaskPrediction::classes)
            .toList());
    assertEquals(colour.top(3), classifier.classify(image, Selection.ALL.top(9)).get(0).classes());
  }

  @Test
  void refusesATaskThatIsNotThere() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> classifier.classify(images(1).get(0), Selection.tasks("taste")));
    assertEquals("no task 'taste'; there are [colour, light]", refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Selection.ALL.top(-1));
  }

  @Test // and with 64 at once, in batches of strangers
  void theAsynchronousFormGivesTheSameAnswers() throws IOException {
    List<ImageInput> images = images(PromptClassifier.MOST_IN_WORK);
    List<CompletableFuture<List<TaskPrediction>>> answers =
        images.stream().map(image -> classifier.classifyAsync(image, LIGHT)).toList();
    for (int i = 0; i < images.size(); i++) {
      assertEquals(classifier.classify(images.get(i), LIGHT), answers.get(i).join(), "image " + i);
    }
  }

  @Test
  void theAsynchronousFormIsBounded() throws Exception {
    CountDownLatch opened = new CountDownLatch(1);
    List<CompletableFuture<List<TaskPrediction>>> answers = new ArrayList<>();
    for (int i = 0; i < PromptClassifier.MOST_IN_WORK; i++) {
      answers.add(classifier.classifyAsync(slow(opened), Selection.ALL));
    }
    assertThrows(
        RejectedExecutionException.class,
        () -> classifier.classifyAsync(slow(opened), Selection.ALL));
    opened.countDown();
    for (CompletableFuture<List<TaskPrediction>> answer : answers) {
      assertEquals(2, answer.get().size());
    }
    assertEquals(2, classifier.classifyAsync(slow(opened), Selection.ALL).get().size());
  }

  @Test // one place for each that failed: otherwise the 65th would be refused
  void aBadImageFailsItsOwnFutureAndFreesItsPlace() {
    for (int i = 0; i < 2 * PromptClassifier.MOST_IN_WORK; i++) {
      ImageInput bad = ImageInput.of(new byte[] {1, 2}, "upload " + i);
      CompletableFuture<List<TaskPrediction>> answer = classifier.classifyAsync(bad, LIGHT);
      CompletionException failed = assertThrows(CompletionException.class, answer::join);
      assertInstanceOf(InvalidInputException.class, failed.getCause());
      assertTrue(failed.getCause().getMessage().startsWith(bad.name() + ": "));
    }
  }

  @Test
  void refusesWhatIsBeyondTheLimitsAndNamesIt() throws IOException {
    Path wide = Images.png(folder.resolve("wide.png"), new RgbImage(101, 1, new byte[303]));
    assertRefused(
        wide + ": damaged or unsupported PNG file: expected 1 to 100 pixels, found 101 x 1",
        () -> classifier.classify(wide));
    byte[] large = new byte[1001];
    assertRefused(
        "image: expected an image file of at most 1000 bytes", () -> classifier.classify(large));
    assertRefused(
        "stream: expected an image file of at most 1000 bytes",
        () -> classifier.classify(new ByteArrayInputStream(large)));
    assertRefused(
        "third: expected",
        () -> {
          List<ImageInput> images = new ArrayList<>(images(2));
          images.add(ImageInput.of(large, "third"));
          classifier.classifyAll(images, Selection.ALL);
        });
  }

  @Test
  void aClosedClassifierRefusesEveryForm() throws IOException {
    ImageInput image = images(1).get(0);
    float[] feature = classifier.feature(image);
    classifier.close();
    for (Executable call :
        List.<Executable>of(
            () -> classifier.classify(feature),
            () -> classifier.classify(image, LIGHT),
            () -> classifier.classifyAll(List.of(image), LIGHT),
            () -> classifier.classifyAsync(image, LIGHT),
            () -> classifier.feature(image))) {
      assertThrows(IllegalStateException.class, call);
    }
  }

  private static void assertRefused(String message, Executable call) {
    InvalidInputException refused = assertThrows(InvalidInputException.class, call);
    assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
  }

  private List<ImageInput> images(int count) throws IOException {
    List<ImageInput> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      images.add(ImageInput.of(Images.png(folder.resolve(i + ".png"), image(i))));
    }
    return images;
  }

  private ImageInput slow(CountDownLatch opened) throws IOException {
    return whenRead(() -> awaitQuietly(opened));
  }

  private ImageInput opening(CountDownLatch opened) throws IOException {
    return whenRead(opened::countDown);
  }

  private ImageInput whenRead(Runnable action) throws IOException {
    byte[] content = Files.readAllBytes(Images.png(folder.resolve("read.png"), image(1)));
    InputStream stream =
        new ByteArrayInputStream(content) {
          @Override
          public synchronized byte[] readNBytes(int length) {
            action.run();
            return super.readAllBytes();
          }
        };
    return ImageInput.of(stream, "read");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS), "nobody opened it");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RgbImage image(long seed) {
    byte[] rgb = new byte[7 * 5 * 3];
    new Random(seed).nextBytes(rgb);
    return new RgbImage(7, 5, rgb);
  }
}
