package org.softcpt.server.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Forms that are none, or too much of one. */
final class MultipartInputs {

  private static final String TYPE = "multipart/form-data; boundary=x";
  private static final String PNG =
      new String(BaseImages.file("png", 8, 8, false), StandardCharsets.ISO_8859_1);
  private static final String IMAGE = part("name=\"a\"; filename=\"a.png\"", PNG);
  private static final String END = "--x--\r\n";

  private MultipartInputs() {}

  static List<HostileInput> all() {
    List<HostileInput> all = new ArrayList<>();
    boundaries(all);
    structures(all);
    parts(all);
    return all;
  }

  private static String part(String disposition, String content) {
    return "--x\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
        .formatted(disposition, content);
  }

  private static void add(List<HostileInput> all, String name, String body) {
    all.add(HostileInput.post(name, "/v1/classify", TYPE, HostileInput.bytes(body)));
  }

  private static void boundaries(List<HostileInput> all) {
    String[] types = {
      "multipart/form-data",
      "multipart/form-data;",
      "multipart/form-data; boundary",
      "multipart/form-data; boundary=",
      "multipart/form-data; boundary=\"\"",
      "multipart/form-data; boundary=y",
      "multipart/form-data; boundary=" + "x".repeat(5000),
      "multipart/form-data; boundary=\"x"
    };
    for (String type : types) {
      String name = "a form with type " + type.substring(0, Math.min(type.length(), 60));
      byte[] body = HostileInput.bytes(IMAGE + END);
      HostileInput input = HostileInput.post(name, "/v1/classify", type, body);
      all.add(type.endsWith("\"x") ? input.orHarmless() : input);
    }
  }

  private static void structures(List<HostileInput> all) {
    add(all, "a form of its end alone", END);
    add(all, "a form of its start alone", "--x");
    add(all, "a form without its end", IMAGE);
    add(all, "a form cut in its image", IMAGE.substring(0, IMAGE.length() / 2));
    add(all, "a form cut in a header", IMAGE + "--x\r\nContent-Dispo");
    add(all, "a form cut in its last boundary", IMAGE + "--x-");
    add(all, "a form of dashes", "-".repeat(100_000));
    add(all, "a form of line breaks", "\r\n".repeat(100_000));
    add(all, "a form of boundaries", "--x\r\n".repeat(10_000) + END);
    add(
        all,
        "a form of a megabyte's header",
        "--x\r\nA: " + "b".repeat(1 << 20) + "\r\n\r\n" + END);
    add(all, "a form of 10000 headers", "--x\r\n" + "A: b\r\n".repeat(10_000) + "\r\n\r\n" + END);
    add(
        all,
        "a form with an unknown field",
        IMAGE + part("name=\"url\"", "http://a.example") + END);
    add(all, "a form of a field alone", part("name=\"top\"", "1") + END);
    add(all, "a form in a form", IMAGE.replace(PNG, IMAGE + END) + END);
    add(all, "a form in JSON's clothes", "{\"images\": []}");
    all.add(
        HostileInput.post(
            "a nested form",
            "/v1/classify",
            TYPE,
            HostileInput.bytes(
                "--x\r\n"
                    + "Content-Type: multipart/mixed; boundary=y\r\n"
                    + "Content-Disposition: form-data; name=\"a\"\r\n\r\n"
                    + "--y\r\n\r\n"
                    + PNG
                    + "\r\n--y--\r\n"
                    + END)));
  }

  private static void parts(List<HostileInput> all) {
    add(all, "33 images in a form", IMAGE.repeat(33) + END);
    add(all, "5000 images", part("name=\"a\"; filename=\"a\"", "").repeat(5000) + END);
    add(all, "5000 fields", part("name=\"top\"", "1").repeat(5000) + END);
    add(all, "a part without disposition", "--x\r\n\r\n" + PNG + "\r\n" + END);
    add(all, "a part without headers", "--x\r\n" + PNG + "\r\n" + END);
    add(all, "a part without name", part("filename=\"\"", "") + END);
    add(all, "an empty image", part("name=\"a\"; filename=\"a.png\"", "") + END);
    add(all, "a field twice", IMAGE + part("name=\"top\"", "1").repeat(2) + END);
    add(all, "a field of a megabyte", IMAGE + part("name=\"tasks\"", "t".repeat(1 << 20)) + END);
    add(all, "a field in no UTF-8", IMAGE + part("name=\"tasks\"", "\u00ff\u00fe\u00c0") + END);
    add(all, "a field with a path", IMAGE + part("name=\"bundle\"", "../../etc") + END);
    add(all, "a field that is no number", IMAGE + part("name=\"top\"", "\0") + END);
    add(all, "text as image", part("name=\"a\"; filename=\"../../a.png\"", "hello") + END);
    add(all, "a file name of controls", part("name=\"a\"; filename=\"a\u0001\u0007\"", "x") + END);
    add(
        all,
        "a file name of a megabyte",
        part("name=\"a\"; filename=\"" + "n".repeat(1 << 20) + "\"", "x") + END);
    add(
        all,
        "base64 as transfer encoding",
        "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a\"\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
            + END);
    all.add(
        HostileInput.post(
                "names with paths",
                "/v1/classify",
                TYPE,
                HostileInput.bytes(part("name=\"a\"; filename=\"/etc/passwd\"", PNG) + END))
            .orHarmless());
  }
}
