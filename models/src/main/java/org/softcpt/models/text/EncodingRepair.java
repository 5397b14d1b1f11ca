package org.softcpt.models.text;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Undoes a wrong decoding: text that looks like mojibake is written back to bytes in the encodings
 * it may have been read in, one after another, until the bytes are UTF-8. Repeated, as some text
 * was spoilt more than once.
 */
final class EncodingRepair {

  private static final String BYTES_LEFT = "[\u0080-\u0084\u0086-\u009f\u00a1-\u00bf]";

  /** UTF-8 but for a space where byte A0 belongs, for leading bytes where that is likely. */
  private static final Pattern SPACE_FOR_A0 =
      Pattern.compile(
          "[\u00c2\u00c3\u00c5\u00ce\u00d0\u00d9] "
              + ("|[\u00e2\u00e3] " + BYTES_LEFT)
              + ("|[\u00e0-\u00e3]" + BYTES_LEFT + " ")
              + "|\u00f0(?: [\u0080-\u00bf]{2}|[\u0080-\u00bf] [\u0080-\u00bf]|[\u0080-\u00bf]{2} )");

  /** The word "à", whose A0 became the space after it, not the start of a Portuguese word. */
  private static final Pattern A_GRAVE = Pattern.compile("\u00c3 (?! |quele|quela|quilo|s )");

  /** UTF-8 with bytes lost, 0x1a in their place, or one "?". */
  private static final Pattern LOST =
      Pattern.compile(
          "[\u00c2-\u00df]\\x1a|[\u00c2\u00c3][?]"
              + "|\u00ed[\u00a0-\u00af][\\x1a?]\u00ed[\u00b0-\u00bf][\\x1a?\u0080-\u00bf]"
              + "|\u00ed[\u00a0-\u00af][\\x1a?\u0080-\u00bf]\u00ed[\u00b0-\u00bf][\\x1a?]"
              + "|[\u00e0-\u00ef](?:[\\x1a?][\\x1a\u0080-\u00bf]|[\\x1a\u0080-\u00bf][\\x1a?])"
              + "|[\u00f0-\u00f4](?:[\\x1a?][\\x1a\u0080-\u00bf]{2}"
              + "|[\\x1a\u0080-\u00bf][\\x1a?][\\x1a\u0080-\u00bf]|[\\x1a\u0080-\u00bf]{2}[\\x1a?])"
              + "|\\x1a");

  private static final String REPLACEMENT_IN_UTF8 = "\u00ef\u00bf\u00bd";
  private static final Pattern CONTROL = Pattern.compile("[\u0080-\u009f]");

  private EncodingRepair() {}

  static String fix(String text) {
    String before;
    String fixed = text;
    do {
      before = fixed;
      fixed = fixOnce(before);
    } while (!fixed.equals(before));
    return fixed;
  }

  /** Control characters U+0080..U+009F are Windows-1252, as browsers have it. */
  static String fixControls(String text) {
    return CONTROL
        .matcher(text)
        .replaceAll(
            match -> {
              char control = match.group().charAt(0);
              return String.valueOf(SingleByteEncoding.WINDOWS_1252.character(control));
            });
  }

  private static String fixOnce(String text) {
    if (text.chars().allMatch(unit -> unit < 0x80) || !Mojibake.isLikely(text)) {
      return text;
    }
    return decodeAgain(text).or(() -> fixRuns(text)).orElseGet(() -> fixControls(text));
  }

  private static Optional<String> decodeAgain(String text) {
    return SingleByteEncoding.ALL.stream()
        .filter(encoding -> encoding.encodes(text))
        .flatMap(encoding -> LooseUtf8.decode(bytes(text, encoding)).stream())
        .findFirst();
  }

  private static String bytes(String text, SingleByteEncoding encoding) {
    String bytes = encoding.encode(text);
    if (encoding.spacesMayBeA0() && SPACE_FOR_A0.matcher(bytes).find()) {
      bytes = A_GRAVE.matcher(bytes).replaceAll("\u00c3\u00a0 ");
      bytes = SPACE_FOR_A0.matcher(bytes).replaceAll(m -> m.group().replace(' ', '\u00a0'));
    }
    return encoding.isLenient() ? LOST.matcher(bytes).replaceAll(REPLACEMENT_IN_UTF8) : bytes;
  }

  /** Wrongly decoded runs within a text that is sound, or of another encoding, elsewhere. */
  private static Optional<String> fixRuns(String text) {
    String fixed =
        MojibakeRuns.replace(
            text, run -> run.length() < text.length() && Mojibake.isLikely(run) ? fix(run) : run);
    return fixed.equals(text) ? Optional.empty() : Optional.of(fixed);
  }
}
