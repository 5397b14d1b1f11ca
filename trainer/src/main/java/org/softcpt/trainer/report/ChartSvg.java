package org.softcpt.trainer.report;

import java.awt.geom.Rectangle2D;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Draws a chart as an SVG element for a page: text stays text, colours become CSS variables, the
 * size follows the page. The same chart gives the same characters.
 *
 * @param id starts the ids inside the drawing; each chart of a page has its own
 * @param label what a screen reader says of it
 * @param width of the drawing, in pixels
 * @param height of the drawing, in pixels
 */
record ChartSvg(String id, String label, int width, int height) {

  private static final int LARGEST =
      135; // percent; a larger chart has letters larger than the text
  private static final String SVG = "http://www.w3.org/2000/svg";

  String draw(JFreeChart chart) {
    Document document = document();
    SVGGraphics2D graphics = new SVGGraphics2D(context(document), false);
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    Element root = graphics.getRoot();
    clean(root);
    root.setAttribute("viewBox", "0 0 %d %d".formatted(width, height));
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", Page.printable(label));
    root.setAttribute("fill", Ink.TEXT.css());
    root.setAttribute("stroke", Ink.TEXT.css());
    root.setAttribute("style", "max-width:%dpx".formatted(width * LARGEST / 100));
    return text(root);
  }

  private SVGGeneratorContext context(Document document) {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment(null);
    context.setPrecision(2);
    context.setIDGenerator(
        new SVGIDGenerator() {
          @Override
          public String generateID(String prefix) {
            return super.generateID(id + "-" + prefix);
          }
        });
    return context;
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVG, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK has an XML parser", e);
    }
  }

  private void clean(Element element) {
    for (Attr attribute : attributes(element)) {
      String name = attribute.getName();
      String value = attribute.getValue();
      if (name.equals("font-family")) {
        element.removeAttribute(name); // the page's
      } else if (name.equals("id") && !value.startsWith(id + "-")) {
        element.setAttribute(name, id + "-" + value);
      } else {
        attribute.setValue(Ink.replaced(value));
      }
    }
    for (Node child : children(element)) {
      if (child instanceof Element inner) {
        clean(inner);
      } else if (child.getNodeType() == Node.TEXT_NODE) {
        child.setNodeValue(Page.printable(child.getNodeValue()));
      } else if (child.getNodeType() == Node.COMMENT_NODE) {
        element.removeChild(child);
      }
    }
  }

  /** A copy: the live list changes under its reader. */
  private static List<Attr> attributes(Element element) {
    NamedNodeMap map = element.getAttributes();
    List<Attr> all = new ArrayList<>();
    for (int i = 0; i < map.getLength(); i++) {
      all.add((Attr) map.item(i));
    }
    return all;
  }

  private static List<Node> children(Element element) {
    NodeList list = element.getChildNodes();
    List<Node> all = new ArrayList<>();
    for (int i = 0; i < list.getLength(); i++) {
      all.add(list.item(i));
    }
    return all;
  }

  private static String text(Element root) {
    try {
      Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter writer = new StringWriter();
      transformer.transform(new DOMSource(root), new StreamResult(writer));
      return writer.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException("a DOM tree can always be written", e);
    }
  }
}
