package org.softcpt.trainer.method;

import java.util.List;

/** The prompt methods by name. A new one is a class and a row here. */
public final class PromptMethods {

  private static final String SOFTCPT = "Ding et al. 2024, arXiv 2208.13474";
  private static final String COOP = "Zhou et al. 2022, arXiv 2109.01134";

  private static final List<MethodEntry> ALL =
      List.of(
          softCpt("softcpt-nata", SoftCptVariant.NATA, "a context per task, from its name"),
          softCpt(
              "softcpt-nats",
              SoftCptVariant.NATS,
              "a context per task, from its name behind a task context of its own"),
          softCpt(
              "softcpt-cata",
              SoftCptVariant.CATA,
              "a context per class, from the names of class and task"),
          softCpt(
              "softcpt-csta",
              SoftCptVariant.CSTA,
              "a context per class, from both names, with a class context per class"),
          softCpt(
              "softcpt-cats",
              SoftCptVariant.CATS,
              "a context per class, from both names, with a task context per task"),
          softCpt(
              "softcpt-csts",
              SoftCptVariant.CSTS,
              "a context per class, from both names, with class and task contexts of their own"),
          coop("coop-ca", true, false, "one context for all classes, each task on its own"),
          coop("coop-cs", true, true, "a context per class, each task on its own"),
          coop("coop-mt", false, false, "one context for all classes of all tasks"),
          new MethodEntry(
              "kgcoop",
              "coop-ca whose features are pulled towards those of the hand-written prompts",
              "Yao et al. 2023, arXiv 2303.13283",
              true,
              KnowledgeGuidance.OPTIONS,
              setup -> new GuidedCoop(setup, KnowledgeGuidance.of(setup.options()))),
          new MethodEntry(
              "prograd",
              "coop-ca without the part of its gradient that contradicts the zero-shot answers",
              "Zhu et al. 2023, arXiv 2205.14865",
              true,
              ProjectedGuidance.OPTIONS,
              setup -> new GuidedCoop(setup, ProjectedGuidance.of(setup.options()))),
          new MethodEntry(
              "cocoop",
              "a context that moves with each image, by a small network that reads its feature",
              "Zhou et al. 2022, arXiv 2203.05557",
              true,
              Coop.OPTIONS,
              ConditionalCoop::new),
          new MethodEntry(
              "plot",
              "several contexts, compared with the places of an image by optimal transport; needs cache --local",
              "Chen et al. 2023, arXiv 2210.01253",
              true,
              true,
              TransportCoop.OPTIONS,
              TransportCoop::new));

  private PromptMethods() {}

  private static MethodEntry softCpt(String name, SoftCptVariant variant, String description) {
    List<MethodOption> options =
        variant.classFeatures()
            ? SoftCptOptions.withClassFeatures()
            : SoftCptOptions.withoutClassFeatures();
    return new MethodEntry(
        name, description, SOFTCPT, false, options, setup -> new SoftCpt(setup, variant));
  }

  private static MethodEntry coop(String name, boolean separate, boolean own, String description) {
    return new MethodEntry(
        name, description, COOP, separate, Coop.OPTIONS, setup -> new Coop(setup, own));
  }

  /**
   * All prompt methods.
   *
   * @return the table, in the order to show
   */
  public static List<MethodEntry> all() {
    return ALL;
  }

  /**
   * Finds one.
   *
   * @param name of a prompt method
   * @return its row
   * @throws IllegalArgumentException if it is none
   */
  public static MethodEntry named(String name) {
    return ALL.stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no prompt method: " + name));
  }
}
