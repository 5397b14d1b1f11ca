package org.softcpt.trainer.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;

/** Files of entries with columns. */
enum RecordFormat {
  /** Cells between commas, quoted as in RFC 4180; the first line names the columns. */
  CSV {
    @Override
    List<ListRecord> read(Path file, String name) throws IOException {
      return separated(file, name, ',');
    }
  },
  /** The same with tabs. */
  TSV {
    @Override
    List<ListRecord> read(Path file, String name) throws IOException {
      return separated(file, name, '\t');
    }
  },
  /** A JSON object a line; what stands deeper is named with dots: {@code labels.colour}. */
  JSONL {
    @Override
    List<ListRecord> read(Path file, String name) throws IOException {
      List<ListRecord> records = new ArrayList<>();
      for (TextLines.Line line : TextLines.of(file, name)) {
        Map<String, String> cells = new LinkedHashMap<>();
        flatten("", object(line, name), cells);
        records.add(new ListRecord(line.number(), cells));
      }
      return records;
    }
  },
  /** A path, a blank or tab, and all the rest of the line is the label. */
  TEXT {
    @Override
    List<ListRecord> read(Path file, String name) throws IOException {
      List<ListRecord> records = new ArrayList<>();
      for (TextLines.Line line : TextLines.of(file, name)) {
        String[] parts = line.text().strip().split("[ \t]+", 2);
        if (parts.length < 2) {
          throw new InvalidInputException(
              "%s: line %d: expected a path and a label, found '%s'"
                  .formatted(name, line.number(), line.text()));
        }
        Map<String, String> cells = Map.of("path", parts[0], "label", parts[1]);
        records.add(new ListRecord(line.number(), cells));
      }
      return records;
    }
  };

  private static final ObjectReader ROWS =
      new CsvMapper()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.TRIM_SPACES)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .readerFor(String[].class);

  /**
   * Reads all entries.
   *
   * @param name what errors begin with
   * @throws InvalidInputException if the file is missing or not of this format; names the line
   */
  abstract List<ListRecord> read(Path file, String name) throws IOException;

  private static List<ListRecord> separated(Path file, String name, char separator)
      throws IOException {
    String content = TextLines.content(file, name);
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
    List<ListRecord> records = new ArrayList<>();
    try (MappingIterator<String[]> rows = ROWS.with(schema).readValues(content)) {
      String[] header = {};
      while (rows.hasNextValue()) {
        int line = rows.getParser().currentLocation().getLineNr();
        String[] cells = rows.nextValue();
        if (header.length == 0) {
          header = cells;
        } else {
          records.add(
              new ListRecord(line, cells(header, cells, "%s: line %d".formatted(name, line))));
        }
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new InvalidInputException(
          "%s: line %d: not such a table: %s".formatted(name, line, reason(e)), e);
    }
    return records;
  }

  private static Map<String, String> cells(String[] header, String[] cells, String where)
      throws InvalidInputException {
    if (cells.length != header.length) {
      throw new InvalidInputException(
          "%s: expected %d cells as in the first line, found %d"
              .formatted(where, header.length, cells.length));
    }
    Map<String, String> named = new LinkedHashMap<>();
    for (int column = 0; column < header.length; column++) {
      if (named.put(header[column], cells[column]) != null) {
        throw new InvalidInputException(
            "%s: column '%s' occurs twice".formatted(where, header[column]));
      }
    }
    return named;
  }

  private static JsonNode object(TextLines.Line line, String name) throws InvalidInputException {
    try {
      JsonNode node = Json.mapper().readTree(line.text());
      if (node.isObject()) {
        return node;
      }
      throw new InvalidInputException(
          "%s: line %d: expected a JSON object".formatted(name, line.number()));
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "%s: line %d: not JSON: %s".formatted(name, line.number(), reason(e)), e);
    }
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> cells) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonNode value = field.getValue();
      if (value.isObject()) {
        flatten(prefix + field.getKey() + ".", value, cells);
      } else if (value.isValueNode() && !value.isNull()) {
        cells.put(prefix + field.getKey(), value.asText());
      }
    }
  }

  private static String reason(JsonProcessingException e) {
    return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
  }
}
