package org.softcpt.cli.inspect;

import java.io.IOException;
import java.nio.file.Path;

/** One kind of artefact that can be recognised and described. */
interface Kind {

  /** Its name in JSON, e.g. {@code "model"}. */
  String id();

  /** What to call it, e.g. {@code "exported model"}. */
  String title();

  /** How it is recognised, for the message about what is not, e.g. {@code "model.json"}. */
  String sign();

  /** Whether the path is probably one; cheap. */
  boolean matches(Path path) throws IOException;

  /**
   * Reads it.
   *
   * @throws org.softcpt.models.io.InvalidInputException if it is broken
   * @throws IOException if reading fails
   */
  Facts describe(Path path) throws IOException;
}
