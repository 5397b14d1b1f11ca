package org.softcpt.hub;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.folder.VersionedJson;
import org.softcpt.models.io.InvalidInputException;

/**
 * {@code pull.json}: where a folder of weights came from.
 *
 * @param hub the hub's address
 * @param repo the repository
 * @param revision what was asked for, e.g. {@code main}
 * @param commit what it was, 40 hexadecimal digits
 * @param license as the repository's card states it; null if it does not
 * @param files by name; copied, kept in the order of names
 */
public record PullManifest(
    @JsonProperty("hub") String hub,
    @JsonProperty("repo") String repo,
    @JsonProperty("revision") String revision,
    @JsonProperty("commit") String commit,
    @JsonProperty("license") @Nullable String license,
    @JsonProperty("files") Map<String, Entry> files) {

  /** The manifest's file name. */
  public static final String FILE = "pull.json";

  private static final String FORMAT = "softcpt-pull";
  private static final int VERSION = 1;

  /**
   * One file.
   *
   * @param size bytes
   * @param sha256 of its content, 64 hexadecimal digits
   */
  public record Entry(@JsonProperty("size") long size, @JsonProperty("sha256") String sha256) {}

  /** Copies the files. */
  public PullManifest {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /**
   * Reads a folder's manifest.
   *
   * @param folder what a pull made
   * @return its manifest
   * @throws InvalidInputException if there is none, or it is not one
   * @throws IOException if reading fails
   */
  public static PullManifest read(Path folder) throws IOException {
    return VersionedJson.read(folder.resolve(FILE), FORMAT, VERSION, PullManifest.class);
  }

  void write(Path folder) throws IOException {
    VersionedJson.write(folder.resolve(FILE), FORMAT, VERSION, this);
  }
}
