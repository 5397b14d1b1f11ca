package org.softcpt.trainer.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.method.MethodOptions;
import org.softcpt.trainer.method.MethodRow;
import org.softcpt.trainer.method.Placement;
import org.softcpt.trainer.task.Sampling;

/**
 * Names, defaults and types of the settings. Files, the command line and {@code config.json} all
 * come through here, so that one text has one meaning.
 *
 * @param texts given values by name
 */
record SettingTable(Map<String, String> texts) {

  private static final Map<String, String> DEFAULTS = defaults();

  /** What the methods that are fit on features take of these. */
  private static final Set<String> OF_FEATURE_METHODS =
      Set.of("method", "shots", "seed", "sampling");

  /** Not written where they are at their default, so runs from before them keep their digest. */
  private static final List<String> YOUNGER = List.of("updates", "sampling", "text_memory");

  private static Map<String, String> defaults() {
    Map<String, String> table = new LinkedHashMap<>();
    table.put("method", Methods.DEFAULT);
    table.put("shots", "16");
    table.put("seed", "1");
    table.put("epochs", "50");
    table.put("batch", "32");
    table.put("updates", "1");
    table.put("learning_rate", "0.002");
    table.put("momentum", "0.9");
    table.put("weight_decay", "5.0E-4");
    table.put("warm_up_epochs", "1");
    table.put("warm_up_rate", "1.0E-5");
    table.put("context_length", "16");
    table.put("task_context_length", "4");
    table.put("placement", "end");
    table.put("sampling", Sampling.RANKING.key());
    table.put("text_memory", "2048");
    return table;
  }

  TrainingConfig config() throws InvalidInputException {
    MethodRow method = Methods.named(text("method"));
    requireKnown(method);
    try {
      return read(method);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(e.getMessage(), e);
    }
  }

  private TrainingConfig read(MethodRow method) throws InvalidInputException {
    return new TrainingConfig(
        method.name(),
        integer("shots"),
        number("seed", Long::parseLong, "a whole number"),
        integer("epochs"),
        integer("batch"),
        integer("updates"),
        real("learning_rate"),
        real("momentum"),
        real("weight_decay"),
        integer("warm_up_epochs"),
        real("warm_up_rate"),
        integer("context_length"),
        integer("task_context_length"),
        placement(),
        sampling(),
        integer("text_memory"),
        MethodOptions.of(method.options(), texts));
  }

  /** The settings of a method, the common ones first. */
  static List<String> names(MethodRow method) {
    List<String> names = new ArrayList<>(DEFAULTS.keySet());
    if (!method.isTrainedInSteps()) {
      names.retainAll(OF_FEATURE_METHODS);
    }
    method.options().forEach(option -> names.add(option.name()));
    return names;
  }

  /** What stands in files. */
  static Map<String, String> texts(TrainingConfig config) {
    Map<String, String> table = all(config);
    YOUNGER.forEach(name -> table.remove(name, DEFAULTS.get(name)));
    return table;
  }

  /** The value of every setting that the method uses, in the order of {@link #names}. */
  static Map<String, String> all(TrainingConfig config) {
    Map<String, String> table = new LinkedHashMap<>(DEFAULTS); // keeps the order
    table.put("method", config.method());
    table.put("shots", Integer.toString(config.shots()));
    table.put("seed", Long.toString(config.seed()));
    table.put("epochs", Integer.toString(config.epochs()));
    table.put("batch", Integer.toString(config.batch()));
    table.put("updates", Integer.toString(config.updates()));
    table.put("learning_rate", Double.toString(config.learningRate()));
    table.put("momentum", Double.toString(config.momentum()));
    table.put("weight_decay", Double.toString(config.weightDecay()));
    table.put("warm_up_epochs", Integer.toString(config.warmUpEpochs()));
    table.put("warm_up_rate", Double.toString(config.warmUpRate()));
    table.put("context_length", Integer.toString(config.contextLength()));
    table.put("task_context_length", Integer.toString(config.taskContextLength()));
    table.put("placement", config.placement().key());
    table.put("sampling", config.sampling().key());
    table.put("text_memory", Integer.toString(config.textMemory()));
    table.putAll(config.options().texts());
    table.keySet().retainAll(names(config.row()));
    return table;
  }

  /** The same, with numbers as numbers. */
  static Map<String, Object> json(TrainingConfig config) {
    Map<String, Object> values = new LinkedHashMap<>();
    texts(config).forEach((name, text) -> values.put(name, value(text)));
    return values;
  }

  private static Object value(String text) {
    if (text.matches("-?\\d{1,18}")) {
      return Long.parseLong(text);
    }
    if (text.matches("-?\\d+\\.\\d+(E-?\\d+)?")) {
      return Double.parseDouble(text);
    }
    return text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
  }

  private void requireKnown(MethodRow method) throws InvalidInputException {
    List<String> known = names(method);
    for (String name : texts.keySet()) {
      if (!known.contains(name)) {
        throw new InvalidInputException(
            "setting '%s': %sexpected one of %s"
                .formatted(
                    name,
                    DEFAULTS.containsKey(name) ? method.name() + " has no use for it; " : "",
                    String.join(", ", known)));
      }
    }
  }

  private String text(String name) {
    return texts.getOrDefault(name, DEFAULTS.get(name)).strip();
  }

  private int integer(String name) throws InvalidInputException {
    return number(name, Integer::parseInt, "a whole number");
  }

  private double real(String name) throws InvalidInputException {
    return number(name, Double::parseDouble, "a number");
  }

  private <T> T number(String name, Function<String, T> parse, String kind)
      throws InvalidInputException {
    try {
      return parse.apply(text(name));
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          "%s: expected %s, found '%s'".formatted(name, kind, text(name)), e);
    }
  }

  private Sampling sampling() throws InvalidInputException {
    String text = text("sampling");
    return Sampling.ofKey(text)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "sampling: expected %s, found '%s'".formatted(Sampling.knownKeys(), text)));
  }

  private Placement placement() throws InvalidInputException {
    String text = text("placement");
    return Placement.ofKey(text)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "placement: expected one of %s, found '%s'"
                        .formatted(String.join(", ", Placement.keys()), text)));
  }
}
