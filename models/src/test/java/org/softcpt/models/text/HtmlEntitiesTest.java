package org.softcpt.models.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Python 3.11's {@code html.unescape} answers to the same. */
class HtmlEntitiesTest {

  @ParameterizedTest
  @CsvSource({
    "&amp;, &",
    "&amp;amp;, &amp;",
    "&lt;b&gt;, <b>",
    "&eacute;t&eacute, été",
    "&notit;, ¬it;",
    "&notin;, ∉",
    "&NotEqualTilde;, ≂\u0338",
    "&nosuchname;, &nosuchname;",
    "&#65;&#x41;&#X61, AAa",
    "&#128;&#x99;, €™",
    "&#0;&#xD800;&#x110000;&#99999999999999999999;, \ufffd\ufffd\ufffd\ufffd",
    "a&#1;b&#127;c&#xFFFE;d&#x1FFFF;e, abcde",
    "&#x1F600;, 😀",
    "AT&T, AT&T",
    "a & b, a & b",
    "&;, &;",
    "&#;, &#;",
    "$1 \\ &amp;, $1 \\ &"
  })
  void unescapesAsPythonDoes(String text, String expected) {
    assertEquals(expected, HtmlEntities.unescape(text));
  }
}
