package org.softcpt.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.io.InvalidInputException;

/** Reads the hub's answer about a repository, which is input like any other. */
final class ListingParser {

  private final String source;

  /**
   * Makes a parser.
   *
   * @param source where the answer came from, for messages
   */
  ListingParser(String source) {
    this.source = source;
  }

  RepoListing parse(JsonNode root) throws InvalidInputException {
    String commit = root.path("sha").asText();
    if (!RepoListing.isCommit(commit)) {
      throw bad("expected a commit of 40 hexadecimal digits in 'sha', found '%s'", commit);
    }
    if (!root.path("siblings").isArray()) {
      throw bad("expected an array of files in 'siblings'");
    }
    List<HubFile> files = new ArrayList<>();
    for (JsonNode sibling : root.path("siblings")) {
      files.add(file(sibling));
    }
    return new RepoListing(
        commit, text(root.path("config").path("model_type")), license(root), files);
  }

  private HubFile file(JsonNode sibling) throws InvalidInputException {
    String name = sibling.path("rfilename").asText();
    if (!HubFile.isSafe(name)) {
      throw bad("file name '%s' leads out of its folder; nothing is fetched", name);
    }
    try {
      return new HubFile(name, content(sibling));
    } catch (IllegalArgumentException e) {
      throw bad("file '%s': %s", name, e.getMessage());
    }
  }

  /** What the listing says of the content; null if it says too little to check a download. */
  private static HubFile.@Nullable Content content(JsonNode sibling) {
    JsonNode large = sibling.path("lfs");
    if (large.isObject()) {
      long size = large.path("size").asLong(sibling.path("size").asLong(-1));
      String sha256 = large.path("sha256").asText(large.path("oid").asText());
      return new HubFile.Content(size, new ContentDigest(ContentDigest.Kind.SHA256, sha256));
    }
    if (sibling.path("blobId").isTextual() && sibling.path("size").isIntegralNumber()) {
      return new HubFile.Content(
          sibling.path("size").longValue(),
          new ContentDigest(ContentDigest.Kind.GIT_BLOB, sibling.path("blobId").asText()));
    }
    return null;
  }

  private static @Nullable String license(JsonNode root) {
    JsonNode stated = root.path("cardData").path("license");
    return Optional.ofNullable(text(stated.isArray() ? stated.path(0) : stated))
        .orElseGet(() -> tag(root.path("tags"), "license:"));
  }

  private static @Nullable String tag(JsonNode tags, String prefix) {
    for (JsonNode tag : tags) {
      if (tag.asText().startsWith(prefix)) {
        return tag.asText().substring(prefix.length());
      }
    }
    return null;
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() && !node.asText().isBlank() ? node.asText() : null;
  }

  private InvalidInputException bad(String format, Object... values) {
    return new InvalidInputException(source + ": " + format.formatted(values));
  }
}
