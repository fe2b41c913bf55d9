package dev.staffgate.containers;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The containers that the filter is shown on. */
public enum Container {
  TOMCAT_10_1("tomcat-10.1", "TomcatLauncher"),
  TOMCAT_11("tomcat-11", "TomcatLauncher"),
  JETTY_12_1_EE10("jetty-12.1-ee10", "JettyEe10Launcher"),
  JETTY_12_1_EE11("jetty-12.1-ee11", "JettyEe11Launcher");

  // Made once: classes are loaded, and warm, for all starts.
  private static final Map<Container, ClassLoader> LOADERS = new ConcurrentHashMap<>();

  private final String folder;
  private final String launcher;

  Container(String folder, String launcher) {
    this.folder = folder;
    this.launcher = launcher;
  }

  /** Starts an application. */
  public Running start(Stage stage) throws Exception {
    ClassLoader loader = LOADERS.computeIfAbsent(this, Container::loader);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Launcher made =
          (Launcher)
              loader
                  .loadClass("dev.staffgate.servlet.launch." + launcher)
                  .getConstructor()
                  .newInstance();
      return made.start(stage);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static ClassLoader loader(Container container) {
    try {
      return new ContainerLoader(container.urls());
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private URL[] urls() throws IOException, ClassNotFoundException {
    List<URL> urls = new ArrayList<>();
    // The filter and the applications, as the tests have them.
    for (String own : List.of("StaffgateFilter", "launch.App")) {
      urls.add(
          Class.forName("dev.staffgate.servlet." + own)
              .getProtectionDomain()
              .getCodeSource()
              .getLocation());
    }
    Path jars =
        Path.of(requireNonNull(System.getProperty("staffgate.containers"), "staffgate.containers"));
    try (Stream<Path> files = Files.list(jars.resolve(folder))) {
      for (Path jar : files.sorted().toList()) {
        urls.add(jar.toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
