package org.softcpt.trainer.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import j2html.tags.DomContent;
import j2html.tags.specialized.SectionTag;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.softcpt.trainer.explain.Explanation;
import org.softcpt.trainer.explain.Explanation.Context;
import org.softcpt.trainer.explain.Explanation.Word;

/**
 * Related tasks, and the words next to every context.
 *
 * @param explanation of a run
 */
record ExplanationSections(Explanation explanation) {

  List<DomContent> all() {
    List<DomContent> sections = new ArrayList<>();
    if (explanation.relatedness() != null) {
      sections.add(new RelatednessSection(explanation.relatedness()).html());
    }
    sections.add(words());
    return sections;
  }

  private SectionTag words() {
    return section(
        h2("Nearest words"),
        p(
            "For every vector of a context, the tokens whose embeddings are nearest to it, with the Euclidean distance. The mean of each vector over its width, which the text transformer never sees, is left out. Learned vectors often lie far from any word: compare the distances before reading a meaning into them."),
        each(explanation.contexts(), ExplanationSections::context));
  }

  private static SectionTag context(Context context) {
    int words = context.vectors().get(0).size();
    List<String> heading =
        Stream.concat(
                Stream.of("vector"), IntStream.rangeClosed(1, words).mapToObj(i -> "word " + i))
            .toList();
    DataTable table = new DataTable("Words next to: " + context.name(), heading);
    for (int i = 0; i < context.vectors().size(); i++) {
      table.row(
          Integer.toString(i + 1),
          context.vectors().get(i).stream().map(ExplanationSections::text));
    }
    return section(h3(context.name()), table.html().withClass("wide words"));
  }

  private static String text(Word word) {
    return word.text() + " " + Numbers.decimals(word.distance(), 3);
  }
}
