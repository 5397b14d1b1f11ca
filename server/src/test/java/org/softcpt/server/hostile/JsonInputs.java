package org.softcpt.server.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Absurd JSON. */
final class JsonInputs {

  private static final String IMAGE =
      "\"" + Base64.getEncoder().encodeToString(BaseImages.file("png", 8, 8, false)) + "\"";

  private JsonInputs() {}

  static List<HostileInput> all() {
    List<HostileInput> all = new ArrayList<>();
    documents().forEach((name, json) -> all.add(json(name, "/v1/classify", json)));
    tasks().forEach((name, json) -> all.add(json(name, "/v1/tasks", json)));
    infer().forEach((name, json) -> all.add(json(name, "/v2/models/tiny/infer", json)));
    encodings(all);
    return all;
  }

  private static HostileInput json(String name, String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    return HostileInput.post(name, path, "application/json", body);
  }

  private static Map<String, String> documents() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String text :
        new String[] {"null", "true", "0", "\"\"", "[]", "{}", "[[]]", "NaN", "'a'"}) {
      all.put("JSON " + text, text);
    }
    broken(all);
    depths(all);
    images(all);
    members(all);
    return all;
  }

  private static void broken(Map<String, String> all) {
    all.put("half an object", "{\"images\": [");
    all.put("half a string", "{\"images\": [\"iVBO");
    all.put("half an escape", "{\"images\": [\"\\u12");
    all.put("a trailing comma", "{\"images\": [" + IMAGE + ",]}");
    all.put("a comment", "{/* */\"images\": [" + IMAGE + "]}");
    all.put("single quotes", "{'images': [" + IMAGE.replace('"', '\'') + "]}");
    all.put("a name without quotes", "{images: [" + IMAGE + "]}");
    all.put("two documents", "{\"images\": [" + IMAGE + "]} {\"images\": []}");
    all.put("something behind the end", "{\"images\": [" + IMAGE + "]}x");
    all.put("a line break in a string", "{\"images\": [\"iVB\nORw\"]}");
    all.put("a duplicate member", "{\"images\": [" + IMAGE + "], \"images\": [" + IMAGE + "]}");
    all.put(
        "a duplicate member of an image",
        "{\"images\": [{\"data\": " + IMAGE + ", \"data\": " + IMAGE + "}]}");
    all.put("a byte order mark inside", "{\"images\": \ufeff[" + IMAGE + "]}");
    all.put("a zero byte", "{\"images\": [\"\0\"]}");
    all.put("YAML", "images:\n  - data: x\n");
    all.put("a prototype", "{\"__proto__\": {\"images\": []}, \"constructor\": 1}");
    all.put("a type for polymorphism", "{\"@class\": \"java.util.HashMap\", \"images\": []}");
  }

  private static void depths(Map<String, String> all) {
    for (int depth : new int[] {17, 1000, 100_000}) {
      all.put(depth + " arrays deep", "[".repeat(depth));
      all.put(depth + " arrays deep, closed", "[".repeat(depth) + "]".repeat(depth));
      all.put(depth + " objects deep", "{\"images\":".repeat(depth) + "1" + "}".repeat(depth));
    }
    all.put("100000 members", members(100_000));
    all.put("a number of a million digits", "{\"top\": " + "9".repeat(1_000_000) + "}");
    all.put("a name of a megabyte", "{\"" + "a".repeat(1 << 20) + "\": 1}");
    all.put("a million empty images", "{\"images\": [\"\"" + ",\"\"".repeat(999_999) + "]}");
    all.put("a million numbers as images", "{\"images\": [0" + ",0".repeat(999_999) + "]}");
  }

  private static String members(int count) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      json.append("\"m").append(i).append("\":0,");
    }
    return json.append("\"images\":[]}").toString();
  }

  private static void images(Map<String, String> all) {
    String[] images = {
      "",
      "null",
      "{}",
      "\"\"",
      "[]",
      "[null]",
      "[1]",
      "[[]]",
      "[{}]",
      "[true]",
      "[\"\"]",
      "[{\"data\": 1}]",
      "[{\"data\": null}]",
      "[{\"name\": \"a\"}]",
      "[{\"data\": \"\"}]",
      "[{\"data\": \"AA==\", \"url\": \"http://a.example\"}]",
      "[{\"url\": \"http://169.254.169.254/latest/meta-data\"}]",
      "[\"https://a.example/image.png\"]",
      "[\"file:///etc/passwd\"]",
      "[\"/etc/passwd\"]",
      "[\"data:image/png;base64,iVBORw0KGgo=\"]"
    };
    for (String text : images) {
      all.put("images " + (text.isEmpty() ? "missing" : text), "{\"images\": %s}".formatted(text));
    }
    String[] base64 = {"A", "AAAAA", "====", "A===", "AA=A", "AA==AA==", "A A=", "AA\\n==", "-_-_"};
    for (String text : base64) {
      all.put("base64 " + text, "{\"images\": [\"%s\"]}".formatted(text));
    }
    all.put("base64 of a surrogate", "{\"images\": [\"\\ud800\"]}");
    all.put("base64 of wide letters", "{\"images\": [\"\uff21\uff21\uff21\uff21\"]}");
    all.put("33 images", "{\"images\": [" + IMAGE + ("," + IMAGE).repeat(32) + "]}");
    all.put(
        "an image's name with controls",
        "{\"images\": [{\"name\": \"a\\r\\nSet-Cookie: x\\u0000\\ud800\", \"data\": \"AAAA\"}]}");
    all.put(
        "an image's name of a megabyte",
        "{\"images\": [{\"name\": \"%s\", \"data\": \"AAAA\"}]}".formatted("n".repeat(1 << 20)));
  }

  private static void members(Map<String, String> all) {
    String[] members = {
      "\"top\": 0",
      "\"top\": -1",
      "\"top\": 1e9",
      "\"top\": 1.5",
      "\"top\": 2147483648",
      "\"top\": \"x\"",
      "\"top\": []",
      "\"top\": {}",
      "\"tasks\": \"colour\"",
      "\"tasks\": 1",
      "\"tasks\": [1]",
      "\"tasks\": [[]]",
      "\"tasks\": {}",
      "\"tasks\": [\"no such\"]",
      "\"tasks\": [\"../colour\"]",
      "\"tasks\": [\"colour\\u0000\"]",
      "\"tasks\": [\"\\ud800\"]",
      "\"bundle\": 1",
      "\"bundle\": []",
      "\"bundle\": \"no such\"",
      "\"bundle\": \"\"",
      "\"bundle\": \"../tiny\"",
      "\"bundle\": \"tiny\\u0000\"",
      "\"bundle\": \"\\udfff\"",
      "\"url\": \"http://a.example\"",
      "\"Images\": []",
      "\"\": 1",
      "\"\\u0000\": 1"
    };
    for (String member : members) {
      all.put("member " + member, "{\"images\": [%s], %s}".formatted(IMAGE, member));
    }
    all.put(
        "tasks of a megabyte",
        "{\"images\": [%s], \"tasks\": [\"%s\"]}".formatted(IMAGE, "t".repeat(1 << 20)));
    all.put(
        "100000 tasks",
        "{\"images\": [%s], \"tasks\": [\"x\"%s]}".formatted(IMAGE, ",\"x\"".repeat(99_999)));
  }

  private static Map<String, String> tasks() {
    Map<String, String> all = new LinkedHashMap<>();
    String[] bodies = {
      "{}",
      "[]",
      "{\"name\": 1, \"classes\": [\"a\", \"b\"]}",
      "{\"name\": \"a\"}",
      "{\"name\": \"\", \"classes\": [\"a\", \"b\"]}",
      "{\"name\": \"a\", \"classes\": []}",
      "{\"name\": \"a\", \"classes\": \"b\"}",
      "{\"name\": \"a\", \"classes\": [1, 2]}",
      "{\"name\": \"a\", \"classes\": [\"b\", \"b\"]}",
      "{\"name\": \"a\", \"classes\": [\"\", \" \"]}",
      "{\"name\": \"../../a\", \"classes\": [\"b\", \"c\"]}",
      "{\"name\": \"\\u0000\", \"classes\": [\"b\", \"c\"]}",
      "{\"name\": \"\\ud800\", \"classes\": [\"b\", \"c\"]}",
      "{\"bundle\": \"../x\", \"name\": \"a\", \"classes\": [\"b\", \"c\"]}"
    };
    for (String body : bodies) {
      all.put("task " + body, body);
    }
    all.put(
        "task of 100000 classes",
        "{\"name\": \"a\", \"classes\": [\"b\"%s]}".formatted(",\"c\"".repeat(99_999)));
    all.put(
        "task whose name has a megabyte",
        "{\"name\": \"%s\", \"classes\": [\"b\", \"c\"]}".formatted("n".repeat(1 << 20)));
    return all;
  }

  /** For the Open Inference Protocol. */
  private static Map<String, String> infer() {
    Map<String, String> all = new LinkedHashMap<>();
    String input =
        "{\"inputs\": [{\"name\": \"%s\", \"datatype\": \"%s\", \"shape\": %s, \"data\": %s}]}";
    all.put("inference of nothing", "{}");
    all.put("inference without inputs", "{\"inputs\": []}");
    all.put("inference of a number", "{\"inputs\": 1}");
    all.put("inference of no such input", input.formatted("x", "BYTES", "[1]", "[\"AAAA\"]"));
    all.put("inference of another type", input.formatted("image", "FP64", "[1]", "[1]"));
    all.put("inference of less", input.formatted("image", "BYTES", "[2]", "[\"AAAA\"]"));
    all.put("inference of negative shape", input.formatted("image", "BYTES", "[-1]", "[\"AAAA\"]"));
    all.put(
        "inference of a shape that overflows",
        input.formatted("pixels", "FP32", "[4294967296, 4294967296, 3, 8]", "[0]"));
    all.put("inference of few pixels", input.formatted("pixels", "FP32", "[1, 3, 8, 8]", "[0]"));
    all.put("inference of texts", input.formatted("pixels", "FP32", "[1, 3, 8, 8]", "[\"x\"]"));
    return all;
  }

  private static void encodings(List<HostileInput> all) {
    String json = "{\"images\": [1]}";
    all.add(
        HostileInput.post(
            "JSON in UTF-16",
            "/v1/classify",
            "application/json; charset=utf-16",
            json.getBytes(StandardCharsets.UTF_16)));
    byte[] wrong = HostileInput.bytes("{\"images\": [\"\u00ff\u00fe\u00c0\u00af\"]}");
    all.add(HostileInput.post("JSON in no UTF-8", "/v1/classify", "application/json", wrong));
    byte[] surrogate = HostileInput.bytes("{\"bundle\": \"\u00ed\u00a0\u0080\", \"images\": []}");
    all.add(HostileInput.post("JSON with CESU-8", "/v1/classify", "application/json", surrogate));
  }
}
