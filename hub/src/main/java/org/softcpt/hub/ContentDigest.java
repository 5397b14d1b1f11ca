package org.softcpt.hub;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What identifies a file's content on a hub: the SHA-256 of a large file, git's name of a small
 * one.
 *
 * @param kind how it is computed
 * @param hex lower-case hexadecimal digits
 */
public record ContentDigest(@JsonProperty("kind") Kind kind, @JsonProperty("hex") String hex) {

  private static final int BUFFER = 1 << 20;

  /** How a digest is computed. */
  public enum Kind {
    /** Of the bytes; the hub stores such files outside git (LFS). */
    SHA256("SHA-256", 64),
    /** SHA-1 of {@code "blob <length>\0"} and the bytes, as git names a blob. */
    GIT_BLOB("SHA-1", 40);

    private final String algorithm;
    private final Pattern form;

    Kind(String algorithm, int digits) {
      this.algorithm = algorithm;
      this.form = Pattern.compile("[0-9a-f]{" + digits + "}");
    }
  }

  /**
   * Checks the digits.
   *
   * @throws IllegalArgumentException if they are not as many as the kind has
   */
  public ContentDigest {
    if (!kind.form.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a digest of kind %s: '%s'".formatted(kind, hex));
    }
  }

  /** The digest that an entity tag of the hub is; empty if it is none. */
  static Optional<ContentDigest> ofTag(String tag) {
    String hex = tag.replaceFirst("^W/", "").replace("\"", "");
    for (Kind kind : Kind.values()) {
      if (kind.form.matcher(hex).matches()) {
        return Optional.of(new ContentDigest(kind, hex));
      }
    }
    return Optional.empty();
  }

  /** Computes a file's digest of the same kind. */
  ContentDigest of(Path file) throws IOException {
    MessageDigest digest = messageDigest();
    if (kind == Kind.GIT_BLOB) {
      digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
    }
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return new ContentDigest(kind, HexFormat.of().formatHex(digest.digest()));
  }

  /** A file name for the content. */
  String fileName() {
    return (kind == Kind.SHA256 ? "sha256-" : "git-") + hex;
  }

  private MessageDigest messageDigest() {
    try {
      return MessageDigest.getInstance(kind.algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + kind.algorithm, e);
    }
  }

  @Override
  public String toString() {
    return (kind == Kind.SHA256 ? "SHA-256 " : "git blob ") + hex;
  }
}
