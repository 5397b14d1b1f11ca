package org.softcpt.trainer.task;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How a list of images is written down. Messages name file and entry, but not the task. */
sealed interface ListFormat permits ColumnList, CoopSplit, SoftCptSplit {

  /** Names the list's files: tasks of one list have the same name here. */
  String key();

  /** The classes that the list itself names, in the labels' order; none if it has labels alone. */
  List<ClassDefinition> classes(Path root) throws IOException;

  /** The task's name, if the list has it. */
  Optional<String> taskName(Path root) throws IOException;

  /** Every entry that has a label in the task, in the list's order. */
  List<ListRow> rows(Path root) throws IOException;
}
