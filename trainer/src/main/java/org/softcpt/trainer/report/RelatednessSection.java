package org.softcpt.trainer.report;

import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import j2html.tags.specialized.SectionTag;
import org.softcpt.trainer.explain.Relatedness;

/**
 * Heat maps of how much tasks teach each other.
 *
 * @param relatedness of the tasks
 */
record RelatednessSection(Relatedness relatedness) {

  SectionTag html() {
    return section(
        h2("Related tasks"),
        p(
            "A training step on one task moves another task's context in proportion to the inner product of their task features ⟨d_i, d_t⟩ (Ding et al., Proposition 1: exactly so with fixed features and a linear sub-network). Compare within a column; the cosine leaves the features' lengths out."),
        HeatTable.of(
                "Cosines of task features",
                "task",
                relatedness.tasks(),
                relatedness.cosines(),
                value -> Numbers.decimals(value, 2))
            .html(),
        HeatTable.of(
                "Inner products of task features ⟨d_i, d_t⟩",
                "task",
                relatedness.tasks(),
                relatedness.innerProducts(),
                value -> Numbers.decimals(value, 2))
            .html());
  }
}
