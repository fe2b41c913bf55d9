package dev.staffgate.containers;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
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
public enum ServletContainer {
  TOMCAT_10_1("TomcatLauncher", "tomcat-10.1"),
  TOMCAT_11("TomcatLauncher", "tomcat-11"),
  JETTY_12_1_EE10("JettyEe10Launcher", "jetty-12.1", "jetty-12.1-ee10"),
  JETTY_12_1_EE11("JettyEe11Launcher", "jetty-12.1", "jetty-12.1-ee11"),
  UNDERTOW_2_3("UndertowLauncher", "undertow-2.3");

  // Made once: classes are loaded, and warm, for all starts.
  private static final Map<ServletContainer, ClassLoader> LOADERS = new ConcurrentHashMap<>();

  private final String launcher;
  private final ImmutableList<String> folders;

  ServletContainer(String launcher, String... folders) {
    this.launcher = launcher;
    this.folders = ImmutableList.copyOf(folders);
  }

  /** Starts an application. */
  public RunningContainer start(AppDeployment stage) throws Exception {
    ClassLoader loader = LOADERS.computeIfAbsent(this, ServletContainer::loader);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      ContainerLauncher made =
          (ContainerLauncher)
              loader
                  .loadClass("dev.staffgate.servlet.launch." + launcher)
                  .getConstructor()
                  .newInstance();
      return made.start(stage);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static ClassLoader loader(ServletContainer container) {
    try {
      return new ContainerClassLoader(container.urls());
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private URL[] urls() throws IOException, ClassNotFoundException {
    List<URL> urls = new ArrayList<>();
    // The filter and the applications, as the tests have them.
    for (String own : List.of("StaffgateFilter", "launch.ContainerApp")) {
      urls.add(
          Class.forName("dev.staffgate.servlet." + own)
              .getProtectionDomain()
              .getCodeSource()
              .getLocation());
    }
    Path jars =
        Path.of(requireNonNull(System.getProperty("staffgate.containers"), "staffgate.containers"));
    for (String folder : folders) {
      try (Stream<Path> files = Files.list(jars.resolve(folder))) {
        for (Path jar : files.sorted().toList()) {
          urls.add(jar.toUri().toURL());
        }
      }
    }
    return urls.toArray(URL[]::new);
  }
}
