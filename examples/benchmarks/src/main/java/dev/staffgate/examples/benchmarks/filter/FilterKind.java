package dev.staffgate.examples.benchmarks.filter;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;

/** The filter before the servlet. The caller is the same for all, and known without any work. */
public enum FilterKind {
  /** Nothing. */
  NONE,
  /** Staffgate. */
  STAFFGATE,
  /** Spring Security: its firewall, the context, the rules, and the answer to what is refused. */
  SPRING,
  /** Apache Shiro: its subject, its guard against odd paths, and the rules. */
  SHIRO;

  /** Puts the filter into an application that is starting. */
  ServletContainerInitializer before(int routes) {
    return (types, context) -> {
      switch (this) {
        case NONE -> {}
        case STAFFGATE -> StaffgateFilterFactory.filter(routes).register(context);
        case SPRING -> add(context, SpringFilterFactory.filter(routes));
        case SHIRO -> add(context, ShiroFilterFactory.filter(routes));
      }
    };
  }

  private static void add(ServletContext context, Filter filter) {
    context
        .addFilter("guard", filter)
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
  }
}
