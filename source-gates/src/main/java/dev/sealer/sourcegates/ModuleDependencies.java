package dev.sealer.sourcegates;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Reads which modules of the project a module's {@code pom.xml} names. */
public final class ModuleDependencies {

  private ModuleDependencies() {}

  /**
   * Artifact ids of the project's own modules that {@code pom} depends on outside tests.
   *
   * @throws IOException when the file cannot be read or is not XML
   */
  public static Set<String> ofProduct(Path pom) throws IOException {
    Set<String> names = new TreeSet<>();
    Node dependencies = child(parse(pom).getDocumentElement(), "dependencies");
    if (dependencies == null) {
      return names;
    }
    for (Node node = dependencies.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element dependency
          && "dev.sealer".equals(text(dependency, "groupId"))
          && !"test".equals(text(dependency, "scope"))) {
        names.add(text(dependency, "artifactId"));
      }
    }
    return names;
  }

  private static Document parse(Path pom) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(pom.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("cannot read " + pom, e);
    }
  }

  private static @Nullable Node child(Node parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeName().equals(name)) {
        return node;
      }
    }
    return null;
  }

  private static String text(Element parent, String name) {
    Node node = child(parent, name);
    return node == null ? "" : node.getTextContent().trim();
  }
}
