package org.softcpt.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HeldOutTest {

  @Test // otherwise "unseen combination" would mean "unseen word"
  void everyPairOfAttributesOccursInTraining() {
    for (Figure figure : Figure.values()) {
      for (Colour colour : Colour.values()) {
        assertTrue(
            java.util.Arrays.stream(Texture.values())
                .anyMatch(texture -> !HeldOut.contains(scene(figure, colour, texture))),
            figure + " " + colour);
      }
      for (Texture texture : Texture.values()) {
        assertTrue(
            java.util.Arrays.stream(Colour.values())
                .anyMatch(colour -> !HeldOut.contains(scene(figure, colour, texture))),
            figure + " " + texture);
      }
    }
  }

  @Test
  void aboutFifteenPercentAreHeldOut() {
    int heldOut = 0;
    int all = 0;
    for (Figure figure : Figure.values()) {
      for (Colour colour : Colour.values()) {
        for (Texture texture : Texture.values()) {
          heldOut += HeldOut.contains(scene(figure, colour, texture)) ? 1 : 0;
          all++;
        }
      }
    }
    assertEquals(0.154, (double) heldOut / all, 0.01); // 2 of 13, up to the grid's edges
  }

  private static Scene scene(Figure figure, Colour colour, Texture texture) {
    Colour behind = colour == Colour.WHITE ? Colour.BLACK : Colour.WHITE;
    return new Scene(
        figure,
        colour,
        texture,
        1,
        true,
        Position.CENTRE,
        Backdrop.PLAIN,
        behind,
        Rendition.ORDINARY);
  }
}
