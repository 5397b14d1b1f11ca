package org.softcpt.hub;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a hub says of a repository at one commit. The cache keeps it, so that a pull without network
 * makes the same choices.
 *
 * @param commit 40 hexadecimal digits
 * @param modelType {@code model_type} of the repository's {@code config.json}, if the hub tells it
 * @param license as its card states it, if it does
 * @param files all of them; copied
 */
record RepoListing(
    @JsonProperty("commit") String commit,
    @JsonProperty("model_type") @Nullable String modelType,
    @JsonProperty("license") @Nullable String license,
    @JsonProperty("files") List<HubFile> files) {

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  RepoListing {
    if (!isCommit(commit)) {
      throw new IllegalArgumentException("not a commit: '" + commit + "'");
    }
    files = List.copyOf(files);
  }

  static boolean isCommit(String text) {
    return COMMIT.matcher(text).matches();
  }

  List<String> names() {
    return files.stream().map(HubFile::name).toList();
  }

  RepoListing withFiles(List<HubFile> others) {
    return new RepoListing(commit, modelType, license, others);
  }
}
