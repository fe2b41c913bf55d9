package dev.staffgate.servlet.launch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.ContainerLauncher;
import dev.staffgate.containers.RunningContainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Constants;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.apache.coyote.Adapter;
import org.apache.coyote.OutputBuffer;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.apache.tomcat.websocket.server.WsSci;

/** Tomcat 10.1 and 11: the same source, and the same classes, for both. */
public final class TomcatLauncher implements ContainerLauncher {
  // Kept, so that what is set stays.
  private static final Logger LOG = Logger.getLogger("org.apache");

  static {
    LOG.setUseParentHandlers(false);
    // There is one such factory in a JVM, and here is more than one Tomcat.
    boolean unused = TomcatURLStreamHandlerFactory.disable();
  }

  @Override
  public RunningContainer start(AppDeployment stage) throws Exception {
    Path folder = Files.createTempDirectory("tomcat");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.setSilent(true);
    tomcat.getEngine().setParentClassLoader(TomcatLauncher.class.getClassLoader());
    Connector connector = tomcat.getConnector();
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxHttpHeaderSize", stage.settings.getOrDefault("headers", "8192"));
    connector.setProperty("maxKeepAliveRequests", "-1");
    connector.addUpgradeProtocol(new Http2Protocol());
    if (stage.relaxed) {
      connector.setEncodedSolidusHandling("decode");
      connector.setEncodedReverseSolidusHandling("decode");
      connector.setAllowBackslash(true);
      connector.setAllowTrace(true);
      connector.setRejectSuspiciousURIs(false);
      connector.setProperty("relaxedPathChars", "\"<>[\\]^`{|}");
      connector.setProperty("relaxedQueryChars", "\"<>[\\]^`{|}");
    }
    if (stage.settings.containsKey("replaced")) {
      tomcat.getEngine().getPipeline().addValve(new RemoteIpValve());
    }
    for (String path : stage.contexts) {
      ContainerApp app = ContainerApp.of(stage);
      String files = stage.settings.getOrDefault("files", folder.toString());
      Context context = tomcat.addContext(path, files);
      if (stage.settings.containsKey("files")) {
        context.addWelcomeFile("index.html");
      }
      context.addServletContainerInitializer(app, Set.of());
      if (stage.settings.containsKey("sockets")) {
        context.addServletContainerInitializer(new WsSci(), Set.of());
        context.addServletContainerInitializer(TomcatEchoEndpoint.at(stage), Set.of());
      }
      if (stage.settings.containsKey("web.xml")) {
        Files.createDirectories(folder.resolve("WEB-INF"));
        Files.writeString(folder.resolve("WEB-INF/web.xml"), stage.settings.get("web.xml"));
        ContextConfig config = new ContextConfig();
        config.setDefaultWebXml(Constants.NoDefaultWebXml);
        context.addLifecycleListener(config);
        ((StandardJarScanner) context.getJarScanner()).setScanClassPath(false);
      }
      app.errorPages().forEach((status, page) -> context.addErrorPage(errorPage(status, page)));
      if (!app.exceptionPage().isEmpty()) {
        ErrorPage page = new ErrorPage();
        page.setExceptionType("java.lang.IllegalArgumentException");
        page.setLocation(app.exceptionPage());
        context.addErrorPage(page);
      }
    }
    RunningTomcat running = new RunningTomcat(tomcat, folder);
    FirstFailure failure = new FirstFailure();
    LOG.addHandler(failure);
    try {
      tomcat.start();
      for (org.apache.catalina.Container context : tomcat.getHost().findChildren()) {
        if (!context.getState().isAvailable()) {
          throw new IllegalStateException("the context did not start", failure.thrown);
        }
      }
    } catch (LifecycleException | IllegalStateException e) {
      running.close();
      throw e;
    } finally {
      LOG.removeHandler(failure);
    }
    return running;
  }

  /** What went wrong first; Tomcat tells it to its log alone. */
  private static final class FirstFailure extends Handler {
    private volatile Throwable thrown;

    @Override
    public void publish(LogRecord entry) {
      if (thrown == null) {
        thrown = entry.getThrown();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static ErrorPage errorPage(int status, String location) {
    ErrorPage page = new ErrorPage();
    page.setErrorCode(status);
    page.setLocation(location);
    return page;
  }

  private record RunningTomcat(Tomcat tomcat, Path folder) implements RunningContainer {
    @Override
    public int port() {
      return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void run(String target) throws Exception {
      Adapter adapter = tomcat.getConnector().getProtocolHandler().getAdapter();
      Request request = new Request();
      Response response = new Response();
      response.setOutputBuffer(new Nowhere());
      request.setResponse(response);
      response.setRequest(request);
      request.setMethod("GET");
      request.scheme().setString("http");
      request.protocol().setString("HTTP/1.1");
      request.serverName().setString("localhost");
      request.setServerPort(80);
      request.remoteAddr().setString("127.0.0.1");
      byte[] bytes = target.getBytes(ISO_8859_1);
      request.requestURI().setBytes(bytes, 0, bytes.length);
      adapter.service(request, response);
    }

    @Override
    public void close() throws IOException {
      try {
        tomcat.stop();
        tomcat.destroy();
      } catch (LifecycleException e) {
        throw new IllegalStateException(e);
      }
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static final class Nowhere implements OutputBuffer {
    private long written;

    @Override
    public int doWrite(ByteBuffer chunk) throws IOException {
      int length = chunk.remaining();
      chunk.position(chunk.limit());
      written += length;
      return length;
    }

    @Override
    public long getBytesWritten() {
      return written;
    }
  }
}
