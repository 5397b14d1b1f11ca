package org.softcpt.models.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CharacterTableTest {

  @ParameterizedTest
  @EnumSource
  void aCharacterIsOfOneKindAtMost(CharacterTable table) {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      int kinds =
          (table.isLetter(point) ? 1 : 0)
              + (table.isNumber(point) ? 1 : 0)
              + (table.isSeparator(point) ? 1 : 0);
      assertTrue(kinds <= 1, Integer.toHexString(point));
    }
  }

  @ParameterizedTest
  @EnumSource
  void lowerCaseIsLowerCaseAlready(CharacterTable table) {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      String lower = table.lower(Character.toString(point));
      assertEquals(lower, table.lower(lower), Integer.toHexString(point));
    }
  }

  @ParameterizedTest // JDK 17 knows none of these letters, newer ones do: it must not show
  @EnumSource
  void lettersDoNotDependOnTheJdk(CharacterTable table) {
    int unicode17 = 0x323b0; // CJK extension J
    assertEquals(table == CharacterTable.OPENAI, table.isLetter(unicode17));
    String unicode16 = "\ua7da"; // capital lambda, which Python 3.11 does not know
    assertEquals(table == CharacterTable.OPENAI ? unicode16 : "\ua7db", table.lower(unicode16));
  }

  @ParameterizedTest // Python 3.11's str.lower()
  @CsvSource({
    "\u03a3, \u03c3",
    "\u0391\u03a3, \u03b1\u03c2",
    "\u0391\u03a3\u0391, \u03b1\u03c3\u03b1",
    "\u0391'\u03a3\u0301!, \u03b1'\u03c2\u0301!", // marks and apostrophes do not end a word
    "\u0391 \u03a3, \u03b1 \u03c3",
    "\u0130, i\u0307"
  })
  void aSigmaAtAWordsEndHasItsOwnForm(String text, String lower) {
    assertEquals(lower, CharacterTable.OPENAI.lower(text));
  }

  @ParameterizedTest // a mark of Unicode 10: Python orders it, tokenizers 0.23 does not know it
  @CsvSource({"a\u1df7\u0323, a\u1df7\u0323"})
  void marksUnknownToTheTableStayWhereTheyAre(String text, String composed) {
    assertEquals(composed, CharacterTable.HUGGING_FACE.compose(text));
    assertFalse(composed.equals(CharacterTable.OPENAI.compose(text)));
  }
}
