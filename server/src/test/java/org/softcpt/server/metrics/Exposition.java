package org.softcpt.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus' text format and checks what {@code promtool check metrics} checks: its grammar,
 * that a metric's lines stand together behind its help and type, that no series is there twice,
 * that counters and units are named as usual, that buckets add up.
 */
public final class Exposition {

  private static final Pattern META = Pattern.compile("# (HELP|TYPE) ([a-z_][a-z0-9_]*) (.*)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-z_][a-z0-9_]*)(\\{(?:[a-z_]+=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\",?)*\\})? (\\S+)");
  private static final Pattern BOUND = Pattern.compile(",?le=\"([^\"]+)\"");
  private static final Pattern ODD_UNIT =
      Pattern.compile(".*_(ns|us|ms|millis|nanoseconds|milliseconds|kb|kilobytes|percent)(_.*)?");

  private final Map<String, Double> samples = new LinkedHashMap<>();
  private final Map<String, String> types = new HashMap<>();
  private final Map<String, Double> lastBucket = new HashMap<>();
  private String family = "";
  private boolean described;

  private Exposition(String text) {
    assertTrue(text.endsWith("\n"), "ends with a line break");
    text.lines().forEach(this::line);
    lastBucket.forEach(this::checkCount);
  }

  /** The samples by series, e.g. {@code softcpt_errors_total{kind="x"}}. */
  public static Map<String, Double> samples(String text) {
    return new Exposition(text).samples;
  }

  private void line(String line) {
    Matcher meta = META.matcher(line);
    if (meta.matches()) {
      meta(meta.group(1), meta.group(2), meta.group(3));
    } else {
      sample(line);
    }
  }

  private void meta(String kind, String name, String text) {
    assertFalse(text.isBlank(), name + " says what it is");
    if (kind.equals("HELP")) {
      family = name;
      described = true;
      return;
    }
    assertTrue(described && family.equals(name), name + " has a help line before its type");
    described = false;
    assertTrue(text.matches("counter|gauge|histogram|summary"), name + " is a " + text);
    assertNull(types.put(name, text), name + " is described twice");
    assertEquals(text.equals("counter"), name.endsWith("_total"), name + " is a " + text);
    assertFalse(ODD_UNIT.matcher(name).matches(), name + " has a base unit");
  }

  private void sample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    assertTrue(sample.matches(), line);
    String name = sample.group(1);
    String type = types.get(family);
    assertNotNull(type, line + " comes behind a type");
    String suffix =
        switch (type) {
          case "histogram" -> "(_bucket|_count|_sum)";
          case "summary" -> "(_count|_sum)?";
          default -> "";
        };
    assertTrue(name.matches(Pattern.quote(family) + suffix), line + " stands with " + family);
    double value = Double.parseDouble(sample.group(3));
    String labels = sample.group(2) == null ? "" : sample.group(2);
    assertNull(samples.put(name + labels, value), line + " is there twice");
    if (type.equals("counter") || suffix.length() > 0) {
      assertTrue(value >= 0, line);
    }
    if (name.endsWith("_bucket")) {
      bucket(labels, value);
    }
  }

  private void bucket(String labels, double value) {
    String series = family + "|" + BOUND.matcher(labels).replaceFirst("").replace("{}", "");
    Double before = lastBucket.put(series, value);
    assertTrue(before == null || before <= value, labels + " counts those below too");
  }

  /** The last bucket is the one without a bound. */
  private void checkCount(String series, double last) {
    String[] parts = series.split("\\|", -1);
    assertEquals(samples.get(parts[0] + "_count" + parts[1]), last, series);
    assertTrue(samples.containsKey(parts[0] + "_sum" + parts[1]), series);
  }
}
