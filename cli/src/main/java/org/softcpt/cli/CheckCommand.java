package org.softcpt.cli;

import java.nio.file.Path;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.commons.cli.Option;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.trainer.task.DatasetCheck;
import org.softcpt.trainer.task.TaskCheck;
import org.softcpt.trainer.task.TaskCheck.ClassCheck;

/** {@code softcpt check}: whether everything that a task file names is there. */
final class CheckCommand implements Command {

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String summary() {
    return "says which images of a task file are there and what is missing";
  }

  @Override
  public List<String> forms() {
    return List.of("--tasks FILE [--root DIR] [--json]");
  }

  @Override
  public List<Option> options() {
    return List.of(
        Opt.required("tasks", "FILE", "the tasks, in YAML; see docs/tasks.md"),
        Opt.value("root", "DIR", "where the images are; default is what the tasks say"),
        Opt.flag("json", "everything as one JSON object, with the images of every class"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    Path file = arguments.path("tasks");
    DatasetCheck check = DatasetCheck.of(file, arguments.optionalPath("root"));
    if (arguments.has("json")) {
      terminal.out().println(Json.line(check));
    } else {
      terminal.out().print(table(check).text());
    }
    if (!check.isComplete()) {
      terminal.out().flush(); // the table before the line that sums it up
      throw new InvalidInputException(file + ": " + summary(check));
    }
    return ExitCode.DONE;
  }

  private static Table table(DatasetCheck check) {
    Table table =
        new Table("task", "images from", "classes", "train", "val", "test", "train/class", "state");
    for (TaskCheck task : check.tasks()) {
      table.row(
          task.id(),
          task.source(),
          Integer.toString(task.classes().size()),
          sum(task, ClassCheck::train),
          sum(task, ClassCheck::val),
          sum(task, ClassCheck::test),
          range(task),
          task.isComplete() ? "complete" : String.join("; ", task.problems()));
    }
    return table;
  }

  private static String summary(DatasetCheck check) {
    List<String> incomplete =
        check.tasks().stream().filter(task -> !task.isComplete()).map(TaskCheck::id).toList();
    return incomplete.isEmpty()
        ? String.join("; ", check.problems())
        : "%d of %d tasks are incomplete: %s"
            .formatted(incomplete.size(), check.tasks().size(), String.join(", ", incomplete));
  }

  private static String sum(TaskCheck task, ToIntFunction<ClassCheck> count) {
    return Integer.toString(task.classes().stream().mapToInt(count).sum());
  }

  /** The smallest and the largest class. */
  private static String range(TaskCheck task) {
    IntSummaryStatistics sizes =
        task.classes().stream().mapToInt(ClassCheck::train).summaryStatistics();
    return sizes.getCount() == 0 ? "-" : sizes.getMin() + " to " + sizes.getMax();
  }
}
