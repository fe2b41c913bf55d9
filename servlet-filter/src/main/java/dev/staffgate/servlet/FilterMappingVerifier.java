package dev.staffgate.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies that a filter comes before everything else: mapped to {@code /*} for all dispatcher
 * types, and before the filters that open WebSockets, which answer by themselves.
 *
 * <p>The Servlet API has the patterns of a mapping but not its dispatcher types, nor the order of
 * filters. Tomcat, Jetty and Undertow are asked by reflection; about another container, and one
 * that does not let itself be looked into, nothing is known, and what is not known is refused. See
 * decision 0016.
 */
final class FilterMappingVerifier {
  static final String EVERYTHING = "/*";

  private static final Logger log = LoggerFactory.getLogger(FilterMappingVerifier.class);

  /** The filters of containers that open WebSockets, by the end of their names. */
  private static final List<String> UPGRADES =
      List.of("WebSocketUpgradeFilter", "WsFilter", "JsrWebSocketFilter");

  private FilterMappingVerifier() {}

  /**
   * Goes on only if the filter is mapped to everything.
   *
   * @param madeByContainer whether the container made the filter of its class
   * @throws ServletException if it is not, or that cannot be found out; with the lines to paste
   */
  static void requireMappedToEverything(FilterConfig config, boolean madeByContainer)
      throws ServletException {
    String wrong = wrongWith(config.getFilterName(), config.getServletContext());
    if (!wrong.isEmpty()) {
      throw new ServletException(
          "the Staffgate filter `"
              + config.getFilterName()
              + "` "
              + wrong
              + ": it has to be mapped to /* for all dispatcher types, before the others.\n"
              + MappingMend.lines(
                  config.getFilterName(), madeByContainer, config.getServletContext()));
    }
  }

  /** Returns what is wrong with its mapping; empty if nothing is. */
  private static String wrongWith(String name, ServletContext context) {
    FilterRegistration registration = context.getFilterRegistration(name);
    if (registration == null || !registration.getUrlPatternMappings().contains(EVERYTHING)) {
      return "is not mapped to " + EVERYTHING;
    }
    Set<DispatcherType> missing = EnumSet.allOf(DispatcherType.class);
    List<String> before = new ArrayList<>();
    try {
      for (Object mapping : mappings(context)) {
        String filter = (String) call(mapping, "getFilterName");
        if (filter.equals(name)) {
          missing.removeAll(typesOf(mapping));
        } else if (missing.contains(DispatcherType.REQUEST)) {
          before.add(filter);
        }
      }
    } catch (ReflectiveOperationException | RuntimeException closed) {
      return "is in a container that does not tell for which dispatcher types";
    }
    return missing.isEmpty()
        ? wrongWithOthers(before, context)
        : "is mapped to " + EVERYTHING + " but not for " + missing;
  }

  /** Others may stand before it, to set an encoding for example, if they let everything through. */
  private static String wrongWithOthers(List<String> before, ServletContext context) {
    for (String filter : before) {
      FilterRegistration other = context.getFilterRegistration(filter);
      String type = other == null ? filter : String.valueOf(other.getClassName());
      if (UPGRADES.stream().anyMatch(end -> type.endsWith(end) || filter.endsWith(end))) {
        return "stands behind `" + filter + "`, which opens WebSockets to everybody";
      }
    }
    if (!before.isEmpty()) {
      log.info("what these filters answer by themselves is not decided by Staffgate: {}", before);
    }
    return "";
  }

  /** All mappings of filters, in the order in which they are called. */
  private static Object[] mappings(ServletContext context) throws ReflectiveOperationException {
    Object mappings = ofJetty(context);
    if (mappings == null) {
      mappings = ofTomcat(context);
    }
    if (mappings == null && UndertowFilters.isOne(context)) {
      mappings = UndertowFilters.mappings(context);
    }
    if (mappings == null) {
      throw new ReflectiveOperationException("none of the containers that are known");
    }
    return (Object[]) mappings;
  }

  /** The dispatchers of a mapping; none if it is not for everything. */
  private static Set<DispatcherType> typesOf(Object mapping) throws ReflectiveOperationException {
    if (UndertowFilters.isMapping(mapping)) {
      return UndertowFilters.typesOf(mapping);
    }
    boolean jetty = mapping.getClass().getName().startsWith("org.eclipse.jetty.");
    String[] patterns = (String[]) call(mapping, jetty ? "getPathSpecs" : "getURLPatterns");
    Set<DispatcherType> types = EnumSet.noneOf(DispatcherType.class);
    if (patterns == null || !List.of(patterns).contains(EVERYTHING)) {
      return types;
    }
    for (DispatcherType type : DispatcherType.values()) {
      boolean mapped =
          jetty
              ? Boolean.TRUE.equals(
                  mapping
                      .getClass()
                      .getMethod("appliesTo", DispatcherType.class)
                      .invoke(mapping, type))
              : dispatchersInTomcat(mapping).contains(type.name());
      if (mapped) {
        types.add(type);
      }
    }
    return types;
  }

  /** Returns the names of the dispatchers; a mapping that names none is for requests. */
  private static List<String> dispatchersInTomcat(Object mapping)
      throws ReflectiveOperationException {
    String[] names = (String[]) call(mapping, "getDispatcherNames");
    return names.length == 0 ? List.of(DispatcherType.REQUEST.name()) : List.of(names);
  }

  private static @Nullable Object ofJetty(ServletContext context)
      throws ReflectiveOperationException {
    for (Class<?> type = context.getClass(); type != null; type = type.getSuperclass()) {
      Class<?> outer = type.getEnclosingClass();
      if (outer != null && outer.getSimpleName().equals("ServletContextHandler")) {
        Object handler =
            outer.getMethod("getServletContextHandler", ServletContext.class).invoke(null, context);
        return call(call(handler, "getServletHandler"), "getFilterMappings");
      }
    }
    return null;
  }

  private static @Nullable Object ofTomcat(ServletContext context)
      throws ReflectiveOperationException {
    Object inner = context;
    for (int depth = 0; depth < 2 && inner != null; depth++) {
      if (!inner.getClass().getName().startsWith("org.apache.catalina.core.")) {
        return null;
      }
      Field field = inner.getClass().getDeclaredField("context");
      field.setAccessible(true);
      inner = field.get(inner);
    }
    return inner == null ? null : call(inner, "findFilterMaps");
  }

  private static Object call(Object object, String method) throws ReflectiveOperationException {
    return object.getClass().getMethod(method).invoke(object);
  }
}
