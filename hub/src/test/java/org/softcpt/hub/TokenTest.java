package org.softcpt.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.softcpt.models.io.InvalidInputException;

/** The token opens what it should, and reaches nobody else. */
class TokenTest extends PullFixture {

  private static final String SECRET = "hf_secretsecretsecret";

  @Test
  void opensAGatedRepository() throws IOException {
    hub.gated(SECRET);
    assertRefused("is gated", hub.address() + "/" + TestHub.REPO, "set HF_TOKEN");
    assertRefused(withToken("hf_another"), "is gated", "must be of an account that may read it");
    assertWhole(pull(withToken(SECRET)));
  }

  @Test // the storage is on another host: whoever runs it must not get the token
  void staysAtTheHub() throws IOException {
    pull(withToken(SECRET));
    assertEquals(Set.of("Bearer " + SECRET), authorizations(true));
    assertEquals(Set.of("null"), authorizations(false));
    assertFalse(hub.requests().stream().filter(request -> !request.atHub()).toList().isEmpty());
  }

  private Set<String> authorizations(boolean atHub) {
    return hub.requests().stream()
        .filter(request -> request.atHub() == atHub)
        .map(TestHub.Request::authorization)
        .collect(Collectors.toSet());
  }

  @Test
  void isWrittenNowhere() throws IOException {
    hub.cut(WEIGHTS, 300_000).status("listing", 503);
    pull(withToken(SECRET));
    List<Path> files;
    try (Stream<Path> walk = Files.walk(cache())) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertFalse(text.contains(SECRET), file.toString());
      assertFalse(text.contains("signature=x") && !file.toString().endsWith(".safetensors"));
    }
    assertFalse(notes.toString().contains(SECRET), notes.toString());
    assertFalse(notes.toString().contains("signature"), notes.toString());
    assertFalse(withToken(SECRET).toString().contains(SECRET));
  }

  @Test // the name is reserved (RFC 2606) and never looked up: the refusal comes first
  void isNotSentInTheClear() throws IOException {
    PullRequest loopback = withToken(SECRET);
    PullRequest elsewhere =
        new PullRequest(
            HubAddress.parse("http://hub.invalid"),
            loopback.repo(),
            "main",
            List.of(),
            cache(),
            false,
            false,
            loopback.token(),
            patience());
    assertRefused(elsewhere, "http://hub.invalid", "not sent over plain http");
    assertEquals(List.of(), pauses);
  }

  @Test
  void thatCannotBeOneIsRefusedWithoutQuotingIt() throws IOException {
    assertEquals("hf_x", HubToken.parse("HF_TOKEN", " hf_x\n").value());
    InvalidInputException refusal =
        assertThrows(
            InvalidInputException.class, () -> HubToken.parse("HF_TOKEN", "hf_x\r\nCookie: y"));
    assertTrue(refusal.getMessage().startsWith("HF_TOKEN: "), refusal.getMessage());
    assertFalse(refusal.getMessage().contains("Cookie"), refusal.getMessage());
  }
}
