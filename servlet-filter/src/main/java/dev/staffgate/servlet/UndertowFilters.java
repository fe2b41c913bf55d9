package dev.staffgate.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads how Undertow has mapped filters, by public methods of it and reflection, and has it make
 * them at start.
 *
 * <p>Left to itself, Undertow makes a filter at the first request that is mapped to it. A filter
 * that looks at its mapping then looks too late: what it is not mapped to has been served. So
 * Staffgate asks for filters at start where it can, by {@code DeploymentInfo.setEagerFilterInit},
 * and does not start where they are made later. See decision 0016.
 */
final class UndertowFilters {
  private static final Logger log = LoggerFactory.getLogger(UndertowFilters.class);

  private static final String PACKAGE = "io.undertow.servlet.";

  private UndertowFilters() {}

  /** Returns whether a context is one of Undertow. */
  static boolean isOne(ServletContext context) {
    return context.getClass().getName().startsWith(PACKAGE);
  }

  /** All mappings of filters, in the order in which they are called; one for each dispatcher. */
  static Object[] mappings(ServletContext context) throws ReflectiveOperationException {
    return ((Collection<?>) call(deployment(context), "getFilterMappings")).toArray();
  }

  /** Returns whether this is a mapping of Undertow. */
  static boolean isMapping(Object mapping) {
    return mapping.getClass().getName().startsWith(PACKAGE);
  }

  /** Returns the dispatcher of a mapping; none if it is not for everything. */
  static Set<DispatcherType> typesOf(Object mapping) throws ReflectiveOperationException {
    boolean everything =
        call(mapping, "getMappingType").toString().equals("URL")
            && call(mapping, "getMapping").equals(FilterMappingVerifier.EVERYTHING);
    return everything
        ? EnumSet.of((DispatcherType) call(mapping, "getDispatcher"))
        : EnumSet.noneOf(DispatcherType.class);
  }

  /**
   * Has all filters of a context made at start, where it is one of Undertow. Whether that came
   * about, {@link #requireMadeAtStart} finds out.
   */
  static void makeAtStart(ServletContext context) {
    if (isOne(context)) {
      try {
        Object deployment = deployment(context);
        Object unused =
            deployment
                .getClass()
                .getMethod("setEagerFilterInit", boolean.class)
                .invoke(deployment, true);
      } catch (ReflectiveOperationException | RuntimeException closed) {
        log.warn("Undertow could not be told to make filters at start", closed);
      }
    }
  }

  /** Has all filters made at start if one of Staffgate is among them when the context is set up. */
  static void makeAtStartIfOursIsThere(ServletContext context) {
    if (isOne(context)) {
      context.addListener(new SetUpListener());
    }
  }

  /**
   * Looks when listeners are called: filters of descriptors and initializers are there then. The
   * Servlet API forbids a listener of this kind to ask for them, so Undertow is asked.
   */
  private static final class SetUpListener implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      ServletContext context = event.getServletContext();
      try {
        for (Object filter : ((Map<?, ?>) call(deployment(context), "getFilters")).values()) {
          if (StaffgateFilter.class.equals(call(filter, "getFilterClass"))) {
            makeAtStart(context);
          }
        }
      } catch (ReflectiveOperationException | RuntimeException closed) {
        log.warn("Undertow could not be asked for its filters", closed);
      }
    }
  }

  /**
   * Goes on unless this is Undertow and makes its filters at the first request.
   *
   * @throws ServletException if it does, or that cannot be found out
   */
  static void requireMadeAtStart(ServletContext context) throws ServletException {
    if (isOne(context) && !isMadeAtStart(context)) {
      throw new ServletException(
          "Undertow made the Staffgate filter at the first request, too late to look at its"
              + " mapping: call setEagerFilterInit(true) on the DeploymentInfo, or add"
              + " StaffgateInitializer to it");
    }
  }

  private static boolean isMadeAtStart(ServletContext context) {
    try {
      return Boolean.TRUE.equals(call(deployment(context), "isEagerFilterInit"));
    } catch (ReflectiveOperationException | RuntimeException closed) {
      return false;
    }
  }

  private static Object deployment(ServletContext context) throws ReflectiveOperationException {
    return call(call(context, "getDeployment"), "getDeploymentInfo");
  }

  private static Object call(Object object, String method) throws ReflectiveOperationException {
    return object.getClass().getMethod(method).invoke(object);
  }
}
