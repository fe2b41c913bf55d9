package dev.staffgate.servlet.launch;

import dev.staffgate.containers.AppDeployment;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** An application for tests, in the words of the Servlet API alone. */
public abstract class ContainerApp implements ServletContainerInitializer {
  final AppDeployment stage;

  ContainerApp(AppDeployment stage) {
    this.stage = stage;
  }

  /** The application of a stage. */
  static ContainerApp of(AppDeployment stage) throws ReflectiveOperationException {
    return Class.forName("dev.staffgate.servlet.launch." + stage.app)
        .asSubclass(ContainerApp.class)
        .getDeclaredConstructor(AppDeployment.class)
        .newInstance(stage);
  }

  /** Error pages by status. */
  Map<Integer, String> errorPages() {
    return Map.of();
  }

  /** The error page for an exception that nobody catches; empty for none. */
  String exceptionPage() {
    return "";
  }

  abstract void start(ServletContext context) throws ServletException;

  @Override
  public final void onStartup(Set<Class<?>> found, ServletContext context) throws ServletException {
    start(context);
  }

  /** What a servlet does. */
  interface Page {
    void serve(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException;
  }

  static void add(ServletContext context, String name, Page page, String... mappings) {
    ServletRegistration.Dynamic servlet = context.addServlet(name, new PageServlet(page));
    servlet.setAsyncSupported(true);
    Set<String> taken = servlet.addMapping(mappings);
    if (!taken.isEmpty()) {
      throw new IllegalStateException("mapped already: " + taken);
    }
  }

  static void add(ServletContext context, String name, Filter filter) {
    FilterRegistration.Dynamic registration = context.addFilter(name, filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
  }

  private static final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Page page;

    PageServlet(Page page) {
      this.page = page;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      page.serve(request, response);
    }
  }
}
