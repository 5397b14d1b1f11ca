package org.softcpt.models.image;

/**
 * Resizing and conversion to RGB, in the order that {@link Conventions} say, bit for bit as Pillow
 * 13 does it on the file's own pixels.
 */
final class PictureResize {

  private final Box source;
  private final Box target;
  private final Box window;

  private PictureResize(Box source, Box target, Box window) {
    this.source = source;
    this.target = target;
    this.window = window;
  }

  /**
   * Cuts a box out, resizes it, keeps a window of the result.
   *
   * @param picture the source, turned already if it should be
   * @param conventions when it becomes RGB
   * @param source what is cut out before resizing
   * @param target the size the whole box would get; starts at (0, 0)
   * @param window the part of the target to compute
   * @return a new image of the window's size
   */
  static RgbImage rgb(
      Picture picture, Conventions conventions, Box source, Box target, Box window) {
    PictureResize resize = new PictureResize(source, target, window);
    if (conventions.colours() == Conventions.Colours.RESIZED_FIRST) {
      Picture resized = picture.with(resize.asStored(picture));
      return RgbConversion.rgb(resized, conventions);
    }
    Picture rgb = Picture.of(RgbConversion.rgb(picture, conventions));
    return RgbConversion.rgb(rgb.with(resize.bicubic(rgb.samples())), conventions);
  }

  private Samples asStored(Picture picture) {
    Samples samples = picture.samples();
    if (source.width() == target.width() && source.height() == target.height()) {
      // Pillow copies then, and so keeps colours under alpha that resizing would round
      int left = source.left() + window.left();
      int top = source.top() + window.top();
      return samples.cut(new Box(left, top, window.width(), window.height()));
    }
    return switch (picture.kind()) {
      case RGB, KEYED, CMYK -> bicubic(samples);
      case ALPHA -> Premultiplied.undone(bicubic(Premultiplied.of(samples)));
      case INDEXED -> NearestResize.resize(samples, source, target, window);
      case GREY16 -> WideResize.resize(samples, source, target, window);
    };
  }

  private Samples bicubic(Samples samples) {
    return PillowResize.resize(samples, source, target, window);
  }
}
