package org.softcpt.trainer.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;

/**
 * A task file as it was read; folders are not looked at yet. Messages lack the file's name: {@link
 * Dataset} puts it in front.
 *
 * @param name what the user calls the tasks
 * @param root where the file says the images lie
 * @param entries one per task
 */
record TaskFile(String name, Path root, List<TaskEntry> entries) {

  private static final ObjectReader READER =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  static TaskFile read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException("no such task file");
    }
    YamlSection top = YamlSection.of(tree(file), "task file", "name", "root", "tasks");
    List<TaskEntry> entries = new ArrayList<>();
    for (JsonNode node : top.list("tasks")) {
      entries.add(TaskEntry.read(node, entries.size() + 1));
    }
    Path folder = file.toAbsolutePath().getParent();
    return new TaskFile(
        top.optionalText("name").orElseGet(() -> stem(file)),
        folder.resolve(top.optionalText("root").orElse(".")).normalize(),
        List.copyOf(entries));
  }

  Dataset load(Path folder) throws IOException {
    List<TaskDefinition> tasks = new ArrayList<>();
    for (TaskEntry entry : entries) {
      tasks.add(entry.define(folder));
    }
    TaskSet set = new TaskSet(tasks);
    ImageTable images = new ImageTable(set);
    for (int task = 0; task < set.size(); task++) {
      entries.get(task).source().scan(folder, task, images);
    }
    images.requireTrainAndTest();
    return new Dataset(name, folder, set, images.sorted());
  }

  private static JsonNode tree(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    try {
      refuseAliases(content);
      return READER.readTree(content);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "not valid YAML at line %d: %s"
              .formatted(
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("")),
          e);
    }
  }

  /** The tree would hold an alias's name in place of what it stands for. */
  private static void refuseAliases(byte[] content) throws IOException {
    try (YAMLParser parser = (YAMLParser) READER.createParser(content)) {
      while (parser.nextToken() != null) {
        if (parser.isCurrentAlias()) {
          throw new InvalidInputException(
              "line %d: alias *%s: write the value out, aliases are not supported"
                  .formatted(parser.currentLocation().getLineNr(), parser.getText()));
        }
      }
    }
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }
}
