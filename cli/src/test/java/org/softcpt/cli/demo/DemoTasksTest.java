package org.softcpt.cli.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTasksTest {

  private Path root;

  @BeforeAll
  void write(@TempDir Path folder) throws IOException {
    root = folder;
    DemoTasks.write(root, 11);
  }

  @Test
  void everyClassHasItsTrainingAndTestImages() throws IOException {
    for (DemoTask task : DemoTask.values()) {
      for (String name : task.classes()) {
        List<String> files = names(root.resolve(task.id()).resolve(name));
        assertEquals(DemoTasks.TRAINING_IMAGES, count(files, "train_"), task + " " + name);
        assertEquals(DemoTasks.TEST_IMAGES, count(files, "test_"), task + " " + name);
      }
    }
  }

  @Test
  void theSameSeedWritesTheSameFiles(@TempDir Path other) throws IOException {
    DemoTasks.write(other, 11);
    for (Path file : List.of(Path.of("tasks.yaml"), Path.of("counts", "three", "test_020.png"))) {
      assertArrayEquals(
          Files.readAllBytes(root.resolve(file)), Files.readAllBytes(other.resolve(file)));
    }
  }

  private static long count(List<String> files, String start) {
    return files.stream().filter(file -> file.startsWith(start)).count();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
