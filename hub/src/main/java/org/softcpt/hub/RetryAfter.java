package org.softcpt.hub;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a server wants its client to wait.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">Retry-After</a>
 * @see <a href="https://huggingface.co/docs/hub/rate-limits">The hub's RateLimit header</a>
 */
final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final Pattern RESET = Pattern.compile(";\\s*t\\s*=\\s*(\\d{1,9})");

  private RetryAfter() {}

  /** Reads the wish from an answer's head; null if there is none. */
  static @Nullable Duration of(HttpHeaders headers, Instant now) {
    Optional<String> after = headers.firstValue("Retry-After").map(String::strip);
    if (after.isPresent()) {
      return SECONDS.matcher(after.get()).matches()
          ? Duration.ofSeconds(Long.parseLong(after.get()))
          : until(after.get(), now);
    }
    Matcher limit = RESET.matcher(headers.firstValue("RateLimit").orElse(""));
    return limit.find() ? Duration.ofSeconds(Long.parseLong(limit.group(1))) : null;
  }

  private static @Nullable Duration until(String date, Instant now) {
    try {
      Instant then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return then.isBefore(now) ? Duration.ZERO : Duration.between(now, then);
    } catch (DateTimeParseException e) {
      return null; // neither seconds nor a date: as if nothing had been said
    }
  }
}
