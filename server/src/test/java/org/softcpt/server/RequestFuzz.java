package org.softcpt.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Fields;

/**
 * A fuzzer's way into requests in JSON and as forms. Recipe in {@code
 * docs/benchmarks/2026-11-24-fuzzing.md}.
 */
public final class RequestFuzz {

  private static final ImageRequests REQUESTS = new ImageRequests(Limits.DEFAULT);

  private RequestFuzz() {}

  /**
   * The first line is the content type, the rest the body; there is a request or a clear refusal.
   */
  public static void fuzzerTestOneInput(byte[] input) {
    int end = 0;
    while (end < input.length && input[end] != '\n') {
      end++;
    }
    String type = new String(input, 0, end, StandardCharsets.ISO_8859_1);
    byte[] body = Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
    try {
      ImageRequest request = REQUESTS.read(exchange(type, body));
      require(request.images().size() <= Limits.DEFAULT.images(), "too many images");
      require(request.top().orElse(1) >= 1, "top " + request.top());
    } catch (ApiException e) {
      require(e.status() / 100 == 4 && e.code().matches("[a-z_]+"), e.code());
      require(e.getMessage().lines().count() == 1, e.getMessage());
      require(e.getMessage().length() < 2000, e.getMessage());
    }
  }

  private static Exchange exchange(String type, byte[] body) {
    HttpFields headers = HttpFields.build().put("Content-Type", type).asImmutable();
    return new Exchange(
        "id",
        "/v1/classify",
        Map.of(),
        new Fields(),
        headers,
        body,
        Long.MAX_VALUE,
        new StageTimes());
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new AssertionError(message);
    }
  }
}
