package org.softcpt.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.softcpt.models.io.InvalidInputException;

/**
 * Downloads one file: goes on after a cut, begins anew where it must, and lets only content of the
 * right digest have its name.
 */
final class FileDownload {

  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int UNSATISFIABLE = 416;
  private static final int BUFFER = 1 << 18;

  private final URI uri;
  private final HubFile file;
  private final PartialFile partial;
  private final HubTransport transport;
  private final HubErrors errors;
  private final Patience patience;
  private final Retries retries;
  private long received;
  private LongConsumer progress = bytes -> {};

  FileDownload(
      URI uri,
      HubFile file,
      PartialFile partial,
      HubTransport transport,
      HubErrors errors,
      Patience patience,
      Retries retries) {
    this.uri = uri;
    this.file = file;
    this.partial = partial;
    this.transport = transport;
    this.errors = errors;
    this.patience = patience;
    this.retries = retries;
  }

  /**
   * Downloads, checks and names the file.
   *
   * @param listener hears how many bytes are there; the number may fall when a download starts anew
   * @return bytes that came over the network
   * @throws InvalidInputException if the content is not what the hub announced; nothing is left
   */
  long run(LongConsumer listener) throws IOException {
    progress = listener;
    boolean resumed = partial.size() > 0;
    fill();
    ContentDigest found = digest();
    if (!found.equals(expected()) && resumed) { // perhaps what an earlier run left was damaged
      partial.delete();
      fill();
      found = digest();
    }
    if (!found.equals(expected())) {
      partial.delete();
      throw new InvalidInputException(
          "%s: expected %s, found %s; the download was deleted"
              .formatted(HubTransport.shown(uri), expected(), found));
    }
    partial.finish();
    return received;
  }

  private ContentDigest expected() {
    return file.known().digest();
  }

  private ContentDigest digest() throws IOException {
    return expected().of(partial.path());
  }

  private void fill() throws IOException {
    retries.run(this::attempt, () -> received);
  }

  /** One request: fills the partial file up, or throws. */
  private Void attempt() throws IOException {
    long size = file.known().size();
    long have = partial.size();
    if (have > size) {
      partial.delete();
      have = 0;
    }
    if (have < size || size == 0) {
      request(have);
    }
    return null;
  }

  private void request(long have) throws IOException {
    HttpResponse<InputStream> response = transport.get(uri, rangeFrom(have));
    try (StallGuard body = new StallGuard(response.body(), patience.stall())) {
      refuseEncoding(response);
      switch (response.statusCode()) {
        case OK -> { // also where the server ignores ranges, or the tag has changed
          try (FileChannel channel = partial.restart(strongTag(response))) {
            copy(body, channel, 0);
          }
        }
        case PARTIAL -> {
          requireRange(response, have);
          try (FileChannel channel = partial.append()) {
            copy(body, channel, have);
          }
        }
        case UNSATISFIABLE -> throw anew("the server knows no byte " + have);
        default -> throw errors.of(response, "file '" + file.name() + "'");
      }
    }
  }

  private Map<String, String> rangeFrom(long have) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    if (have > 0) {
      headers.put("Range", "bytes=" + have + "-");
      partial.tag().ifPresent(tag -> headers.put("If-Range", tag));
    }
    return headers;
  }

  private void copy(StallGuard body, FileChannel channel, long have) throws IOException {
    long size = file.known().size();
    long done = have;
    byte[] buffer = new byte[BUFFER];
    progress.accept(done);
    try {
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        if (done + n > size) {
          partial.delete();
          throw new InvalidInputException(
              "%s: expected %d bytes, the server sends more; the download was deleted"
                  .formatted(HubTransport.shown(uri), size));
        }
        partial.write(channel, buffer, n);
        done += n;
        received += n;
        progress.accept(done);
      }
    } catch (PassingFailure e) {
      throw cut(done, e.getMessage());
    }
    if (done < size) {
      throw cut(done, "the connection was closed");
    }
  }

  private PassingFailure cut(long done, String reason) {
    return new PassingFailure(
        "%s: %s after %d of %d bytes"
            .formatted(HubTransport.shown(uri), reason, done, file.known().size()));
  }

  /** A server may only go on where we asked it to. */
  private void requireRange(HttpResponse<?> response, long have) throws IOException {
    String range = response.headers().firstValue("Content-Range").orElse("");
    if (have == 0 || !range.startsWith("bytes " + have + "-")) {
      throw anew("the server goes on at '%s' instead of byte %d".formatted(range, have));
    }
  }

  private PassingFailure anew(String reason) throws IOException {
    partial.delete();
    return new PassingFailure(
        HubTransport.shown(uri) + ": " + reason + ", so the download starts anew");
  }

  private void refuseEncoding(HttpResponse<?> response) throws InvalidInputException {
    String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      throw new InvalidInputException(
          "%s: expected plain bytes, the server sends them as '%s'"
              .formatted(HubTransport.shown(uri), encoding));
    }
  }

  /** A weak tag cannot guarantee that bytes fit together. */
  private static Optional<String> strongTag(HttpResponse<?> response) {
    return response.headers().firstValue("ETag").filter(tag -> tag.startsWith("\""));
  }
}
