package dev.staffgate.containers;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;
import java.util.List;

/**
 * Loads a container with its own Servlet API, the filter and the applications; all else,
 * Staffgate's core among it, is that of the tests.
 */
final class ContainerClassLoader extends URLClassLoader {
  private static final List<String> OWN =
      List.of(
          "jakarta.servlet.",
          "jakarta.websocket.",
          "org.apache.",
          "org.eclipse.jetty.",
          "io.undertow.",
          "io.smallrye.",
          "org.jboss.",
          "org.wildfly.",
          "org.xnio.",
          "dev.staffgate.servlet.");

  static {
    registerAsParallelCapable();
  }

  ContainerClassLoader(URL[] urls) {
    super(urls, ContainerClassLoader.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (OWN.stream().noneMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  public URL getResource(String name) {
    URL own = findResource(name);
    return own == null ? super.getResource(name) : own;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    Enumeration<URL> own = findResources(name);
    return own.hasMoreElements() ? own : super.getResources(name);
  }
}
