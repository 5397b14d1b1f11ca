package org.softcpt.trainer.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;

/**
 * What an experiment file asks for.
 *
 * @param name what the tables are called
 * @param model the exported model folder
 * @param cache features made with that model
 * @param recipe how the cache is made if it is not there; without one it must be
 * @param methods at least one, with different labels; copied
 * @param shots images per class, each at least 1, none twice; copied
 * @param seeds none twice; copied
 * @param settings common to all methods, by name; copied
 * @param parallel how many runs at once; by default what cores and memory allow
 * @param transfer what else is tested
 * @param test the other cache of {@link Transfer#CACHE}
 */
public record ExperimentPlan(
    String name,
    Path model,
    Path cache,
    Optional<CacheRecipe> recipe,
    List<PlannedMethod> methods,
    List<Integer> shots,
    List<Long> seeds,
    Map<String, String> settings,
    Optional<Integer> parallel,
    Transfer transfer,
    Optional<Path> test) {

  /** Shots of the published tables. */
  static final List<Integer> PUBLISHED_SHOTS = List.of(1, 2, 4, 8, 16);

  /** Seeds of the published tables. */
  static final List<Long> PUBLISHED_SEEDS = List.of(1L, 2L, 3L);

  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException if a list is empty or names something twice, or a number is
   *     below 1; the message says which
   */
  public ExperimentPlan {
    methods = List.copyOf(methods);
    shots = List.copyOf(shots);
    seeds = List.copyOf(seeds);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    requireDistinct("methods", methods.stream().map(PlannedMethod::label).toList());
    requireDistinct("shots", shots);
    requireDistinct("seeds", seeds);
    shots.forEach(each -> requireAtLeastOne("shots", each));
    parallel.ifPresent(each -> requireAtLeastOne("parallel", each));
    if (test.isPresent() != (transfer == Transfer.CACHE)) {
      throw new IllegalArgumentException("test: expected with transfer to another cache only");
    }
  }

  /**
   * Reads an experiment file and checks every name and value in it, without looking at model or
   * cache.
   *
   * @param file YAML or JSON; its paths are relative to its folder
   * @param given paths that win over the file's
   * @return the plan
   * @throws InvalidInputException if something is missing, unknown or out of range; the message
   *     gives file, key, expected and found
   * @throws IOException if reading fails
   */
  public static ExperimentPlan read(Path file, GivenPaths given) throws IOException {
    return PlanFile.open(file).plan(given);
  }

  /**
   * Where a test on something else than the run's own part takes its images from.
   *
   * @return the other cache, or the same
   */
  Path testedCache() {
    return test.orElse(cache);
  }

  private static void requireDistinct(String key, List<?> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(key + ": expected at least one, found none");
    }
    HashSet<Object> seen = new HashSet<>();
    for (Object value : values) {
      if (!seen.add(value)) {
        throw new IllegalArgumentException(key + ": '" + value + "' occurs twice");
      }
    }
  }

  private static void requireAtLeastOne(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + ": expected at least 1, found " + value);
    }
  }
}
