package org.softcpt.trainer.report;

import java.awt.font.FontRenderContext;
import org.softcpt.models.io.InvalidInputException;

/** Java measures text with the system's fonts; a bare container may have none. */
final class Fonts {

  private Fonts() {}

  static void require() throws InvalidInputException {
    try {
      ChartStyle.FONT.getStringBounds("0", new FontRenderContext(null, true, true));
    } catch (RuntimeException | Error e) { // what Java throws without fontconfig differs by release
      throw new InvalidInputException(
          "charts: Java finds no font on this machine; install fontconfig and a font, e.g. fonts-dejavu-core",
          e);
    }
  }
}
