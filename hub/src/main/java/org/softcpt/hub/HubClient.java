package org.softcpt.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;

/** Asks a hub about one repository. */
final class HubClient {

  /** A repository of a hundred thousand files has less; what is longer is no honest answer. */
  private static final int LONGEST_LISTING = 64 << 20;

  private final HubAddress hub;
  private final RepoId repo;
  private final HubTransport transport;
  private final HubErrors errors;
  private final Patience patience;
  private final Retries retries;

  HubClient(
      HubAddress hub,
      RepoId repo,
      HubTransport transport,
      Patience patience,
      PullListener listener) {
    this.hub = hub;
    this.repo = repo;
    this.transport = transport;
    this.patience = patience;
    this.errors = new HubErrors(hub, repo, transport.hasToken());
    this.retries = new Retries(patience, listener);
  }

  /**
   * Resolves a revision.
   *
   * @param revision branch, tag, reference or commit
   * @throws InvalidInputException if there is none, or the answer is not a listing
   */
  RepoListing listing(String revision) throws IOException {
    URI uri = hub.listing(repo, revision);
    byte[] answer = retries.run(() -> body(uri, "revision '" + revision + "'"));
    RepoListing listing = new ListingParser(HubTransport.shown(uri)).parse(json(uri, answer));
    if (RepoListing.isCommit(revision) && !revision.equals(listing.commit())) {
      throw new InvalidInputException(
          "%s: asked for commit %s, the hub answers with %s"
              .formatted(repo, revision, listing.commit()));
    }
    return listing;
  }

  /** Asks for size and digest of a file about which the listing says too little. */
  HubFile describe(String commit, HubFile file) throws IOException {
    URI uri = hub.file(repo, commit, file.name());
    HttpResponse<InputStream> response =
        retries.run(() -> success(transport.head(uri, HubClient::isLinked), file.name()));
    response.body().close();
    Optional<ContentDigest> digest =
        header(response, "X-Linked-Etag", "ETag").flatMap(ContentDigest::ofTag);
    OptionalLong size =
        header(response, "X-Linked-Size", "Content-Length").stream()
            .filter(text -> text.matches("\\d{1,18}"))
            .mapToLong(Long::parseLong)
            .findFirst();
    if (digest.isEmpty() || size.isEmpty()) {
      throw new InvalidInputException(
          "%s: %s: the hub tells no size and SHA-256, so a download could not be checked"
              .formatted(repo, file.name()));
    }
    return new HubFile(file.name(), new HubFile.Content(size.getAsLong(), digest.get()));
  }

  /** A download of one file of this repository. */
  FileDownload download(String commit, HubFile file, PartialFile partial) {
    return new FileDownload(
        hub.file(repo, commit, file.name()), file, partial, transport, errors, patience, retries);
  }

  private byte[] body(URI uri, String what) throws IOException {
    HttpResponse<InputStream> response = transport.get(uri, Map.of());
    try (StallGuard body = new StallGuard(response.body(), patience.stall())) {
      if (response.statusCode() != 200) {
        throw errors.of(response, what);
      }
      return read(body, uri);
    }
  }

  private static byte[] read(StallGuard body, URI uri) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      bytes.write(buffer, 0, n);
      if (bytes.size() > LONGEST_LISTING) {
        throw new InvalidInputException(
            "%s: answers with more than %d bytes"
                .formatted(HubTransport.shown(uri), LONGEST_LISTING));
      }
    }
    return bytes.toByteArray();
  }

  private static JsonNode json(URI uri, byte[] answer) throws IOException {
    try {
      return Json.mapper().readTree(answer);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "%s: expected JSON about a repository, found something else: is it a hub?"
              .formatted(HubTransport.shown(uri)),
          e);
    }
  }

  private HttpResponse<InputStream> success(HttpResponse<InputStream> response, String name)
      throws IOException {
    if (response.statusCode() >= 400) {
      response.body().close();
      throw errors.of(response, "file '" + name + "'");
    }
    return response;
  }

  private static boolean isLinked(HttpResponse<?> response) {
    return response.headers().firstValue("X-Linked-Etag").isPresent();
  }

  private static Optional<String> header(
      HttpResponse<?> response, String preferred, String otherwise) {
    return response
        .headers()
        .firstValue(preferred)
        .or(() -> response.headers().firstValue(otherwise));
  }
}
