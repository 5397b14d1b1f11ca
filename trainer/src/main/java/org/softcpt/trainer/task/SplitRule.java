package org.softcpt.trainer.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.softcpt.models.io.InvalidInputException;

/**
 * Sorts the images of a class folder into splits by globs over their path below that folder. The
 * defaults take {@code train_001.jpg} as well as {@code train/001.jpg}; an image that no glob takes
 * is not used.
 */
final class SplitRule {

  private final Map<Split, List<PathMatcher>> matchers = new EnumMap<>(Split.class);
  private Optional<Shares> shares = Optional.empty();

  private SplitRule() {}

  /** Reads the task's {@code split}; a split that it does not mention keeps its default. */
  static SplitRule read(YamlSection task) throws InvalidInputException {
    SplitRule rule = new SplitRule();
    for (Split split : Split.values()) {
      rule.put(split, List.of(split.key() + "_*", split.key() + "/*"));
    }
    if (task.has("split")) {
      JsonNode node = task.get("split");
      YamlSection section = task.inside("split", node, "train", "val", "test", "shares");
      for (Split split : Split.values()) {
        rule.replace(split, section);
      }
      if (section.has("shares")) {
        rule.shares = Optional.of(Shares.read(section));
      }
    }
    return rule;
  }

  /** Shares, if the images have no splits of their own; then the globs mean nothing. */
  Optional<Shares> shares() {
    return shares;
  }

  /** The splits whose globs take the image: one, or none, or the user's mistake. */
  Set<Split> splits(String relativePath) {
    Path path = Path.of(relativePath);
    Set<Split> splits = EnumSet.noneOf(Split.class);
    matchers.forEach(
        (split, globs) -> {
          if (globs.stream().anyMatch(glob -> glob.matches(path))) {
            splits.add(split);
          }
        });
    return splits;
  }

  private void replace(Split split, YamlSection section) throws InvalidInputException {
    List<String> globs = section.texts(split.key());
    try {
      if (!globs.isEmpty()) {
        put(split, globs);
      }
    } catch (PatternSyntaxException e) {
      throw section.problem(split.key(), "not a glob: '%s'".formatted(e.getPattern()));
    }
  }

  private void put(Split split, List<String> globs) {
    List<PathMatcher> compiled = new ArrayList<>();
    for (String glob : globs) {
      compiled.add(FileSystems.getDefault().getPathMatcher("glob:" + glob));
    }
    matchers.put(split, compiled);
  }
}
