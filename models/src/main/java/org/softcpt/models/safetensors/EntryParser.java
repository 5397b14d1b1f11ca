package org.softcpt.models.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;

/** Turns one entry of a header into a {@link TensorInfo} that lies within the file. */
final class EntryParser {

  private final Path file;
  private final String name;
  private final long dataLength;

  EntryParser(Path file, String name, long dataLength) {
    this.file = file;
    this.name = name;
    this.dataLength = dataLength;
  }

  TensorInfo parse(JsonNode node) throws InvalidInputException {
    DType dtype = dtype(node.path("dtype"));
    List<Integer> shape = shape(node.path("shape"));
    JsonNode offsets = node.path("data_offsets");
    if (!offsets.isArray() || offsets.size() != 2) {
      throw invalid("data_offsets must be [begin, end], is " + offsets);
    }
    long begin = number("data_offsets", offsets.get(0));
    long end = number("data_offsets", offsets.get(1));
    if (begin > end || end > dataLength) {
      throw invalid(
          "data_offsets [%d, %d] out of range, the file has %d bytes of data"
              .formatted(begin, end, dataLength));
    }
    try {
      return new TensorInfo(name, dtype, shape, begin, end - begin);
    } catch (ArithmeticException e) {
      throw invalid("the size of shape " + shape + " overflows");
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private DType dtype(JsonNode node) throws InvalidInputException {
    for (DType dtype : DType.values()) {
      if (dtype.name().equals(node.textValue())) {
        return dtype;
      }
    }
    throw invalid("unknown dtype %s, expected one of %s".formatted(node, List.of(DType.values())));
  }

  private List<Integer> shape(JsonNode node) throws InvalidInputException {
    if (!node.isArray()) {
      throw invalid("shape must be a list, is " + node);
    }
    List<Integer> shape = new ArrayList<>();
    for (JsonNode extent : node) {
      long value = number("shape", extent);
      if (value > Integer.MAX_VALUE) {
        throw invalid("extent %d is beyond the %d supported".formatted(value, 0x7fffffff));
      }
      shape.add((int) value);
    }
    return shape;
  }

  private long number(String what, JsonNode node) throws InvalidInputException {
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
      throw invalid("%s must hold whole numbers from 0, found %s".formatted(what, node));
    }
    return node.longValue();
  }

  private InvalidInputException invalid(String reason) {
    return new InvalidInputException("%s: tensor '%s': %s".formatted(file, name, reason));
  }
}
