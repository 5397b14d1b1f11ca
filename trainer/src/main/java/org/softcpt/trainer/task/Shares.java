package org.softcpt.trainer.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Sha256;

/**
 * Splits of a class folder that has none: a share of its images each, the images ordered by {@code
 * SHA-256("<task id>\n<class id>\n<path in the class folder>")}. The counts of training and
 * validation images are rounded to the nearest, halves to even, as the published code does; the
 * rest are test images.
 *
 * @param train percent
 * @param val percent
 */
record Shares(int train, int val) {

  /** Reads {@code split: {shares: {train: 50, val: 20, test: 30}}}. */
  static Shares read(YamlSection split) throws InvalidInputException {
    YamlSection section = split.inside("shares", split.get("shares"), "train", "val", "test");
    int train = percent(section, "train");
    int val = section.has("val") ? percent(section, "val") : 0;
    int test = percent(section, "test");
    if (train + val + test != 100) {
      throw section.problem(
          "train", "expected shares of 100 in all, found " + (train + val + test));
    }
    return new Shares(train, val);
  }

  /** Every image's split. */
  Map<String, Split> splits(String taskId, String classId, List<String> names) {
    String prefix = taskId + "\n" + classId + "\n";
    List<String> ranked =
        names.stream().sorted(Comparator.comparing(name -> Sha256.of(prefix + name))).toList();
    long training = rounded(names.size(), train);
    long held = rounded(names.size(), val);
    Map<String, Split> splits = new LinkedHashMap<>();
    for (String name : ranked) {
      int rank = splits.size();
      Split rest = rank < training + held ? Split.VAL : Split.TEST;
      splits.put(name, rank < training ? Split.TRAIN : rest);
    }
    return splits;
  }

  private static long rounded(int count, int percent) {
    return (long) Math.rint(count * (percent / 100.0));
  }

  private static int percent(YamlSection section, String key) throws InvalidInputException {
    JsonNode value = section.get(key);
    if (!value.isInt() || value.intValue() < 1 || value.intValue() > 100) {
      throw section.problem(
          key,
          "expected a percentage from 1 to 100, found "
              + (value.isMissingNode() ? "nothing" : value));
    }
    return value.intValue();
  }
}
