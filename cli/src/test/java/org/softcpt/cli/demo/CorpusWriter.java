package org.softcpt.cli.demo;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the corpus that tools/demo-clip/train.py trains the embedded CLIP on: {@code NAME.pixels}
 * (uint8 [N, 64, 64, 3]), {@code NAME.captions} (one line per picture: {@value #CAPTIONS} captions,
 * tab between) and {@code NAME.labels} (uint8 [N, 8]: ordinals of figure, colour, texture, count -
 * 1, large, position, backdrop, backdrop colour). {@code names.txt} has the words of figures,
 * colours, textures and backdrops, a line each.
 */
final class CorpusWriter {

  private static final int CAPTIONS = 4;

  /** Share of pictures in one of the unusual renditions. */
  private static final double UNUSUAL = 0.14;

  private final SplittableRandom random;
  private final SceneGenerator scenes;
  private final SceneDrawer drawer;
  private final Captions captions;

  private CorpusWriter(long seed) {
    random = new SplittableRandom(seed);
    scenes = new SceneGenerator(random);
    drawer = new SceneDrawer(random);
    captions = new Captions(random);
  }

  /** Arguments: folder, number of training pictures, of held-out pictures, seed. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    long seed = Long.parseLong(arguments[3]);
    Files.write(
        folder.resolve("names.txt"),
        List.of(
            names(Figure.values()),
            names(Colour.values()),
            names(Texture.values()),
            names(Backdrop.values())));
    Predicate<Scene> heldOut = HeldOut::contains;
    CorpusWriter training = new CorpusWriter(seed);
    training.write(folder, "train", Integer.parseInt(arguments[1]), heldOut.negate(), UNUSUAL);
    CorpusWriter test = new CorpusWriter(seed + 1);
    test.write(folder, "heldout", Integer.parseInt(arguments[2]), heldOut, 0);
  }

  private void write(Path folder, String name, int count, Predicate<Scene> wanted, double unusual)
      throws IOException {
    try (OutputStream pixels = open(folder.resolve(name + ".pixels"));
        OutputStream labels = open(folder.resolve(name + ".labels"));
        BufferedWriter lines = Files.newBufferedWriter(folder.resolve(name + ".captions"))) {
      int written = 0;
      while (written < count) {
        Scene scene = scenes.next(random.nextDouble() < unusual ? unusual() : Rendition.ORDINARY);
        if (wanted.test(scene)) {
          pixels.write(bytes(drawer.draw(scene)));
          labels.write(labels(scene));
          lines.write(captions(scene));
          written++;
        }
      }
    }
  }

  private Rendition unusual() {
    double strength = random.nextDouble(0.5, 0.85);
    return switch (random.nextInt(4)) {
      case 0 -> new Rendition(strength, 0, 0, 0);
      case 1 -> new Rendition(0, strength, 0, 0);
      case 2 -> new Rendition(0, 0, strength, 0);
      default -> new Rendition(0, 0, 0, 0.2 * strength);
    };
  }

  private String captions(Scene scene) {
    StringBuilder line = new StringBuilder();
    for (int caption = 0; caption < CAPTIONS; caption++) {
      boolean about = random.nextInt(20) == 0;
      double detail = random.nextInt(3) == 0 ? random.nextDouble(0.5) : random.nextDouble(0.5, 1);
      line.append(caption == 0 ? "" : "\t");
      line.append(about ? captions.backdrop(scene) : captions.next(scene, detail));
    }
    return line.append('\n').toString();
  }

  private static String names(Enum<?>[] values) {
    return Stream.of(values)
        .map(Enum::name)
        .collect(Collectors.joining(" "))
        .toLowerCase(Locale.ROOT);
  }

  private static byte[] labels(Scene scene) {
    return new byte[] {
      (byte) scene.figure().ordinal(),
      (byte) scene.colour().ordinal(),
      (byte) scene.texture().ordinal(),
      (byte) (scene.count() - 1),
      (byte) (scene.large() ? 1 : 0),
      (byte) scene.position().ordinal(),
      (byte) scene.backdrop().ordinal(),
      (byte) scene.backdropColour().ordinal()
    };
  }

  /** Pixels row by row, red first. */
  static byte[] bytes(BufferedImage image) {
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    byte[] bytes = new byte[3 * pixels.length];
    for (int index = 0; index < pixels.length; index++) {
      bytes[3 * index] = (byte) (pixels[index] >> 16);
      bytes[3 * index + 1] = (byte) (pixels[index] >> 8);
      bytes[3 * index + 2] = (byte) pixels[index];
    }
    return bytes;
  }

  private static OutputStream open(Path path) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(path), 1 << 20);
  }
}
