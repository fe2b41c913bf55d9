package dev.staffgate.servlet;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.HandlesTypes;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Registers the filter of an application that has a {@link StaffgateSetup}. Containers find it by
 * itself; an application without such a class is left alone. In Undertow it also sees to it that a
 * Staffgate filter that the application itself has set up is made at start.
 */
@HandlesTypes(StaffgateSetup.class)
public final class StaffgateInitializer implements ServletContainerInitializer {
  /** For the container. */
  public StaffgateInitializer() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> found, ServletContext context)
      throws ServletException {
    List<Class<?>> setups =
        (found == null ? Stream.<Class<?>>empty() : found.stream())
            .filter(StaffgateSetup.class::isAssignableFrom)
            .filter(type -> !type.isInterface() && !Modifier.isAbstract(type.getModifiers()))
            .toList();
    if (setups.size() > 1) {
      throw new ServletException("more than one StaffgateSetup: " + setups);
    }
    for (Class<?> setup : setups) {
      instance(setup).filter(context).register(context);
    }
    UndertowFilters.makeAtStartIfOursIsThere(context);
  }

  private static StaffgateSetup instance(Class<?> setup) throws ServletException {
    try {
      return (StaffgateSetup) setup.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new ServletException("a StaffgateSetup could not be made: " + setup.getName(), e);
    }
  }
}
