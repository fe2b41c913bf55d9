package dev.staffgate.servlet.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.FilterInfo;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The filters of a {@code web.xml}, as the servers that embed Undertow read it. */
final class UndertowDescriptor {
  private UndertowDescriptor() {}

  static void read(String descriptor, DeploymentInfo to) throws ReflectiveOperationException {
    Element root = parse(descriptor);
    for (Element filter : elements(root, "filter")) {
      FilterInfo info =
          new FilterInfo(
              text(filter, "filter-name"),
              Class.forName(text(filter, "filter-class")).asSubclass(Filter.class));
      info.setAsyncSupported(Boolean.parseBoolean(text(filter, "async-supported")));
      for (Element one : elements(filter, "init-param")) {
        info.addInitParam(text(one, "param-name"), text(one, "param-value"));
      }
      to.addFilter(info);
    }
    for (Element mapping : elements(root, "filter-mapping")) {
      List<Element> dispatchers = elements(mapping, "dispatcher");
      List<DispatcherType> types =
          dispatchers.isEmpty()
              ? List.of(DispatcherType.REQUEST)
              : dispatchers.stream()
                  .map(one -> DispatcherType.valueOf(one.getTextContent().strip()))
                  .toList();
      for (DispatcherType type : types) {
        to.addFilterUrlMapping(text(mapping, "filter-name"), text(mapping, "url-pattern"), type);
      }
    }
  }

  private static Element parse(String descriptor) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(descriptor.getBytes(UTF_8)))
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalArgumentException(descriptor, e);
    }
  }

  private static List<Element> elements(Element of, String name) {
    NodeList all = of.getElementsByTagName(name);
    return IntStream.range(0, all.getLength()).mapToObj(i -> (Element) all.item(i)).toList();
  }

  private static String text(Element of, String name) {
    return elements(of, name).get(0).getTextContent().strip();
  }
}
