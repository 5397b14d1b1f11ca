package org.softcpt.trainer.report;

import static j2html.TagCreator.body;
import static j2html.TagCreator.each;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;

import j2html.Config;
import j2html.rendering.FlatHtml;
import j2html.tags.DomContent;
import j2html.tags.specialized.HtmlTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.softcpt.models.io.AtomicFile;

/**
 * A whole page.
 *
 * @param heading of the page, and its title
 * @param subtitle one line under it
 * @param sections from top to bottom
 * @param generator program and version, for the foot
 */
record Page(
    String heading, String subtitle, List<? extends DomContent> sections, String generator) {

  private static final String STYLE = "report.css";

  /** What may not stand in XML: control characters, surrogates without their other half. */
  private static final String UNPRINTABLE =
      "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ufffe\\uffff]|\\p{Cs}";

  /** Writes the page, whole or not at all. */
  void write(Path file) throws IOException {
    AtomicFile.writeText(file, text());
  }

  /** The page, well-formed as XML, too. */
  String text() throws IOException {
    StringBuilder text = new StringBuilder("<!DOCTYPE html>\n");
    Config config = Config.defaults().withEmptyTagsClosed(true);
    document().render(FlatHtml.into(text, config));
    return printable(text.append('\n').toString());
  }

  /** Replaces what no page can show. */
  static String printable(String text) {
    return text.replaceAll(UNPRINTABLE, "\ufffd");
  }

  private HtmlTag document() {
    return html()
        .withLang("en")
        .with(
            head(
                meta().withCharset("utf-8"),
                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                meta().withName("generator").withContent(generator),
                title(heading),
                style(rawHtml(stylesheet()))),
            body(
                header(h1(heading), p(subtitle)),
                main(each(sections, section -> section)),
                footer(p("Written by " + generator + "."))));
  }

  private static String stylesheet() {
    try (InputStream stream = Page.class.getResourceAsStream(STYLE)) {
      if (stream == null) {
        throw new IllegalStateException(STYLE + " is not on the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
