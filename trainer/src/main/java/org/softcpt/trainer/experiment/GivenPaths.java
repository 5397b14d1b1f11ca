package org.softcpt.trainer.experiment;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Paths that are not the experiment file's business: a table of a paper is the same wherever the
 * images lie.
 *
 * @param model instead of the file's
 * @param cache instead of the file's
 * @param root of the images, instead of the file's
 * @param ownCache the cache if nobody names one, but says how to make it
 */
public record GivenPaths(
    Optional<Path> model, Optional<Path> cache, Optional<Path> root, Path ownCache) {

  /** The folder of an experiment in which its own cache is. */
  public static final String OWN_CACHE = "cache";

  /**
   * Everything as the file says.
   *
   * @param ownCache as above
   * @return no paths
   */
  public static GivenPaths none(Path ownCache) {
    return new GivenPaths(Optional.empty(), Optional.empty(), Optional.empty(), ownCache);
  }
}
