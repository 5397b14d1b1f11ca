package org.softcpt.trainer.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.softcpt.models.io.InvalidInputException;

/** The keys of a task that say how its list is written down. */
final class ListKeys {

  private static final String COOP = "coop";
  private static final String SOFTCPT = "softcpt";

  private ListKeys() {}

  static ListFormat format(YamlSection task, String id) throws InvalidInputException {
    List<ColumnList.Part> parts = parts(task);
    String first = parts.get(0).file();
    String format = task.optionalText("format").orElseGet(() -> byEnding(first));
    switch (format) {
      case COOP -> {
        refuseColumns(task, format, "task");
        return new CoopSplit(single(task, parts));
      }
      case SOFTCPT -> {
        refuseColumns(task, format);
        return new SoftCptSplit(single(task, parts), number(task));
      }
      default -> {
        return columnList(task, id, format, parts);
      }
    }
  }

  private static ColumnList columnList(
      YamlSection task, String id, String format, List<ColumnList.Part> parts)
      throws InvalidInputException {
    for (RecordFormat each : RecordFormat.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(format)) {
        return new ColumnList(each, parts, ListColumns.read(task, id), SplitWords.read(task));
      }
    }
    String known =
        Stream.concat(
                Arrays.stream(RecordFormat.values())
                    .map(each -> each.name().toLowerCase(Locale.ROOT)),
                Stream.of(COOP, SOFTCPT))
            .collect(Collectors.joining(", "));
    throw task.problem("format", "expected one of %s, found '%s'".formatted(known, format));
  }

  /**
   * A name's ending says enough but for JSON, where the published lists are named by their makers.
   */
  private static String byEnding(String file) {
    String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "txt" -> "text";
      case "json" -> file.contains("split_dk_") ? SOFTCPT : COOP;
      default -> ending;
    };
  }

  private static List<ColumnList.Part> parts(YamlSection task) throws InvalidInputException {
    if (!task.isMapping("list")) {
      return List.of(new ColumnList.Part(task.text("list"), Optional.empty()));
    }
    YamlSection section = task.inside("list", task.get("list"), "train", "val", "test");
    List<ColumnList.Part> parts = new ArrayList<>();
    for (Split split : Split.values()) {
      for (String file : section.texts(split.key())) {
        parts.add(new ColumnList.Part(file, Optional.of(split)));
      }
    }
    if (parts.isEmpty()) {
      throw task.problem("list", "expected a file, or files for train, val and test");
    }
    return parts;
  }

  private static String single(YamlSection task, List<ColumnList.Part> parts)
      throws InvalidInputException {
    if (parts.size() != 1 || parts.get(0).split().isPresent()) {
      throw task.problem("list", "expected one file, it has all splits");
    }
    return parts.get(0).file();
  }

  private static void refuseColumns(YamlSection task, String format, String... more)
      throws InvalidInputException {
    List<String> keys = new ArrayList<>(List.of("columns", "splits"));
    keys.addAll(List.of(more));
    for (String key : keys) {
      if (task.has(key)) {
        throw task.problem(key, "means nothing in a list of format " + format);
      }
    }
  }

  private static int number(YamlSection task) throws InvalidInputException {
    JsonNode value = task.get("task");
    if (value.isMissingNode()) {
      return 0;
    }
    if (!value.isInt() || value.intValue() < 0) {
      throw task.problem("task", "expected the task's number in the list, from 0, found " + value);
    }
    return value.intValue();
  }
}
