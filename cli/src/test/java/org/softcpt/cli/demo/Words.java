package org.softcpt.cli.demo;

import java.util.random.RandomGenerator;

/** The wordings of each attribute. The first of a list is the usual one and comes most often. */
final class Words {

  /** Share of captions' words that are not the usual one. */
  private static final double RARE = 0.15;

  private Words() {}

  static String pick(RandomGenerator random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  static String article(String phrase) {
    return "aeiou".indexOf(phrase.charAt(0)) >= 0 ? "an" : "a";
  }

  static String noun(Scene scene, boolean named, boolean plural, RandomGenerator random) {
    if (!named) {
      return pick(random, "shape", "object", "figure", "thing") + (plural ? "s" : "");
    }
    String noun = figure(scene.figure(), random);
    String ending = noun.endsWith("s") || noun.endsWith("x") ? "es" : "s";
    return plural ? noun + ending : noun;
  }

  static String colour(Colour colour, RandomGenerator random) {
    return switch (colour) {
      case PURPLE -> usually(random, "purple", "violet");
      case GRAY -> usually(random, "gray", "grey");
      case CYAN -> usually(random, "cyan", "turquoise");
      default -> colour.label();
    };
  }

  static String texture(Texture texture, RandomGenerator random) {
    return switch (texture) {
      case PLAIN -> usually(random, "plain", "solid", "uniform");
      case STRIPED -> usually(random, "striped", "lined", "banded");
      case DOTTED -> usually(random, "dotted", "spotted", "speckled");
      case CHECKERED -> usually(random, "checkered", "checked", "chequered");
      case NETTED -> usually(random, "netted", "meshed", "latticed");
      case WAVY -> usually(random, "wavy", "rippled", "curly");
    };
  }

  static String backdrop(Backdrop backdrop, RandomGenerator random) {
    return switch (backdrop) {
      case PLAIN -> usually(random, "plain", "flat", "empty");
      case GRADIENT -> usually(random, "gradient", "shaded");
      case NOISY -> usually(random, "noisy", "grainy", "rough");
      case GRID -> usually(random, "grid", "ruled", "squared");
      case CLOUDY -> usually(random, "cloudy", "blurry", "misty");
    };
  }

  static String size(Scene scene, RandomGenerator random) {
    return scene.large()
        ? usually(random, "large", "big", "huge")
        : usually(random, "small", "little", "tiny");
  }

  static String count(int count, RandomGenerator random) {
    return switch (count) {
      case 1 -> usually(random, "one", "1", "a single");
      case 2 -> usually(random, "two", "2", "a pair of");
      case 3 -> usually(random, "three", "3", "a trio of");
      default -> usually(random, "four", "4", "a group of four");
    };
  }

  static String place(Scene scene, RandomGenerator random) {
    return switch (scene.position()) {
      case CENTRE -> pick(random, " in the centre", " in the middle");
      case LEFT -> pick(random, " on the left", " at the left side");
      case RIGHT -> pick(random, " on the right", " at the right side");
      case TOP -> pick(random, " at the top", " in the upper part");
      case BOTTOM -> pick(random, " at the bottom", " in the lower part");
      case SCATTERED -> "";
    };
  }

  /** Words for an unusual rendition, with article; empty for the ordinary one. */
  static String style(Rendition rendition, RandomGenerator random) {
    if (rendition.sketch() > 0) {
      return pick(random, "a sketch", "a pencil sketch", "an outline", "a line drawing");
    }
    if (rendition.fade() > 0) {
      return pick(random, "a faded photo", "a pale picture", "an old photo");
    }
    if (rendition.dark() > 0) {
      return pick(random, "a dark photo", "a night picture", "a dim view");
    }
    return rendition.grain() > 0 ? pick(random, "a grainy photo", "a bad photo") : "";
  }

  private static String figure(Figure figure, RandomGenerator random) {
    return switch (figure) {
      case CIRCLE -> usually(random, "circle", "disc", "ball");
      case SQUARE -> usually(random, "square", "box");
      case CROSS -> usually(random, "cross", "plus");
      case RING -> usually(random, "ring", "hoop", "loop");
      case CRESCENT -> usually(random, "crescent", "moon");
      case DIAMOND -> usually(random, "diamond", "rhombus");
      case ARROW -> usually(random, "arrow", "pointer");
      case FLOWER -> usually(random, "flower", "blossom");
      default -> figure.label();
    };
  }

  private static String usually(RandomGenerator random, String usual, String... rare) {
    return random.nextDouble() < RARE ? pick(random, rare) : usual;
  }
}
