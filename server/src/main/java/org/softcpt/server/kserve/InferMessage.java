package org.softcpt.server.kserve;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JSON of an infer request; members the protocol does not know are skipped. */
record InferMessage(
    @Nullable String id,
    @Nullable Parameters parameters,
    @Nullable List<Input> inputs,
    @Nullable List<Output> outputs) {

  /** Of a string the body's size is the limit, of nesting the arrays of a tensor. */
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxStringLength(Integer.MAX_VALUE)
          .maxNestingDepth(64)
          .build();

  private static final ObjectReader READER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build()
          .readerFor(InferMessage.class);

  record Input(
      @Nullable String name,
      @Nullable String datatype,
      @Nullable List<Long> shape,
      @Nullable Parameters parameters,
      @JsonProperty("data") @JsonDeserialize(using = ContentDeserializer.class)
          @Nullable TensorContent data) {}

  record Output(@Nullable String name, @Nullable Parameters parameters) {}

  /** Reads the JSON, UTF-8, of a body's first bytes. */
  static InferMessage read(byte[] body, int length) throws MalformedRequestException {
    try {
      InferMessage message = READER.readValue(body, 0, length);
      if (message == null) { // the document "null"
        throw new MalformedRequestException("body: expected a JSON object, found null");
      }
      return message;
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (CharConversionException e) {
      throw new MalformedRequestException("body: expected UTF-8, found other bytes");
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a byte array can be read
    }
  }

  /** Jackson's own words where the text is no JSON; where it has another form, what and where. */
  private static MalformedRequestException malformed(JsonProcessingException e) {
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return new MalformedRequestException(
          "body: expected the JSON of an infer request, found another value at " + path(mapping));
    }
    String what = e instanceof MismatchedInputException ? "other JSON" : e.getOriginalMessage();
    return new MalformedRequestException(
        "body: expected the JSON of an infer request, found: "
            + what.lines().findFirst().orElse("nothing"));
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(part -> part.getFieldName() == null ? "" + part.getIndex() : part.getFieldName())
        .collect(Collectors.joining("."));
  }
}
