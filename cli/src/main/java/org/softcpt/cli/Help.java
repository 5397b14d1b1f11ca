package org.softcpt.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;

/** The help texts, made from what the commands say about themselves. */
final class Help {

  private static final int WIDTH = 100;

  private Help() {}

  /** What softcpt is and which commands it has. */
  static String overview(List<Command> commands) {
    StringBuilder text =
        new StringBuilder(
            """
            softcpt: adapts CLIP to many related few-shot classification tasks at once

            usage: softcpt COMMAND [OPTION...]

            commands:
            """);
    commands.forEach(
        command -> text.append("  %-12s%s%n".formatted(command.name(), command.summary())));
    return text.append(
            "\n'softcpt help COMMAND' describes one; 'softcpt demo' shows the whole line at work\n")
        .toString();
  }

  /** One command's forms and options. */
  static String of(Command command) {
    StringBuilder text = new StringBuilder(command.summary()).append("\n\n");
    String label = "usage: ";
    for (String form : command.forms()) {
      text.append(label).append("softcpt ").append(command.name()).append(' ').append(form);
      text.append('\n');
      label = "       ";
    }
    text.append("\noptions:\n");
    command.options().forEach(option -> text.append(line(option)));
    return text.toString();
  }

  private static String line(Option option) {
    String name = "--" + option.getLongOpt() + (option.hasArg() ? " " + option.getArgName() : "");
    List<String> lines = wrap(option.getDescription(), WIDTH - INDENT);
    boolean fits = name.length() < INDENT - 2;
    StringBuilder text =
        new StringBuilder(fits ? "  %-22s%s%n".formatted(name, lines.get(0)) : "  " + name + "\n");
    lines.stream()
        .skip(fits ? 1 : 0)
        .forEach(line -> text.append(" ".repeat(INDENT)).append(line).append('\n'));
    return text.toString();
  }

  private static final int INDENT = 24;

  private static List<String> wrap(String description, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : description.split(" ")) {
      if (line.length() + word.length() + 1 > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
