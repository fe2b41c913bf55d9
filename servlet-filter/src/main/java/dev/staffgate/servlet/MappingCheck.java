package dev.staffgate.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a filter stands before everything: mapped to {@code /*} for all dispatcher types.
 *
 * <p>The Servlet API tells the patterns of a mapping and not its dispatcher types. Tomcat and Jetty
 * are asked by reflection; about another container, and one that does not let itself be looked
 * into, nothing is known, and what is not known is refused. See decision 0016.
 */
final class MappingCheck {
  static final String EVERYTHING = "/*";

  private MappingCheck() {}

  /**
   * Goes on only if the filter is mapped to everything.
   *
   * @throws ServletException if it is not, or that cannot be found out
   */
  static void require(FilterConfig config) throws ServletException {
    String name = config.getFilterName();
    ServletContext context = config.getServletContext();
    FilterRegistration registration = context.getFilterRegistration(name);
    if (registration == null || !registration.getUrlPatternMappings().contains(EVERYTHING)) {
      throw refused(name, "is not mapped to " + EVERYTHING);
    }
    Optional<Set<DispatcherType>> types = dispatcherTypes(context, name);
    if (types.isEmpty()) {
      throw refused(name, "is in a container that does not tell for which dispatcher types");
    }
    Set<DispatcherType> missing = EnumSet.allOf(DispatcherType.class);
    missing.removeAll(types.get());
    if (!missing.isEmpty()) {
      throw refused(name, "is not mapped for " + missing);
    }
  }

  private static ServletException refused(String name, String why) {
    return new ServletException(
        "the Staffgate filter `"
            + name
            + "` "
            + why
            + ": it has to be mapped to /* for all dispatcher types, which its register(…) does");
  }

  /** For which dispatches a filter is mapped to everything; empty if that cannot be found out. */
  private static Optional<Set<DispatcherType>> dispatcherTypes(
      ServletContext context, String name) {
    try {
      Object mappings = ofJetty(context);
      if (mappings == null) {
        mappings = ofTomcat(context);
      }
      if (mappings == null) {
        return Optional.empty();
      }
      Set<DispatcherType> types = EnumSet.noneOf(DispatcherType.class);
      for (int i = 0; i < Array.getLength(mappings); i++) {
        Object mapping = Array.get(mappings, i);
        if (name.equals(call(mapping, "getFilterName"))) {
          types.addAll(typesOf(mapping));
        }
      }
      return Optional.of(types);
    } catch (ReflectiveOperationException | RuntimeException closed) {
      return Optional.empty();
    }
  }

  /** A mapping of Jetty or Tomcat; none if it is not for everything. */
  private static Set<DispatcherType> typesOf(Object mapping) throws ReflectiveOperationException {
    boolean jetty = has(mapping, "getPathSpecs");
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
              : List.of((String[]) call(mapping, "getDispatcherNames")).contains(type.name());
      if (mapped) {
        types.add(type);
      }
    }
    return types;
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

  private static boolean has(Object object, String method) {
    return List.of(object.getClass().getMethods()).stream()
        .anyMatch(one -> one.getName().equals(method));
  }

  private static Object call(Object object, String method) throws ReflectiveOperationException {
    return object.getClass().getMethod(method).invoke(object);
  }
}
