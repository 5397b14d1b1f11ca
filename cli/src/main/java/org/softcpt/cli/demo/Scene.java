package org.softcpt.cli.demo;

/**
 * What one picture shows, in words' terms; {@link SceneDrawer} adds the accidents.
 *
 * @param figure the shape of all figures
 * @param colour their colour; differs from {@code backdropColour}
 * @param texture their surface
 * @param count how many, 1 to 4
 * @param large whether they are large rather than small
 * @param position where a single figure lies; {@link Position#SCATTERED} for several
 * @param backdrop kind of background
 * @param backdropColour colour of the background
 * @param rendition how all this is drawn
 */
record Scene(
    Figure figure,
    Colour colour,
    Texture texture,
    int count,
    boolean large,
    Position position,
    Backdrop backdrop,
    Colour backdropColour,
    Rendition rendition) {

  static final int MAXIMUM_COUNT = 4;

  /** Checks that the attributes fit together. */
  Scene {
    if (count < 1 || count > MAXIMUM_COUNT) {
      throw new IllegalArgumentException("expected 1 to 4 figures, found " + count);
    }
    if ((count > 1) != (position == Position.SCATTERED)) {
      throw new IllegalArgumentException(count + " figures cannot lie " + position);
    }
    if (colour == backdropColour) {
      throw new IllegalArgumentException("figure and background are both " + colour);
    }
  }

  Scene withFigure(Figure other) {
    return new Scene(
        other, colour, texture, count, large, position, backdrop, backdropColour, rendition);
  }

  Scene withTexture(Texture other) {
    return new Scene(
        figure, colour, other, count, large, position, backdrop, backdropColour, rendition);
  }

  Scene withBackdrop(Backdrop other) {
    return new Scene(
        figure, colour, texture, count, large, position, other, backdropColour, rendition);
  }

  /** The figures in another colour; a background of that colour takes the figures' old one. */
  Scene withColour(Colour other) {
    Colour behind = other == backdropColour ? colour : backdropColour;
    return new Scene(figure, other, texture, count, large, position, backdrop, behind, rendition);
  }

  /** The background in another colour; figures of that colour take the background's old one. */
  Scene withBackdropColour(Colour other) {
    Colour front = other == colour ? backdropColour : colour;
    return new Scene(figure, front, texture, count, large, position, backdrop, other, rendition);
  }

  /** Another number of figures; a figure that is now alone lies in the centre. */
  Scene withCount(int other) {
    Position alone = count == 1 ? position : Position.CENTRE;
    Position place = other == 1 ? alone : Position.SCATTERED;
    return new Scene(
        figure, colour, texture, other, large, place, backdrop, backdropColour, rendition);
  }
}
