package org.softcpt.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.io.InvalidInputException;

class AnswerCheckTest {

  private final TestImages images = ScriptedServer.images();
  private final AnswerCheck check = new AnswerCheck(images, 1e-4);

  @ParameterizedTest
  @CsvSource({
    "200, 0.5, 0.5, RIGHT",
    "200, 0.50005, 0.49995, RIGHT",
    "200, 0.5002, 0.4998, WRONG", // of no image
    "200, 0.75, 0.25, CROSSED", // of image 1
    "429, 0.5, 0.5, REJECTED",
    "503, 0.5, 0.5, REJECTED",
    "500, 0.5, 0.5, FAILED"
  })
  void judges(int status, double no, double yes, Verdict verdict) {
    String body =
        """
        {"results": [{"tasks": [{"classes": [
          {"name": "no", "probability": %s}, {"name": "yes", "probability": %s}]}]}]}"""
            .formatted(no, yes);
    assertEquals(verdict, judge(status, body));
  }

  @Test
  void answersThatLackSomethingAreWrong() {
    String class0 = "{\"name\": \"no\", \"probability\": 0.5}";
    assertEquals(Verdict.WRONG, judge(200, "no JSON"));
    assertEquals(Verdict.WRONG, judge(200, "{\"results\": []}"));
    assertEquals(
        Verdict.WRONG,
        judge(200, "{\"results\": [{\"tasks\": [{\"classes\": [" + class0 + "]}]}]}"));
  }

  @Test
  void refusesImagesThatCannotBeToldApart() {
    assertEquals(0.25, images.leastDistance());
    assertThrows(InvalidInputException.class, () -> images.requireDistinct(0.13));
  }

  private Verdict judge(int status, String body) {
    return check.judge(images.images().get(2), status, body.getBytes(StandardCharsets.UTF_8));
  }
}
