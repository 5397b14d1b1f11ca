package org.softcpt.hub;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of a repository.
 *
 * @param name path in the repository; stays below the folder it is resolved against
 * @param content what it must hold; null until the hub said it
 */
public record HubFile(
    @JsonProperty("name") String name, @JsonProperty("content") @Nullable Content content) {

  private static final Pattern SEGMENT = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,255}");

  /**
   * What a file must hold.
   *
   * @param size bytes
   * @param digest of the bytes
   */
  public record Content(
      @JsonProperty("size") long size, @JsonProperty("digest") ContentDigest digest) {

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Content {
      if (size < 0) {
        throw new IllegalArgumentException("negative size " + size);
      }
    }
  }

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it could lead out of a folder
   */
  public HubFile {
    if (!isSafe(name)) {
      throw new IllegalArgumentException("file name leads out of its folder: '" + name + "'");
    }
  }

  /** Whether a name stays inside the folder it is resolved against, on every file system. */
  static boolean isSafe(String name) {
    for (String segment : name.split("/", -1)) {
      if (!SEGMENT.matcher(segment).matches() || segment.equals(".") || segment.equals("..")) {
        return false;
      }
    }
    return true;
  }

  /** The content of a file about which the hub was asked already. */
  Content known() {
    if (content == null) {
      throw new IllegalStateException("size and digest of " + name + " are not known yet");
    }
    return content;
  }
}
