package org.softcpt.models.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What ftfy 6.3.1's {@code fix_text} answers to the same; thousands of texts more are in {@code
 * TokenCorpusTest}.
 */
class TextRepairTest {

  @ParameterizedTest
  @CsvSource({
    "\u00c3\u00a9, \u00e9",
    "\u00c3\u0192\u00c2\u00a9, \u00e9", // spoilt twice
    "voil\u00c3 le travail, voil\u00e0 le travail", // the no-break space became a space
    "l\u2019humanit\u00c3\u00a9, l'humanit\u00e9", // only a part is spoilt
    "\u00e2\u20ac\u0153like this\u00e2\u20ac\ufffd, '\"like this\ufffd'", // a byte was lost
    "\u00f0\u0178\u02dc\u20ac, \ud83d\ude00",
    "\u00d0\u009f\u00d1\u20ac\u00d0\u00b8\u00d0\u00b2\u00d0\u00b5\u00d1\u201a, \u041f\u0440\u0438\u0432\u0435\u0442",
    "\u00ed\u00a0\u00bd\u00ed\u00b8\u0080\u00c0\u0080, \ud83d\ude00", // CESU-8, Java's U+0000
    "caf\u00e9 \u0080 5, caf\u00e9 \u20ac 5"
  })
  void repairsWrongDecoding(String spoilt, String meant) {
    assertEquals(meant, TextRepair.fix(spoilt));
  }

  @ParameterizedTest
  @CsvSource({
    "\u00c5 la carte",
    "na\u00efve",
    "S\u00c3O PAULO",
    "\u00bfqu\u00e9?",
    "\u03b1\u03b2 \u0430\u0431"
  })
  void leavesSoundTextAlone(String text) {
    assertEquals(text, TextRepair.fix(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "P&EACUTE;REZ | P\u00c9REZ",
        "a<b &amp; c | a<b &amp; c", // looks like HTML
        "'&amp;\n<&amp;\n&amp;' | '&\n<&amp;\n&amp;'", // from that line on
        "&#59;&amp | &#59;&amp",
        "\u0133 \u0149 \u01c4 \ufb05 | ij 'n D\u017d \u017ft",
        "\uff76\uff9e\uff21 | \u30acA",
        "b\u2018a\u2019 \u201cc\u201d | b'a' \"c\"",
        "x\u2028y\u0085z | 'x\ny\u2026z'",
        "a \u001b[36;44mblue\u001b[0m | a blue",
        "a\ufeff\u206bb\u0007c | abc"
      })
  void repairsCharacters(String damaged, String meant) {
    assertEquals(meant, TextRepair.fix(damaged));
  }

  @Test
  void aLoneSurrogateIsReplaced() {
    assertEquals("a\ufffdb", TextRepair.fix("a\ud83db"));
  }

  @Test
  void plainAsciiStaysWhatItIs() {
    Random random = new Random(5);
    for (int trial = 0; trial < 1000; trial++) {
      StringBuilder text = new StringBuilder();
      random.ints(30, ' ', 0x7f).filter(c -> c != '&').forEach(text::appendCodePoint);
      assertEquals(text.toString(), TextRepair.fix(text.toString()));
    }
  }

  @Test // a hostile text must neither overflow the stack nor take for ever
  void longGarbleIsRepairedToo() {
    String spoilt = "\u00c3\u00a9".repeat(200_000);
    assertEquals("\u00e9".repeat(200_000), TextRepair.fix(spoilt));
    assertEquals(
        "\u4e00\u00e9".repeat(50_000), TextRepair.fix("\u4e00\u00c3\u00a9".repeat(50_000)));
  }
}
