package dev.sealer.classgates;

import java.io.IOException;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * One XML report of Surefire or Failsafe.
 *
 * @param suite the class name of the tests
 * @param module the folder name of the module they belong to
 * @param seconds how long the class took
 * @param tests how many tests it has, skipped ones included
 * @param skipped how many did not run
 */
public record TestReport(String suite, String module, double seconds, int tests, int skipped) {

  /**
   * Reads {@code file}, a {@code TEST-*.xml} below {@code module/target}.
   *
   * @throws IOException if the file cannot be read or is not XML
   */
  static TestReport read(Path module, Path file) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      Element suite = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
      return new TestReport(
          suite.getAttribute("name"),
          String.valueOf(module.getFileName()),
          Double.parseDouble(suite.getAttribute("time").replace(",", "")),
          Integer.parseInt(suite.getAttribute("tests")),
          skipped(suite));
    } catch (ParserConfigurationException | SAXException | NumberFormatException e) {
      throw new IOException("cannot parse " + file, e);
    }
  }

  /** Counts the elements: a class skipped as a whole is missing from the attribute. */
  private static int skipped(Element suite) {
    NodeList marks = suite.getElementsByTagName("skipped");
    return marks.getLength();
  }
}
