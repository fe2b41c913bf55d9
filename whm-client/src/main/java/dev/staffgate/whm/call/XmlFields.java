package dev.staffgate.whm.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The texts of chosen elements of an XML document, by their path: {@code
 * /packet/server/get/result/status}.
 *
 * <p>The whole document is read and has to be right: strict UTF-8, well-formed, without a document
 * type, without entities but the five of XML itself, at most 16 levels, and no chosen path twice.
 * Nothing outside of the document is ever looked up. The values may be secrets, so they are never
 * printed.
 */
public final class XmlFields {
  private static final int MAX_DEPTH = 16;

  private final Map<String, String> values;

  private XmlFields(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads a document.
   *
   * @throws IOException if it is not such a document; the message must not be shown
   */
  public static XmlFields read(byte[] bytes, Set<String> wanted) throws IOException {
    String text =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes))
            .toString();
    try {
      XMLStreamReader reader = newFactory().createXMLStreamReader(new StringReader(text));
      try {
        return new XmlFields(values(reader, wanted));
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw new IOException("not well-formed", e);
    }
  }

  private static Map<String, String> values(XMLStreamReader reader, Set<String> wanted)
      throws XMLStreamException, IOException {
    Map<String, String> values = new HashMap<>();
    Deque<String> paths = new ArrayDeque<>();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          String path = (paths.isEmpty() ? "" : paths.element()) + "/" + reader.getLocalName();
          paths.push(path);
          if (paths.size() > MAX_DEPTH) {
            throw new IOException("too deep");
          }
          if (wanted.contains(path) && values.put(path, "") != null) {
            throw new IOException("an element is there twice");
          }
        }
        case XMLStreamConstants.END_ELEMENT -> paths.pop();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!paths.isEmpty()) {
            values.computeIfPresent(paths.element(), (path, before) -> before + reader.getText());
          }
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new IOException("a document type or an entity");
        default -> {
          // comments, instructions and white space say nothing
        }
      }
    }
    return values;
  }

  private static XMLInputFactory newFactory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing outside of the document is looked up");
        });
    return factory;
  }

  /** The text of an element without blanks around it; nothing if the element is not there. */
  public Optional<String> text(String path) {
    return Optional.ofNullable(values.get(path)).map(String::strip);
  }

  @Override
  public String toString() {
    return "XmlFields" + values.keySet();
  }
}
