package org.softcpt.trainer.task;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;

/** UTF-8 text files of the user's, with or without a byte order mark. */
final class TextLines {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** A line that is not blank, and its number from 1. */
  record Line(int number, String text) {}

  private TextLines() {}

  /**
   * The lines that are not blank, stripped at the end.
   *
   * @param place what errors begin with
   */
  static List<Line> of(Path file, String place) throws IOException {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String text : content(file, place).lines().toList()) {
      number++;
      if (!text.isBlank()) {
        lines.add(new Line(number, text.stripTrailing()));
      }
    }
    return lines;
  }

  static String content(Path file, String place) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(place + ": no such file: " + file);
    }
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(place + ": not UTF-8 text", e);
    }
  }
}
