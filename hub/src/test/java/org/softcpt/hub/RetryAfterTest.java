package org.softcpt.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

  @Test
  void secondsOrADate() {
    assertEquals(Duration.ofSeconds(120), of("Retry-After", "120"));
    assertEquals(Duration.ofSeconds(90), of("Retry-After", "Tue, 24 Nov 2026 06:01:30 GMT"));
    assertEquals(Duration.ZERO, of("Retry-After", "Tue, 24 Nov 2026 05:00:00 GMT"));
    assertNull(of("Retry-After", "soon"));
    assertNull(of("Retry-After", "-3"));
  }

  @Test // the form of the public hub: draft 9 of the RateLimit header fields
  void endOfTheHubsWindow() {
    assertEquals(Duration.ofSeconds(55), of("RateLimit", "\"api\";r=0;t=55"));
    assertNull(of("RateLimit", "\"api\";r=0"));
    assertNull(of("X-Other", "5"));
  }

  private static @Nullable Duration of(String name, String value) {
    HttpHeaders headers = HttpHeaders.of(Map.of(name, List.of(value)), (key, text) -> true);
    return RetryAfter.of(headers, NOW);
  }
}
