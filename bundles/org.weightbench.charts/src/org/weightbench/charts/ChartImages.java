package org.weightbench.charts;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.StringWriter;
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
import org.apache.batik.util.SVGConstants;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Draws charts without a display. */
public final class ChartImages {

  private ChartImages() {}

  /**
   * Draws a chart as an image.
   *
   * @param width pixels at 100 %
   * @param height pixels at 100 %
   * @param zoom factor of the display: 2 gives twice the pixels, drawn sharp
   */
  public static BufferedImage image(JFreeChart chart, int width, int height, double zoom) {
    return image(
        chart, new Rectangle(width, height), 0, height, zoom, new ChartRenderingInfo(null));
  }

  /** Draws lines of a chart and says into {@code info} where its items are. */
  static BufferedImage image(
      JFreeChart chart, Rectangle whole, int from, int to, double zoom, ChartRenderingInfo info) {
    int pixelWidth = (int) Math.round(whole.width * zoom);
    int pixelHeight = (int) Math.round((to - from) * zoom);
    BufferedImage image = new BufferedImage(pixelWidth, pixelHeight, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.scale(zoom, zoom);
      graphics.translate(0, -from);
      chart.draw(graphics, whole, null, info);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  /**
   * Draws a chart as an SVG element with a view box, to stand in a page.
   *
   * @param idPrefix prefix of the ids in it; different for each chart of a page
   */
  public static String svg(JFreeChart chart, int width, int height, String idPrefix) {
    Document document = emptyDocument();
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setIDGenerator(new PrefixedIds(idPrefix));
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    Element root = graphics.getRoot();
    root.setAttributeNS(null, SVGConstants.SVG_ID_ATTRIBUTE, idPrefix);
    root.setAttributeNS(null, SVGConstants.SVG_VIEW_BOX_ATTRIBUTE, "0 0 " + width + " " + height);
    Element definitions = (Element) root.getElementsByTagName(SVGConstants.SVG_DEFS_TAG).item(0);
    definitions.setAttributeNS(null, SVGConstants.SVG_ID_ATTRIBUTE, idPrefix + "-definitions");
    return text(root);
  }

  private static String text(Element root) {
    StringWriter text = new StringWriter();
    try {
      Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      transformer.transform(new DOMSource(root), new StreamResult(text));
    } catch (TransformerException e) {
      throw new IllegalStateException("the chart could not be written as SVG", e);
    }
    return text.toString();
  }

  private static Document emptyDocument() {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVGConstants.SVG_NAMESPACE_URI, SVGConstants.SVG_SVG_TAG, null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("this Java runtime has no XML parser", e);
    }
  }

  private static final class PrefixedIds extends SVGIDGenerator {
    private final String idPrefix;

    PrefixedIds(String idPrefix) {
      this.idPrefix = idPrefix;
    }

    @Override
    public String generateID(String prefix) {
      return idPrefix + "-" + super.generateID(prefix);
    }
  }
}
