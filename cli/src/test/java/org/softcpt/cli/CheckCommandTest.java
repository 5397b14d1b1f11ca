package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.Json;

class CheckCommandTest {

  @TempDir Path root;
  private Path tasks;

  @BeforeEach
  void writeTasks() throws IOException {
    tasks = root.resolve("tasks.yaml");
    for (String name :
        new String[] {"a/train_1", "a/train_2", "a/test_1", "b/train_1", "b/test_1"}) {
      Path image = root.resolve("fruit/" + name + ".jpg");
      Files.createDirectories(image.getParent());
      Files.createFile(image);
    }
    Files.writeString(tasks, "tasks: [{id: fruit, name: fruit}]");
  }

  @Test
  void aCompleteTaskFileIsOneTable() {
    CommandRun run = CommandRun.of("check", "--tasks", tasks.toString());
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertEquals(
        """
        task   images from  classes  train  val  test  train/class  state
        fruit  fruit              2      3    0     2  1 to 2       complete
        """,
        run.out());
    assertEquals("", run.err());
  }

  @Test
  void whatIsMissingIsTheLastLineAndTheExitCode() throws IOException {
    Files.writeString(
        tasks,
        "tasks: [{id: fruit, name: fruit}, {id: nuts, name: nuts}, {id: l, name: l, list: l.csv}]");
    CommandRun run = CommandRun.of("check", "--tasks", tasks.toString());
    assertEquals(ExitCode.USERS, run.code());
    assertTrue(run.out().contains("folder: no such folder: " + root.resolve("nuts")), run.out());
    assertEquals("softcpt check: " + tasks + ": 2 of 3 tasks are incomplete: nuts, l\n", run.err());
  }

  @Test
  void jsonHasEveryClass() throws IOException {
    CommandRun run = CommandRun.of("check", "--json", "--tasks", tasks.toString());
    JsonNode json = Json.mapper().readTree(run.out());
    assertTrue(json.path("complete").booleanValue());
    assertEquals(2, json.path("tasks").path(0).path("classes").path(0).path("train").intValue());
  }

  @Test
  void aRootElsewhereIsLookedInto(@TempDir Path elsewhere) {
    CommandRun run =
        CommandRun.of("check", "--tasks", tasks.toString(), "--root", elsewhere.toString());
    assertEquals(ExitCode.USERS, run.code());
    assertTrue(run.err().endsWith("1 of 1 tasks are incomplete: fruit\n"), run.err());
  }
}
