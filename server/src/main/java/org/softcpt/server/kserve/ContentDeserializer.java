package org.softcpt.server.kserve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads {@code "data"}, flat or nested, straight into an array: a tree of the pixels would take ten
 * times the body's size.
 */
final class ContentDeserializer extends StdDeserializer<TensorContent> {

  private static final long serialVersionUID = 1;

  ContentDeserializer() {
    super(TensorContent.class);
  }

  @Override
  public TensorContent deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (!parser.isExpectedStartArrayToken()) {
      return context.reportInputMismatch(
          this, "'data': expected an array, found %s", parser.currentToken());
    }
    Elements elements = new Elements();
    int depth = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      switch (token) {
        case START_ARRAY -> depth++;
        case END_ARRAY -> depth--;
        case VALUE_STRING -> elements.texts.add(parser.getText());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> elements.add(parser.getFloatValue());
        default ->
            context.reportInputMismatch(
                this, "'data': expected numbers or strings, found %s", token);
      }
    }
    if (elements.count > 0 && !elements.texts.isEmpty()) {
      context.reportInputMismatch(this, "'data': expected numbers or strings, found both");
    }
    return elements.content();
  }

  /** What was read so far. */
  private static final class Elements {
    private final List<String> texts = new ArrayList<>();
    private float[] numbers = new float[16];
    private int count;

    void add(float number) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, Math.multiplyExact(count, 2));
      }
      numbers[count++] = number;
    }

    TensorContent content() {
      return texts.isEmpty() ? new JsonNumbers(numbers, count) : new JsonTexts(texts);
    }
  }
}
