package org.softcpt.trainer.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;

/** Reads tables that runs write: a header, then rows of the same columns. */
final class CsvRows {

  private static final CsvMapper MAPPER =
      CsvMapper.builder()
          .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
          .enable(CsvParser.Feature.FAIL_ON_MISSING_HEADER_COLUMNS)
          .build();

  private CsvRows() {}

  /**
   * Reads a table.
   *
   * @param file the table, RFC 4180, UTF-8
   * @param type a record whose components are the columns, in order
   * @throws InvalidInputException if the file is missing, or a row does not fit; the message says
   *     where
   */
  static <T> List<T> read(Path file, Class<T> type) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(file + ": no such file");
    }
    CsvSchema schema = MAPPER.schemaFor(type).withHeader().withStrictHeaders(true);
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        MappingIterator<T> rows = MAPPER.readerFor(type).with(schema).readValues(reader)) {
      return rows.readAll();
    } catch (JsonProcessingException e) {
      throw invalid(file, e);
    } catch (RuntimeJsonMappingException e) {
      throw new InvalidInputException(file + ": " + e.getMessage(), e);
    } catch (MalformedInputException e) {
      throw new InvalidInputException(file + ": not UTF-8 text", e);
    }
  }

  private static InvalidInputException invalid(Path file, JsonProcessingException e) {
    String line = e.getLocation() == null ? "" : " line %d:".formatted(e.getLocation().getLineNr());
    String what = e.getOriginalMessage().lines().findFirst().orElse("");
    return new InvalidInputException("%s:%s %s".formatted(file, line, what), e);
  }
}
