package org.softcpt.server.hostile;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Plays hostile inputs: clients of libraries are too polite to send them. */
public final class RawClient {

  private static final int PATIENCE_MILLIS = 10_000;
  private static final int LATE_MILLIS = 200; // less than any idle timeout
  private static final int ATTEMPTS = 3;

  private final int port;

  public RawClient(int port) {
    this.port = port;
  }

  /**
   * What came back.
   *
   * @param status of HTTP
   * @param headers by lower-case names
   * @param body as text
   * @param millis from the last thing sent to the reply's end
   */
  public record Answer(int status, Map<String, String> headers, String body, long millis) {}

  /**
   * Plays an input. A connection that said nothing for a while is closed without a word, and
   * rightly; so on a machine that is too busy to say something at once it is tried again.
   *
   * @return the first reply
   * @throws IOException if there is none; the message names the input
   */
  public Answer play(HostileInput input) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      long start = System.nanoTime();
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(PATIENCE_MILLIS);
        boolean listens = play(input.steps().get(0), socket);
        boolean late = millisSince(start) > LATE_MILLIS;
        try {
          return play(input, listens, socket);
        } catch (IOException e) {
          if (!late || attempt == ATTEMPTS) {
            throw new IOException(input.name() + ": " + e.getMessage(), e);
          }
        }
      }
    }
  }

  private static Answer play(HostileInput input, boolean listens, Socket socket)
      throws IOException, InterruptedException {
    for (int i = 1; i < input.steps().size() && listens; i++) {
      listens = play(input.steps().get(i), socket);
    }
    long start = System.nanoTime();
    Answer answer = read(new BufferedInputStream(socket.getInputStream()));
    return new Answer(answer.status(), answer.headers(), answer.body(), millisSince(start));
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  /** Whether the server still listens. */
  private static boolean play(HostileInput.Step step, Socket socket)
      throws IOException, InterruptedException {
    if (step instanceof HostileInput.Send send) {
      try {
        socket.getOutputStream().write(send.bytes());
      } catch (SocketException e) { // it has answered already and hung up
        return false;
      }
    } else if (step instanceof HostileInput.Pause pause) {
      Thread.sleep(pause.millis());
    } else {
      socket.shutdownOutput();
    }
    return socket.getInputStream().available() == 0; // nobody goes on sending after a reply
  }

  private static Answer read(InputStream stream) throws IOException {
    String status = line(stream);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(stream); !line.isEmpty(); line = line(stream)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = stream.readNBytes(length);
    if (body.length < length || !status.startsWith("HTTP/1.1 ")) {
      throw new EOFException("a broken reply: " + status);
    }
    String text = new String(body, StandardCharsets.UTF_8);
    return new Answer(Integer.parseInt(status.substring(9, 12)), headers, text, 0);
  }

  private static String line(InputStream stream) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = stream.read(); next != '\n'; next = stream.read()) {
      if (next < 0) {
        throw new EOFException("no reply");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }
}
