package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  private static final List<String> WORDS = List.of("train", "eval", "template", "top");

  @Test
  void distanceIsZeroOnlyForEqualWordsAndSymmetric() {
    assertEquals(0, Suggestion.distance("train", "train"));
    assertEquals(3, Suggestion.distance("kitten", "sitting"));
    assertEquals(3, Suggestion.distance("sitting", "kitten"));
    assertEquals(4, Suggestion.distance("", "eval"));
  }

  @Test
  void findsTheWordThatWasMeant() {
    assertEquals(Optional.of("train"), Suggestion.nearest("trian", WORDS));
    assertEquals(Optional.of("template"), Suggestion.nearest("templates", WORDS));
    assertEquals(Optional.of("eval"), Suggestion.nearest("evl", WORDS));
  }

  @Test
  void suggestsNothingForAnotherWord() {
    assertEquals(Optional.empty(), Suggestion.nearest("serve", WORDS));
    assertEquals(Optional.empty(), Suggestion.nearest("", List.of()));
  }
}
