package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;

class OptionParserTest {

  @Test
  void readsValuesFlagsAndOperands() throws UsageException {
    Arguments arguments = parse("--out", "a b", "--shots", "4", "--json", "x.jpg", "y.jpg");
    assertEquals("a b", arguments.path("out").toString());
    assertEquals(4, arguments.integer("shots", 16, 1, 99));
    assertEquals(7, arguments.integer("epochs", 7, 1, 99));
    assertEquals(List.of("x.jpg", "y.jpg"), arguments.operands());
  }

  @Test
  void acceptsAValueAfterAnEqualsSign() throws UsageException {
    assertEquals("here", parse("--out=here", "x").path("out").toString());
  }

  @Test
  void keepsQuotesThatTheShellLeft() throws UsageException {
    assertEquals("\"a\"", parse("--out", "\"a\"", "x").text("out", ""));
  }

  @Test
  void suggestsTheOptionThatWasMeant() {
    assertEquals(
        "unknown option --shot; did you mean --shots?", message("--out", "o", "--shot", "4", "x"));
    assertEquals("unknown option --frobnicate", message("--out", "o", "--frobnicate", "x"));
  }

  @Test
  void namesWhatIsMissing() {
    assertEquals("missing --out", message("x"));
    assertEquals("--out needs a value: DIR", message("x", "--out"));
    assertEquals("missing argument: IMAGE", message("--out", "o"));
  }

  @Test
  void refusesAnOptionGivenTwice() {
    assertEquals("--out is given more than once", message("--out", "a", "--out", "b", "x"));
  }

  @Test
  void refusesNumbersOutOfRange() throws UsageException {
    Arguments arguments = parse("--out", "o", "--shots", "0", "x");
    UsageException e =
        assertThrows(UsageException.class, () -> arguments.integer("shots", 16, 1, 99));
    assertEquals("--shots takes a whole number from 1 to 99, not '0'", e.getMessage());
    Arguments words = parse("--out", "o", "--shots", "many", "x");
    e = assertThrows(UsageException.class, () -> words.number("shots", 1, 1, Long.MAX_VALUE));
    assertEquals("--shots takes a whole number of at least 1, not 'many'", e.getMessage());
  }

  private static String message(String... words) {
    return assertThrows(UsageException.class, () -> parse(words)).getMessage();
  }

  private static Arguments parse(String... words) throws UsageException {
    return OptionParser.parse(new Sample(), List.of(words));
  }

  private static final class Sample implements Command {
    @Override
    public String name() {
      return "sample";
    }

    @Override
    public String summary() {
      return "a command of this test";
    }

    @Override
    public List<String> forms() {
      return List.of("--out DIR IMAGE...");
    }

    @Override
    public String operand() {
      return "IMAGE";
    }

    @Override
    public List<Option> options() {
      return List.of(
          Opt.required("out", "DIR", "where to"),
          Opt.value("shots", "N", "how many"),
          Opt.value("epochs", "N", "how long"),
          Opt.flag("json", "as JSON"));
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
      return ExitCode.DONE;
    }
  }
}
