package org.softcpt.server.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One hostile request, as what happens on a connection.
 *
 * @param name says what is wrong with it
 * @param steps in order
 * @param harmless whether 200 is right too: damage that leaves a picture, or a form that means
 *     nothing
 */
public record HostileInput(String name, List<Step> steps, boolean harmless) {

  private static final String HOST = "Host: softcpt\r\n";

  /** Something a sender does. */
  public sealed interface Step permits Send, Pause, HalfClose {}

  /** Sends bytes. */
  public record Send(byte[] bytes) implements Step {}

  /** Waits, milliseconds. */
  public record Pause(int millis) implements Step {}

  /** Says that nothing more will be sent; still listens. */
  public record HalfClose() implements Step {}

  /** The same, but 200 is right too. */
  public HostileInput orHarmless() {
    return new HostileInput(name, steps, true);
  }

  /** Bytes of a connection. */
  public static HostileInput raw(String name, String... parts) {
    List<Step> steps = new ArrayList<>();
    for (String part : parts) {
      steps.add(new Send(bytes(part)));
    }
    return new HostileInput(name, steps, false);
  }

  /** A well-formed request with a body. */
  public static HostileInput post(String name, String path, String type, byte[] body) {
    String head =
        "POST %s HTTP/1.1\r\n%sConnection: close\r\n%sContent-Length: %d\r\n\r\n"
            .formatted(
                path, HOST, type.isEmpty() ? "" : "Content-Type: " + type + "\r\n", body.length);
    return new HostileInput(name, List.of(new Send(join(bytes(head), body))), false);
  }

  /** An image for {@code POST /v1/classify}. */
  public static HostileInput image(String name, byte[] content) {
    return post(name, "/v1/classify", "application/octet-stream", content);
  }

  /** The body of what {@link #post} made. */
  public byte[] body() {
    byte[] sent = ((Send) steps.get(0)).bytes();
    int head = new String(sent, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
    return Arrays.copyOfRange(sent, head + 4, sent.length);
  }

  /** A request without a body. */
  public static HostileInput request(String name, String method, String path) {
    return raw(name, "%s %s HTTP/1.1\r\n%sConnection: close\r\n\r\n".formatted(method, path, HOST));
  }

  /** The start of a request for {@code POST /v1/classify}: its line, and the host. */
  static String head(String... headers) {
    return "POST /v1/classify HTTP/1.1\r\n"
        + HOST
        + "Content-Type: image/png\r\n"
        + String.join("\r\n", headers)
        + (headers.length == 0 ? "" : "\r\n");
  }

  /** For the names of tests. */
  @Override
  public String toString() {
    return name;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
