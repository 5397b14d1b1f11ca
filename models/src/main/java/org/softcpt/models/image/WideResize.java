package org.softcpt.models.image;

/**
 * Bicubic resizing of 16-bit grey as Pillow 13 does it: in double precision, rounded after each
 * axis.
 */
final class WideResize {

  private final Samples image;
  private final Box read;
  private final ResampleWeights across;
  private final ResampleWeights down;

  private WideResize(Samples image, Box source, ResampleWeights across, ResampleWeights down) {
    this.image = image;
    this.read = ResampleWeights.read(source, across, down);
    this.across = across;
    this.down = down;
  }

  /**
   * Cuts a box out, resizes it, keeps a window of the result.
   *
   * @param image the source, two bytes to a sample, upper byte first
   * @param source what is cut out before resizing
   * @param target the size the whole box would get
   * @param window the part of the target to compute
   * @return a new image of the window's size
   */
  static Samples resize(Samples image, Box source, Box target, Box window) {
    ResampleWeights across =
        new ResampleWeights(source.width(), target.width(), window.left(), window.width());
    ResampleWeights down =
        new ResampleWeights(source.height(), target.height(), window.top(), window.height());
    WideResize resize = new WideResize(image, source, across, down);
    int[][] words = resize.words();
    int[][] result =
        PillowResize.columnsFirst(source, target)
            ? alongRows(alongColumns(words, down), across)
            : alongColumns(alongRows(words, across), down);
    return bytes(result);
  }

  private int[][] words() {
    int[][] words = new int[down.length()][across.length()];
    for (int row = 0; row < words.length; row++) {
      int at = 2 * ((read.top() + row) * image.width() + read.left());
      for (int column = 0; column < words[row].length; column++, at += 2) {
        words[row][column] = (image.values()[at] & 0xff) << 8 | image.values()[at + 1] & 0xff;
      }
    }
    return words;
  }

  private static int[][] alongRows(int[][] words, ResampleWeights weights) {
    int[][] result = new int[words.length][weights.targets()];
    for (int row = 0; row < words.length; row++) {
      for (int target = 0; target < weights.targets(); target++) {
        double sum = 0;
        int place = weights.first(target) - weights.lowest();
        for (double weight : weights.exact(target)) {
          sum += words[row][place++] * weight;
        }
        result[row][target] = rounded(sum);
      }
    }
    return result;
  }

  private static int[][] alongColumns(int[][] words, ResampleWeights weights) {
    int[][] result = new int[weights.targets()][words[0].length];
    for (int target = 0; target < weights.targets(); target++) {
      for (int column = 0; column < words[0].length; column++) {
        double sum = 0;
        int place = weights.first(target) - weights.lowest();
        for (double weight : weights.exact(target)) {
          sum += words[place++][column] * weight;
        }
        result[target][column] = rounded(sum);
      }
    }
    return result;
  }

  private static int rounded(double sum) {
    int value = (int) (sum < 0 ? -Math.floor(0.5 - sum) : Math.floor(sum + 0.5));
    return Math.min(Math.max(value, 0), 0xffff);
  }

  private static Samples bytes(int[][] words) {
    byte[] values = new byte[2 * words.length * words[0].length];
    int at = 0;
    for (int[] row : words) {
      for (int word : row) {
        values[at++] = (byte) (word >> 8);
        values[at++] = (byte) word;
      }
    }
    return new Samples(words[0].length, words.length, 2, values);
  }
}
