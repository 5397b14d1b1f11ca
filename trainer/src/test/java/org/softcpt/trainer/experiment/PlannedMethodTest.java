package org.softcpt.trainer.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.softcpt.models.io.InvalidInputException;

/** Common settings of an experiment with methods of different kinds. */
class PlannedMethodTest {

  private static final Map<String, String> COMMON =
      Map.of("epochs", "7", "kgcoop_lambda", "2.0", "taskres_alpha", "0.25");

  private static PlannedMethod method(String name, String... setting) {
    Map<String, String> own = setting.length == 0 ? Map.of() : Map.of(setting[0], setting[1]);
    return new PlannedMethod(name, name, own);
  }

  @Test
  void eachMethodTakesTheCommonSettingsThatItHas() throws InvalidInputException {
    assertEquals(7, method("softcpt-nata").config(COMMON, 2, 1).epochs());
    Map<String, String> fitted = method("taskres").config(COMMON, 2, 1).texts();
    assertEquals("0.25", fitted.get("taskres_alpha"));
    assertFalse(fitted.containsKey("epochs"), fitted.toString());
    assertEquals("2.0", method("kgcoop").config(COMMON, 2, 1).texts().get("kgcoop_lambda"));
  }

  @Test // a slip of the pen must not pass for another method's setting
  void aSettingThatNoMethodHasIsRefused() {
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class,
            () -> method("protonet").config(Map.of("epoch", "7"), 2, 1));
    assertTrue(refused.getMessage().contains("'epoch'"), refused.getMessage());
  }

  @Test
  void aMethodsOwnSettingsMustBeItsOwn() {
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class,
            () -> method("protonet", "epochs", "7").config(Map.of(), 2, 1));
    assertTrue(refused.getMessage().contains("'epochs'"), refused.getMessage());
  }
}
