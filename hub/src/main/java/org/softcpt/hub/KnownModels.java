package org.softcpt.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.softcpt.models.config.ClipConfigs;
import org.softcpt.models.weights.ClipTensors;

/** The table of CLIPs on the public hub. Any other id can be pulled just as well. */
public final class KnownModels {

  private static final String TABLE = "known-models.tsv";
  private static final int COLUMNS = 7;

  private KnownModels() {}

  /**
   * Reads the table.
   *
   * @return its rows, in its order
   */
  public static List<KnownModel> all() {
    try (InputStream in = KnownModels.class.getResourceAsStream(TABLE)) {
      String text =
          new String(Objects.requireNonNull(in, TABLE).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(KnownModels::row).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(TABLE + " cannot be read", e);
    }
  }

  private static KnownModel row(String line) {
    String[] cells = line.split("\t", -1);
    if (cells.length != COLUMNS) {
      throw new IllegalStateException(
          "%s: expected %d columns, found %d: %s".formatted(TABLE, COLUMNS, cells.length, line));
    }
    return new KnownModel(
        cells[0], cells[1], parameters(cells[2], cells[3]), cells[4], cells[5], cells[6]);
  }

  private static long parameters(String config, String stated) {
    return ClipConfigs.names().contains(config)
        ? ClipTensors.shapes(ClipConfigs.named(config)).values().stream()
            .mapToLong(KnownModels::elements)
            .sum()
        : Long.parseLong(stated);
  }

  private static long elements(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}
