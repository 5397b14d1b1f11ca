package org.softcpt.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.softcpt.trainer.explain.Explanation;
import org.softcpt.trainer.explain.Explanation.Context;
import org.softcpt.trainer.explain.Explanation.Word;
import org.softcpt.trainer.explain.Relatedness;

/**
 * What a terminal shows of an explanation.
 *
 * @param explanation of a run
 */
record ExplanationText(Explanation explanation) {

  String text() {
    StringBuilder text = new StringBuilder();
    if (explanation.relatedness() != null) {
      text.append(matrices(explanation.relatedness()));
    }
    text.append("nearest words of each vector, with distances (means over the width left out)\n\n");
    text.append(words().text());
    return text.toString();
  }

  private static String matrices(Relatedness relatedness) {
    return "cosines of task features\n\n"
        + matrix(relatedness.tasks(), relatedness.cosines()).text()
        + "\ninner products of task features: by Proposition 1, how far a step on one task moves the other's context\n\n"
        + matrix(relatedness.tasks(), relatedness.innerProducts()).text()
        + "\n";
  }

  private static Table matrix(List<String> tasks, double[][] values) {
    List<String> heading = new ArrayList<>(List.of("task"));
    heading.addAll(tasks);
    Table table = new Table(heading.toArray(String[]::new));
    for (int i = 0; i < tasks.size(); i++) {
      List<String> row = new ArrayList<>(List.of(tasks.get(i)));
      for (double value : values[i]) {
        row.add(String.format(Locale.ROOT, "%.2f", value));
      }
      table.row(row.toArray(String[]::new));
    }
    return table;
  }

  private Table words() {
    int words = explanation.contexts().get(0).vectors().get(0).size();
    List<String> heading = new ArrayList<>(List.of("context", "vector"));
    IntStream.rangeClosed(1, words)
        .forEach(i -> heading.addAll(List.of("word " + i, "distance " + i)));
    Table table = new Table(heading.toArray(String[]::new));
    for (Context context : explanation.contexts()) {
      for (int i = 0; i < context.vectors().size(); i++) {
        table.row(row(context, i).toArray(String[]::new));
      }
    }
    return table;
  }

  private static List<String> row(Context context, int vector) {
    List<String> row = new ArrayList<>(List.of(context.name(), Integer.toString(vector + 1)));
    for (Word word : context.vectors().get(vector)) {
      row.add(word.text());
      row.add(String.format(Locale.ROOT, "%.3f", word.distance()));
    }
    return row;
  }
}
