package org.softcpt.trainer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What holds for every page, whatever it is about. */
final class PageChecks {

  private static final Pattern ADDRESS = Pattern.compile("https?:[^\"'\\s<]*");
  private static final Set<String> NAMESPACES =
      Set.of("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink");

  private PageChecks() {}

  /** Parses the page, strictly, and checks it. */
  static Document check(String page) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(page)));
    loadsNothing(page, document);
    isAccessible(document);
    assertEquals(0, elements(document, "script").size(), "scripts");
    return document;
  }

  private static void loadsNothing(String page, Document document) {
    Matcher addresses = ADDRESS.matcher(page);
    while (addresses.find()) {
      assertEquals(true, NAMESPACES.contains(addresses.group()), addresses.group());
    }
    assertFalse(page.contains("@import") || page.contains("url(/"), "loads a stylesheet");
    for (Element element : elements(document, "*")) {
      assertFalse(element.hasAttribute("href"), element.getTagName());
      String source = element.getAttribute("src");
      assertEquals(true, source.isEmpty() || source.startsWith("data:image/jpeg;base64,"), source);
    }
  }

  private static void isAccessible(Document document) {
    Set<String> ids = new HashSet<>();
    for (Element element : elements(document, "*")) {
      String id = element.getAttribute("id");
      assertEquals(true, id.isEmpty() || ids.add(id), "id twice: " + id);
    }
    for (Element head : elements(document, "th")) {
      assertEquals(true, Set.of("row", "col").contains(head.getAttribute("scope")), "scope");
    }
    elements(document, "img").forEach(img -> assertFalse(img.getAttribute("alt").isEmpty(), "alt"));
    for (Element chart : elements(document, "svg")) {
      assertFalse(chart.getAttribute("aria-label").isEmpty(), "a chart without a label");
      Element figure = (Element) chart.getParentNode();
      assertEquals(1, figure.getElementsByTagName("details").getLength(), "numbers of a chart");
      assertEquals(1, figure.getElementsByTagName("table").getLength(), "numbers of a chart");
    }
  }

  static List<Element> elements(Document document, String name) {
    NodeList list = document.getElementsByTagName(name);
    List<Element> all = new ArrayList<>();
    for (int i = 0; i < list.getLength(); i++) {
      all.add((Element) list.item(i));
    }
    return all;
  }

  /** The cells of the row with a head, in the first table with a caption that starts so. */
  static List<String> cells(Document document, String caption, String head) {
    for (Element table : elements(document, "table")) {
      if (text(table, "caption").get(0).startsWith(caption)) {
        NodeList rows = table.getElementsByTagName("tr");
        for (int i = 0; i < rows.getLength(); i++) {
          Element row = (Element) rows.item(i);
          if (text(row, "th").get(0).equals(head)) {
            return text(row, "td");
          }
        }
      }
    }
    throw new AssertionError("no row '%s' in a table '%s'".formatted(head, caption));
  }

  private static List<String> text(Element parent, String name) {
    NodeList list = parent.getElementsByTagName(name);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < list.getLength(); i++) {
      all.add(list.item(i).getTextContent());
    }
    return all;
  }
}
