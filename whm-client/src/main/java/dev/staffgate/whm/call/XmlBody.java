package dev.staffgate.whm.call;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XML for requests; whatever is in a text stays text. */
public final class XmlBody {
  private XmlBody() {}

  /** Writes what is in a document. */
  public interface Content {
    void writeTo(XMLStreamWriter xml) throws XMLStreamException;
  }

  /** A document; elements that are still open at its end are closed. */
  public static String document(Content content) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      content.writeTo(xml);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a writer in memory failed", e);
    }
    return text.toString();
  }

  public static void element(XMLStreamWriter xml, String name, String text)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }
}
