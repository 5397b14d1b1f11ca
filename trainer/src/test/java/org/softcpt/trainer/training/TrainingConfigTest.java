package org.softcpt.trainer.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;

class TrainingConfigTest {

  @TempDir private Path folder;

  @Test
  void theDefaultsAreThePublishedRecipe() {
    assertEquals(
        "{method=softcpt-nata, shots=16, seed=1, epochs=50, batch=32, learning_rate=0.002, "
            + "momentum=0.9, weight_decay=5.0E-4, warm_up_epochs=1, warm_up_rate=1.0E-5, "
            + "context_length=16, task_context_length=4, placement=end, sub_network=lin, "
            + "sub_network_depth=1, sub_network_width=512, class_sampling=0.0, "
            + "task_features=encoder, task_feature_width=512, task_placement=end, "
            + "task_context_init=}",
        TrainingConfig.published().texts().toString());
  }

  @Test
  void textsReadBackExactly() throws IOException {
    TrainingConfig config =
        TrainingConfig.of(Map.of("learning_rate", "0.1", "seed", "-9007199254740993"));
    assertEquals(config, TrainingConfig.of(config.texts()));
  }

  @Test // so that runs from before the setting keep their digest
  void theDefaultWayOfSamplingIsNotWritten() throws IOException {
    TrainingConfig config = TrainingConfig.of(Map.of("sampling", "ranking"));
    assertEquals(TrainingConfig.published(), config);
    assertFalse(config.texts().containsKey("sampling"));
    TrainingConfig published = TrainingConfig.of(Map.of("sampling", "published"));
    assertEquals("published", published.texts().get("sampling"));
    assertEquals(published, Json.mapper().readValue(Json.line(published), TrainingConfig.class));
  }

  @Test // so that runs from before the setting keep their digest
  void otherYoungerDefaultsAreNotWrittenEither() throws IOException {
    TrainingConfig once = TrainingConfig.of(Map.of("updates", "1"));
    assertEquals(TrainingConfig.published(), once);
    assertFalse(Json.line(once).contains("updates") || Json.line(once).contains("text_memory"));
    TrainingConfig thrice = TrainingConfig.of(Map.of("updates", "3"));
    assertTrue(Json.line(thrice).contains("\"batch\":32,\"updates\":3,"), Json.line(thrice));
    assertEquals(thrice, Json.mapper().readValue(Json.line(thrice), TrainingConfig.class));
  }

  @Test
  void jsonReadsBackExactly() throws IOException {
    TrainingConfig config = TrainingConfig.of(Map.of("weight_decay", "0.1", "epochs", "3"));
    String json = Json.line(config);
    assertTrue(json.contains("\"warm_up_rate\":1.0E-5,\"context_length\":16"), json);
    assertEquals(config, Json.mapper().readValue(json, TrainingConfig.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shots | 0 | shots: expected at least 1, found 0",
        "text_memory | 0 | text_memory: expected at least 1, found 0",
        "updates | 0 | updates: expected at least 1, found 0",
        "updates | 1.5 | updates: expected a whole number, found '1.5'",
        "epochs | two | epochs: expected a whole number, found 'two'",
        "epochs | 2.5 | epochs: expected a whole number, found '2.5'",
        "learning_rate | -1 | learning_rate: expected at least 0, found -1.0",
        "learning_rate | NaN | learning_rate: expected at least 0, found NaN",
        "weight_decay | Infinity | weight_decay: expected at least 0, found Infinity",
        "momentum | 1 | momentum: expected from 0 to below 1, found 1.0",
        "placement | left | placement: expected one of end, middle, front, found 'left'",
        "sampling | random | sampling: expected ranking or published, found 'random'",
        "sub_network | lincls | sub_network: expected one of lin, mlp, found 'lincls'",
        "class_sampling | 2 | class_sampling: expected a number from 0.0 to 1.0, found '2'",
        "sub_network_depth | 0 | sub_network_depth: expected at least 1, found '0'",
      })
  void refusesWrongValues(String name, String text, String message) {
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class, () -> TrainingConfig.of(Map.of(name, text)), message);
    assertEquals(message, error.getMessage());
  }

  @Test
  void anUnknownMethodIsAnsweredWithTheKnownOnes() {
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> TrainingConfig.of(Map.of("method", "cnn")));
    assertTrue(
        error.getMessage().startsWith("method: expected one of softcpt-nata, softcpt-nats"),
        error.getMessage());
    assertTrue(error.getMessage().endsWith(", found cnn"), error.getMessage());
  }

  @Test
  void aMethodsOwnSettingsAreNoOthers() {
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class,
            () -> TrainingConfig.of(Map.of("method", "coop-ca", "sub_network", "lin")));
    assertTrue(error.getMessage().startsWith("setting 'sub_network': expected one of"));
  }

  @Test
  void refusesUnknownNamesAndListsTheKnown() {
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class, () -> TrainingConfig.of(Map.of("batch_size", "4")));
    assertTrue(
        error.getMessage().startsWith("setting 'batch_size': expected one of method, shots, seed"),
        error.getMessage());
  }

  @Test
  void readsYamlAndJson() throws IOException {
    assertEquals(
        Map.of("epochs", "2", "learning_rate", "0.01"),
        SettingFile.read(file("epochs: 2\nlearning_rate: 0.01 # small\n")));
    assertEquals(Map.of("placement", "end"), SettingFile.read(file("{\"placement\": \"end\"}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a: [1, 2]' | a: expected one value, found ARRAY",
        "'- 1' | expected lines 'name: value'",
        "'' | expected lines 'name: value'",
        "'a: \"' | not valid YAML or JSON at line 1",
      })
  void refusesOtherFiles(String text, String message) throws IOException {
    Path file = file(text);
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> SettingFile.read(file));
    assertTrue(error.getMessage().startsWith(file + ": " + message), error.getMessage());
  }

  @Test
  void refusesANameGivenTwice() throws IOException {
    Path file = file("epochs: 2\nepochs: 3\n");
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> SettingFile.read(file));
    assertTrue(error.getMessage().contains("line 2"), error.getMessage());
  }

  @Test
  void namesAMissingFile() {
    Path file = folder.resolve("none.yaml");
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> SettingFile.read(file));
    assertEquals(file + ": no such file", error.getMessage());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("settings.yaml"), text);
  }
}
