package dev.staffgate.examples.policytool;

import dev.staffgate.analysis.PolicyTestFinding;
import dev.staffgate.analysis.PolicyTestResult;
import dev.staffgate.analysis.PolicyTestResult.Status;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results of tests as the XML of JUnit, which CI servers read. */
final class TestReportXml {
  private TestReportXml() {}

  /**
   * Writes a file whole or not at all, and the folder that it is in.
   *
   * @throws IOException if it cannot be written
   */
  static void write(List<PolicyTestResult> results, Path file) throws IOException {
    OutputFile.write(file, out -> write(results, out));
  }

  private static void write(List<PolicyTestResult> results, Writer out) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      suite(results, xml);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static void suite(List<PolicyTestResult> results, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "policy");
    xml.writeAttribute("tests", Integer.toString(results.size()));
    xml.writeAttribute("failures", Long.toString(TestReportText.count(results, Status.FAIL)));
    xml.writeAttribute("errors", Long.toString(TestReportText.count(results, Status.ERROR)));
    xml.writeAttribute("skipped", "0");
    for (PolicyTestResult result : results) {
      xml.writeCharacters("\n  ");
      test(result, xml);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  private static void test(PolicyTestResult result, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", fit(result.place().file()));
    xml.writeAttribute("name", fit(result.name()));
    xml.writeAttribute("file", fit(result.place().file()));
    xml.writeAttribute("line", Integer.toString(result.place().line()));
    if (!result.passed()) {
      xml.writeStartElement(result.status() == Status.FAIL ? "failure" : "error");
      xml.writeAttribute(
          "message", fit(result.error().orElseGet(() -> result.findings().get(0).headline())));
      xml.writeAttribute("type", PolicyTestFinding.class.getSimpleName());
      xml.writeCharacters(fit(result.toText()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** Returns a text without the characters that XML 1.0 cannot hold. */
  private static String fit(String text) {
    StringBuilder fit = new StringBuilder(text.length());
    text.codePoints().map(c -> isChar(c) ? c : 0xFFFD).forEach(fit::appendCodePoint);
    return fit.toString();
  }

  private static boolean isChar(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= ' ' && c < Character.MIN_SURROGATE)
        || (c > Character.MAX_SURROGATE && c < 0xFFFE)
        || c >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
  }
}
