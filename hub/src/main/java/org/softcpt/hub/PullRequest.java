package org.softcpt.hub;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.io.InvalidInputException;

/**
 * What to pull, from where.
 *
 * @param hub the hub
 * @param repo the repository
 * @param revision branch, tag, reference or commit
 * @param include globs of the files to fetch; empty for those of a CLIP; copied
 * @param cache root folder of all caches
 * @param offline whether the network is left alone
 * @param verify whether what is cached is digested again
 * @param token for private and gated repositories; null for none
 * @param patience with the network
 */
public record PullRequest(
    HubAddress hub,
    RepoId repo,
    String revision,
    List<String> include,
    Path cache,
    boolean offline,
    boolean verify,
    @Nullable HubToken token,
    Patience patience) {

  /** The revision of those who name none. */
  public static final String DEFAULT_REVISION = "main";

  private static final int LONGEST_REVISION = 100;

  /** Copies the globs. */
  public PullRequest {
    include = List.copyOf(include);
  }

  /**
   * Checks a revision that a user typed.
   *
   * @param text e.g. {@code main}, {@code refs/pr/1}
   * @return the same text
   * @throws InvalidInputException if it cannot be one
   */
  public static String revision(String text) throws InvalidInputException {
    if (!text.matches("[\\w][\\w./+@-]*")
        || text.contains("..")
        || text.length() > LONGEST_REVISION) {
      throw new InvalidInputException(
          "'%s': expected a revision: branch, tag or commit, at most %d characters"
              .formatted(text, LONGEST_REVISION));
    }
    return text;
  }
}
