package org.softcpt.server.kserve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InferRequestTest {

  @ParameterizedTest // one tensor, four ways to send it
  @ValueSource(ints = {0, 1, 13, 702})
  void numbersAreTheSameFlatNestedAndBehindTheJson(int rows) throws Exception {
    Random random = new Random(rows);
    float[] values = new float[rows * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    String start = "{'inputs':[{'name':'x','datatype':'FP32','shape':[%d,3],".formatted(rows);
    String flat = start + "'data':" + Arrays.toString(values) + "}]}";
    String nested =
        start
            + "'data':"
            + IntStream.range(0, rows)
                .mapToObj(row -> Arrays.toString(Arrays.copyOfRange(values, 3 * row, 3 * row + 3)))
                .collect(Collectors.joining(",", "[", "]"))
            + "}]}";
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    String json = start + "'parameters':{'binary_data_size':%d}}]}".formatted(bytes.capacity());
    assertArrayEquals(values, json(flat).inputs().get(0).floats());
    assertArrayEquals(values, json(nested).inputs().get(0).floats());
    assertArrayEquals(values, binary(json, bytes.array()).inputs().get(0).floats());
  }

  @Test
  void byteStringsAreTheSameInBase64AndBehindTheJson() throws Exception {
    List<byte[]> strings = List.of(random(0, 1), random(1, 2), random(300, 3));
    String start = "{'inputs':[{'name':'x','datatype':'BYTES','shape':[3],";
    String texts =
        strings.stream()
            .map(each -> "'" + Base64.getEncoder().encodeToString(each) + "'")
            .collect(Collectors.joining(",", "[", "]"));
    byte[] behind = behind(strings);
    String json = start + "'parameters':{'binary_data_size':%d}}]}".formatted(behind.length);
    assertSame(strings, json(start + "'data':" + texts + "}]}").inputs().get(0).byteStrings());
    assertSame(strings, binary(json, behind).inputs().get(0).byteStrings());
  }

  @Test
  void tensorsBehindTheJsonFollowEachOther() throws Exception {
    String json =
        "{'inputs':[{'name':'a','datatype':'FP32','shape':[1],'parameters':{'binary_data_size':4}},"
            + "{'name':'b','datatype':'FP32','shape':[1],'data':[7]},"
            + "{'name':'c','datatype':'BYTES','shape':[1],'parameters':{'binary_data_size':5}}]}";
    InferRequest request = binary(json, new byte[] {0, 0, (byte) 0x80, 0x3f, 1, 0, 0, 0, 42});
    assertArrayEquals(new float[] {1}, request.inputs().get(0).floats());
    assertArrayEquals(new float[] {7}, request.inputs().get(1).floats());
    assertArrayEquals(new byte[] {42}, request.inputs().get(2).byteStrings().get(0));
  }

  @Test
  void anOutputGoesWhereItOrElseTheRequestSays() throws Exception {
    String input = "'inputs':[{'name':'x','datatype':'FP32','shape':[0],'data':[]}]";
    String outputs =
        "'outputs':[{'name':'a','parameters':{'binary_data':false,'classification':2}},{'name':'b'}]";
    InferRequest request =
        json(
            "{'id':'42','parameters':{'binary_data_output':true},%s,%s}".formatted(input, outputs));
    assertEquals(Optional.of("42"), request.id());
    assertEquals(
        List.of(new RequestedOutput("a", false, 2), new RequestedOutput("b", true, 0)),
        request.outputs());
    assertTrue(request.binaryOutputs());
    InferRequest plain = json("{'unknown':{},%s}".formatted(input));
    assertEquals(Optional.empty(), plain.id());
    assertEquals(List.of(), plain.outputs());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "null | expected a JSON object, found null",
        "[] | found: other JSON",
        "{ | end-of-input",
        "{}{} | found: other JSON",
        "{'inputs':[],'inputs':[]} | Duplicate field 'inputs'",
        "{} | inputs: expected at least one tensor, found none",
        "{'inputs':5} | found another value at inputs",
        "{'inputs':[null]} | expected tensors with name, datatype and shape",
        "{'inputs':[{'name':'x','datatype':'FP32','data':[]}]} | expected a shape",
        "{'inputs':[{'name':'x','datatype':'FP32','shape':[-1],'data':[]}]} | found [-1]",
        "{'inputs':[{'name':'x','datatype':'FP32','shape':[1.5],'data':[]}]} | at inputs.0.shape.0",
        "{'inputs':[{'name':'x','datatype':'FP32','shape':[1]}]} | found neither",
        "{'inputs':[{'name':'x','datatype':'FP32','shape':[1],'data':[1],"
            + "'parameters':{'binary_data_size':4}}]} | found both",
        "{'inputs':[{'name':'x','datatype':'FP32','shape':[1],'data':7}]} | at inputs.0.data",
        "{'inputs':[{'name':'x','datatype':'FP32','shape':[1],'data':[null]}]} | at inputs.0.data",
        "{'inputs':[{'name':'x','datatype':'FP32','shape':[1],'data':[[1,'a']]}]} | inputs.0.data",
        "{'inputs':[{'name':'x','datatype':'FP32','shape':[1],"
            + "'parameters':{'binary_data_size':4}}]} | expected 4 bytes behind the JSON, found 0",
        "{'inputs':[{'name':'x','datatype':'FP32','shape':[1],'parameters':{'binary_data_size':-4}}]}"
            + " | 'binary_data_size': expected a whole number",
        "{'parameters':{'binary_data_output':1},'inputs':[]} | expected true or false, found 1",
        "{'inputs':[{'name':'x','datatype':'FP32','shape':[0],'data':[]},"
            + "{'name':'x','datatype':'FP32','shape':[0],'data':[]}]} | found 'x' twice",
        "{'inputs':[{'name':'x','datatype':'FP32','shape':[0],'data':[]}],'outputs':[{}]}"
            + " | expected names",
      })
  void refusesWhatIsNotTheProtocol(String body, String part) {
    assertRefused(part, () -> json(body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "FP32 | [2,2] | [1,2,3] | shape [2, 2]: expected as many elements, found 3",
        "FP32 | [1] | [1e99] | element 0: expected a finite number, found Infinity",
        "FP32 | [1] | ['a'] | expected numbers, found strings",
        "FP64 | [1] | [1] | expected datatype FP32, found FP64",
        "FP32 | [4294967296,4294967296] | [1] | expected a size in 63 bits",
        "FP32 | [9223372036854775807] | [1] | expected as many elements, found 1",
      })
  void refusesNumbersThatAreNotWhatTheySay(String type, String shape, String data, String part)
      throws Exception {
    InputTensor tensor = tensor(type, shape, data);
    assertRefused(part, tensor::floats);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "BYTES | [1] | [1] | expected strings in base64, found numbers",
        "BYTES | [1] | ['%%'] | element 0: expected base64",
        "BYTES | [2] | ['AA=='] | expected as many elements, found 1",
        "BYTES | [1] | ['AA==','AA==','%%'] | expected as many elements, found more",
        "FP32 | [1] | ['AA=='] | expected datatype BYTES, found FP32",
      })
  void refusesByteStringsThatAreNone(String type, String shape, String data, String part)
      throws Exception {
    InputTensor tensor = tensor(type, shape, data);
    assertRefused(part, tensor::byteStrings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "1000000", "x", "", "99999999999999999999"})
  void refusesALengthOfTheJsonThatCannotBe(String header) {
    assertRefused(InferRequest.HEADER, () -> InferRequest.read(new byte[10], Optional.of(header)));
  }

  @Test
  void refusesBytesThatNoTensorTakes() {
    String json = "{'inputs':[{'name':'x','datatype':'FP32','shape':[0],'data':[]}]}";
    assertRefused("found 3 bytes more", () -> binary(json, new byte[3]));
  }

  @ParameterizedTest // a length that lies, unsigned too
  @ValueSource(strings = {"ffffffff", "05000000aa", "0000", "01000000"})
  void refusesByteStringsThatEndTooEarly(String hex) throws Exception {
    byte[] behind = HexFormat.of().parseHex(hex);
    InputTensor tensor =
        binary(
                "{'inputs':[{'name':'x','datatype':'BYTES','shape':[1],"
                    + "'parameters':{'binary_data_size':%d}}]}".formatted(behind.length),
                behind)
            .inputs()
            .get(0);
    assertRefused("element 0: expected", tensor::byteStrings);
  }

  @Test // a body of 20 MB holds five million empty ones, which would take 100 MB of memory
  void readsNoMoreByteStringsThanExpected() throws Exception {
    TensorContent content = new BinaryContent(ByteBuffer.allocate(4 << 10));
    assertEquals(1024, content.byteStrings(1024).size());
    assertEquals(2, content.byteStrings(1).size());
    InputTensor tensor = new InputTensor("x", "BYTES", List.of(1L), content);
    assertRefused("expected as many elements, found more", tensor::byteStrings);
  }

  @Test // nesting as deep as the body is long
  void refusesArraysWithoutAnEnd() {
    String start = "{'inputs':[{'name':'x','datatype':'FP32','shape':[0],'data':";
    assertRefused("inputs.0.data", () -> json(start + "[".repeat(1_000_000)));
  }

  @Test // whatever comes, one kind of failure, one line
  void survivesChangedBytes() throws Exception {
    byte[] good =
        ("{\"id\":\"a\",\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[2],"
                + "\"data\":[1,-2.5e3]}],\"outputs\":[{\"name\":\"y\"}]}")
            .getBytes(StandardCharsets.UTF_8);
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      byte[] changed = good.clone();
      for (int j = 0; j <= random.nextInt(3); j++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        InferRequest.read(changed, Optional.empty()).inputs().get(0).floats();
      } catch (MalformedRequestException e) {
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      }
    }
  }

  private static InputTensor tensor(String type, String shape, String data) throws Exception {
    return json("{'inputs':[{'name':'x','datatype':'%s','shape':%s,'data':%s}]}"
            .formatted(type, shape, data))
        .inputs()
        .get(0);
  }

  private static InferRequest json(String body) throws MalformedRequestException {
    return InferRequest.read(
        body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Optional.empty());
  }

  private static InferRequest binary(String json, byte[] behind) throws MalformedRequestException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    body.writeBytes(behind);
    return InferRequest.read(body.toByteArray(), Optional.of(String.valueOf(json.length())));
  }

  private static byte[] behind(List<byte[]> strings) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] each : strings) {
      bytes.writeBytes(
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(each.length).array());
      bytes.writeBytes(each);
    }
    return bytes.toByteArray();
  }

  private static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static void assertSame(List<byte[]> expected, List<byte[]> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), found.get(i));
    }
  }

  private static void assertRefused(String part, Executable executable) {
    MalformedRequestException refused = assertThrows(MalformedRequestException.class, executable);
    assertTrue(refused.getMessage().contains(part), refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count(), "one line for the client");
  }
}
