package org.softcpt.hub;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Set;
import org.softcpt.models.io.InvalidInputException;

/** What an answer that is no success means for a user. */
final class HubErrors {

  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

  private final HubAddress hub;
  private final RepoId repo;
  private final boolean hasToken;

  HubErrors(HubAddress hub, RepoId repo, boolean hasToken) {
    this.hub = hub;
    this.repo = repo;
    this.hasToken = hasToken;
  }

  /**
   * Turns an answer into an exception.
   *
   * @param what was asked for, e.g. {@code revision 'main'}
   * @return a {@link PassingFailure} if trying again may help, else an {@link
   *     InvalidInputException}
   */
  IOException of(HttpResponse<?> response, String what) {
    int status = response.statusCode();
    if (PASSING.contains(status)) {
      return PassingFailure.wanting(
          RetryAfter.of(response.headers(), Instant.now()),
          "%s: HTTP %d".formatted(HubTransport.shown(response.uri()), status));
    }
    String code = response.headers().firstValue("X-Error-Code").orElse("");
    return new InvalidInputException(repo + ": " + reason(status, code, what, response));
  }

  private String reason(int status, String code, String what, HttpResponse<?> response) {
    return switch (code) {
      case "GatedRepo" ->
          "is gated: accept its conditions at %s/%s, then %s".formatted(hub, repo, useToken());
      case "RepoNotFound" -> noSuchRepository();
      case "RevisionNotFound", "EntryNotFound" -> "%s has no %s".formatted(hub, what);
      default ->
          switch (status) {
            case 401, 403 -> noSuchRepository();
            default ->
                "HTTP %d for %s from %s: is it a Hugging Face-compatible hub?"
                    .formatted(status, what, HubTransport.shown(response.uri()));
          };
    };
  }

  private String noSuchRepository() {
    return "no such repository on %s, or a private one: then %s".formatted(hub, useToken());
  }

  private String useToken() {
    return hasToken
        ? "the token in HF_TOKEN must be of an account that may read it"
        : "set HF_TOKEN to a token of an account that may read it";
  }
}
