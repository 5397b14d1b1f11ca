package org.softcpt.trainer.feature;

import java.util.List;
import java.util.Optional;

/** The feature methods by name. A new one is a class and a row here. */
public final class FeatureMethods {

  private static final List<FeatureMethodEntry> ALL =
      List.of(
          new FeatureMethodEntry(
              "zero-shot",
              "nothing: the mean text feature of the task's templates",
              "Radford et al. 2021, arXiv 2103.00020",
              List.of(),
              new ZeroShot()),
          new FeatureMethodEntry(
              "linear-probe",
              "logistic regression on image features, C by validation",
              "Radford et al. 2021, arXiv 2103.00020; C search of Zhou et al. 2022, arXiv 2109.01134",
              List.of(),
              new LinearProbe()),
          new FeatureMethodEntry(
              "protonet",
              "the nearest class mean of image features",
              "Snell et al. 2017, arXiv 1703.05175",
              List.of(),
              new ProtoNet()),
          new FeatureMethodEntry(
              "tip-adapter",
              "zero-shot plus a cache of the training images, its weights by validation",
              "Zhang et al. 2022, arXiv 2207.09519",
              TipAdapter.OPTIONS,
              new TipAdapter()),
          new FeatureMethodEntry(
              "tip-adapter-f",
              "Tip-Adapter with its cache's keys trained",
              "Zhang et al. 2022, arXiv 2207.09519",
              TipAdapterF.OPTIONS,
              new TipAdapterF()),
          new FeatureMethodEntry(
              "taskres",
              "a residual of every class's text feature",
              "Yu et al. 2023, arXiv 2211.10277",
              TaskRes.OPTIONS,
              new TaskRes()),
          new FeatureMethodEntry(
              "lp++",
              "a linear probe plus text features with a multiplier per class",
              "Huang et al. 2024, arXiv 2404.02285",
              LpPlusPlus.OPTIONS,
              new LpPlusPlus()),
          new FeatureMethodEntry(
              "clip-adapter",
              "a small network on image features, blended with them",
              "Gao et al. 2021, arXiv 2110.04544",
              ClipAdapter.OPTIONS,
              new ClipAdapter()));

  private FeatureMethods() {}

  /**
   * All feature methods.
   *
   * @return the table, in the order to show
   */
  public static List<FeatureMethodEntry> all() {
    return ALL;
  }

  /**
   * Finds one.
   *
   * @param name as in {@code --method}
   * @return its row; empty if there is no feature method of that name
   */
  public static Optional<FeatureMethodEntry> named(String name) {
    return ALL.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }
}
