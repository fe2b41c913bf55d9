package dev.staffgate.examples.benchmarks.filter;

import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The containers, with their settings as delivered but for a connection's life and few threads. */
public enum BenchmarkContainer {
  /** Tomcat 11. */
  TOMCAT {
    @Override
    BenchmarkServer start(ServletContainerInitializer before) {
      Tomcat tomcat = new Tomcat();
      Path folder = temporary();
      tomcat.setBaseDir(folder.toString());
      Connector connector = new Connector();
      connector.setPort(0);
      connector.setProperty("address", "127.0.0.1");
      connector.setProperty("maxThreads", String.valueOf(THREADS));
      connector.setProperty("maxKeepAliveRequests", "-1");
      tomcat.setConnector(connector);
      Context context = tomcat.addContext("", folder.toString());
      context.addServletContainerInitializer(before, null);
      Tomcat.addServlet(context, "answer", new TrivialServlet()).addMapping("/");
      try {
        tomcat.start();
      } catch (LifecycleException e) {
        throw new IllegalStateException(e);
      }
      return new BenchmarkServer() {
        @Override
        public int port() {
          return connector.getLocalPort();
        }

        @Override
        public void close() {
          try {
            tomcat.stop();
            tomcat.destroy();
          } catch (LifecycleException e) {
            throw new IllegalStateException(e);
          }
        }
      };
    }
  },
  /** Jetty 12.1, of its Jakarta EE 11. */
  JETTY {
    @Override
    BenchmarkServer start(ServletContainerInitializer before) {
      org.eclipse.jetty.server.Server jetty =
          new org.eclipse.jetty.server.Server(new QueuedThreadPool(THREADS, THREADS));
      ServerConnector connector = new ServerConnector(jetty);
      connector.setHost("127.0.0.1");
      jetty.addConnector(connector);
      ServletContextHandler context = new ServletContextHandler("/");
      var unused = context.addServletContainerInitializer(before);
      context.addServlet(new ServletHolder(new TrivialServlet()), "/");
      jetty.setHandler(context);
      LifeCycle.start(jetty);
      return new BenchmarkServer() {
        @Override
        public int port() {
          return connector.getLocalPort();
        }

        @Override
        public void close() {
          LifeCycle.stop(jetty);
        }
      };
    }
  };

  private static final int THREADS = 16;

  /** Kept here, since the JVM forgets the level of a logger that nobody keeps. */
  private static final Logger TOMCATS = Logger.getLogger("org.apache");

  static {
    TOMCATS.setLevel(Level.SEVERE);
  }

  /** Starts it on a free port of loopback, with one servlet and what is put before it. */
  abstract BenchmarkServer start(ServletContainerInitializer before);

  private static Path temporary() {
    try {
      Path folder = Files.createTempDirectory("tomcat");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
