package dev.staffgate.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lines that map the filter rightly, in the words of the way in which it was registered. */
final class MappingMend {
  /** The attribute by which a servlet context is known to be one of Spring's. */
  private static final String SPRING = "org.springframework.web.context.WebApplicationContext.ROOT";

  private MappingMend() {}

  /**
   * Returns the lines to paste.
   *
   * @param filter its name in the context
   * @param madeByContainer whether the container made the filter of its class, as for {@code
   *     web.xml}
   */
  static String lines(String filter, boolean madeByContainer, ServletContext context) {
    if (madeByContainer) {
      return inDescriptor(filter) + byClass(filter);
    }
    return context.getAttribute(SPRING) == null ? BY_CODE : IN_BOOT;
  }

  private static String inDescriptor(String filter) {
    String dispatchers =
        Stream.of(DispatcherType.values())
            .sorted(Comparator.comparing(type -> type != DispatcherType.REQUEST))
            .map(type -> "    <dispatcher>" + type + "</dispatcher>\n")
            .collect(Collectors.joining());
    return """
    In web.xml, before all other mappings of filters:
      <filter-mapping>
        <filter-name>%s</filter-name>
        <url-pattern>/*</url-pattern>
    %s  </filter-mapping>
    """
        .formatted(filter, dispatchers);
  }

  private static String byClass(String filter) {
    return """
    In code, while the servlet context starts:
      servletContext.addFilter("%s", StaffgateFilter.class)
          .addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    """
        .formatted(filter);
  }

  private static final String BY_CODE =
      """
      In code, while the servlet context starts, instead of addFilter:
        StaffgateFilter.of(staffgate).build().register(servletContext);
      """;

  private static final String IN_BOOT =
      """
      In Spring Boot, instead of the filter as a bean by itself:
        @Bean
        FilterRegistrationBean<StaffgateFilter> staffgateFilter(Staffgate staffgate) {
          var filter = new FilterRegistrationBean<>(StaffgateFilter.of(staffgate).build());
          filter.addUrlPatterns("/*");
          filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
          filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
          return filter;
        }
      """;
}
