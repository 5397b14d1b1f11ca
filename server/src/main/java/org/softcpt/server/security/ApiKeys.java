package org.softcpt.server.security;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;

/**
 * The keys that open a server. Only their digests are kept; comparing takes the same time whichever
 * key is right, however much of it, and whether one is.
 */
public final class ApiKeys {

  /** Shorter keys can be guessed. */
  static final int SHORTEST = 16;

  private static final int LONGEST_FILE = 1 << 20; // bytes

  private final List<byte[]> digests;

  private ApiKeys(List<byte[]> digests) {
    this.digests = List.copyOf(digests);
  }

  /**
   * Reads a file of keys, one on each line. Empty lines and lines that start with {@code #} count
   * for nothing.
   *
   * @param file UTF-8 text
   * @return the keys
   * @throws InvalidInputException if the file is missing or holds no key, or a key is shorter than
   *     16 characters or has others than those that headers can carry; keys are not quoted
   * @throws IOException if reading fails
   */
  public static ApiKeys read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_FILE) {
      throw new InvalidInputException(file + ": expected a file with an API key on each line");
    }
    List<byte[]> digests = new ArrayList<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        digests.add(digest(key(line.strip(), file, number)));
      }
    }
    if (digests.isEmpty()) {
      throw new InvalidInputException(file + ": expected at least one API key, found none");
    }
    return new ApiKeys(digests);
  }

  /**
   * Whether a key is one of them.
   *
   * @param key what somebody sent
   * @return whether it opens the server
   */
  public boolean contains(String key) {
    byte[] sent = digest(key);
    boolean found = false;
    for (byte[] digest : digests) {
      found |= MessageDigest.isEqual(digest, sent); // all of them, so that none is first
    }
    return found;
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(file + ": not UTF-8 text", e);
    }
  }

  private static String key(String key, Path file, int line) throws InvalidInputException {
    boolean visible = key.chars().allMatch(c -> c > ' ' && c < 127);
    if (key.length() < SHORTEST || !visible) {
      throw new InvalidInputException(
          "%s: line %d: expected a key of at least %d visible ASCII characters, found %s"
              .formatted(file, line, SHORTEST, visible ? key.length() : "others"));
    }
    return key;
  }

  private static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
