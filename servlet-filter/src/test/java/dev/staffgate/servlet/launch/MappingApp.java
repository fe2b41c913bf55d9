package dev.staffgate.servlet.launch;

import dev.staffgate.Staffgate;
import dev.staffgate.containers.AppDeployment;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.servlet.StaffgateInitializer;
import dev.staffgate.servlet.StaffgateRequest;
import dev.staffgate.servlet.StaffgateSetup;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** Registers the filter in the way that the setting {@code way} names, right or wrong. */
public final class MappingApp extends ContainerApp {
  MappingApp(AppDeployment stage) {
    super(stage);
  }

  /** Found by the initializer, if it is shown to it. */
  public static final class Setup implements StaffgateSetup {
    /** For the initializer. */
    public Setup() {}

    @Override
    public StaffgateFilter filter(ServletContext context) {
      return StaffgateFilter.of(
              (Staffgate) context.getAttribute(StaffgateFilter.STAFFGATE_ATTRIBUTE))
          .build();
    }
  }

  /** Answers by itself, as that of a container does with what wants a WebSocket. */
  public static final class WebSocketUpgradeFilter implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      if (request.getParameter("upgrade") != null) {
        response.getOutputStream().print("CANARY socket");
      } else {
        chain.doFilter(request, response);
      }
    }
  }

  /** A filter that lets everything through. */
  private static Filter passing() {
    return (request, response, chain) -> chain.doFilter(request, response);
  }

  @Override
  void start(ServletContext context) throws ServletException {
    context.setAttribute(StaffgateFilter.STAFFGATE_ATTRIBUTE, stage.staffgate);
    StaffgateFilter filter = StaffgateFilter.of(stage.staffgate).build();
    EnumSet<DispatcherType> all = EnumSet.allOf(DispatcherType.class);
    switch (stage.settings.get("way")) {
      case "register" -> filter.register(context);
      case "register-twice" -> {
        filter.register(context);
        filter.register(context);
      }
      case "initializer" ->
          new StaffgateInitializer().onStartup(Set.of(Setup.class, StaffgateSetup.class), context);
      case "initializer-without-setup" -> {
        new StaffgateInitializer().onStartup(null, context);
        filter.register(context);
      }
      case "by-hand" -> context.addFilter("f", filter).addMappingForUrlPatterns(all, false, "/*");
      case "in-two-mappings" -> {
        FilterRegistration.Dynamic f = context.addFilter("f", filter);
        f.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        f.addMappingForUrlPatterns(
            EnumSet.complementOf(EnumSet.of(DispatcherType.REQUEST)), false, "/x", "/*");
      }
      case "behind-another" -> {
        context.addFilter("passing", passing()).addMappingForUrlPatterns(null, false, "/*");
        filter.register(context);
      }
      case "behind-attributes" -> {
        context
            .addFilter(
                "attributes",
                (request, response, chain) -> {
                  request
                      .getParameterMap()
                      .forEach((name, values) -> request.setAttribute(name, values[0]));
                  chain.doFilter(request, response);
                })
            .addMappingForUrlPatterns(null, false, "/*");
        filter.register(context);
      }
      case "before-websockets" -> {
        filter.register(context);
        context
            .addFilter("sockets", new WebSocketUpgradeFilter())
            .addMappingForUrlPatterns(null, true, "/*");
      }
      case "behind-websockets" -> {
        context
            .addFilter("sockets", new WebSocketUpgradeFilter())
            .addMappingForUrlPatterns(null, false, "/*");
        filter.register(context);
      }
      case "behind-websockets-by-name" -> {
        context
            .addFilter("org.example.WsFilter", passing())
            .addMappingForUrlPatterns(null, false, "/*");
        filter.register(context);
      }
      case "web.xml" -> {
        // The descriptor has it.
      }
      case "class" -> named(context);
      case "class-with-settings" -> {
        FilterRegistration.Dynamic f = named(context);
        f.setInitParameter("trusted-proxies", "10.0.0.0/8, 127.0.0.1");
        f.setInitParameter("client-address-header", "Forwarded");
        f.setInitParameter("peer-if-header-missing", "true");
        f.setInitParameter("sign-in-page", "/sign-in");
        f.setInitParameter("second-factor-page", "/step-up");
        f.setInitParameter("approval-page", "/ask");
        f.setInitParameter("method-override", "true");
        f.setInitParameter("callers", "principal");
      }
      case "request-only" ->
          context.addFilter("f", filter).addMappingForUrlPatterns(null, false, "/*");
      case "bean-by-itself" -> {
        context.setAttribute("org.springframework.web.context.WebApplicationContext.ROOT", "here");
        context.addFilter("f", filter).addMappingForUrlPatterns(null, false, "/*");
      }
      case "without-error" ->
          context
              .addFilter("f", filter)
              .addMappingForUrlPatterns(
                  EnumSet.complementOf(EnumSet.of(DispatcherType.ERROR)), false, "/*");
      case "part-of-the-paths" ->
          context.addFilter("f", filter).addMappingForUrlPatterns(all, false, "/admin/*");
      case "everything-but-in-pieces" -> {
        FilterRegistration.Dynamic f = context.addFilter("f", filter);
        f.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        f.addMappingForUrlPatterns(all, false, "/a/*");
      }
      case "by-servlet" ->
          context.addFilter("f", filter).addMappingForServletNames(all, false, "who");
      case "unmapped" -> context.addFilter("f", filter);
      case "built-with-parameters" -> {
        filter.register(context);
        context.getFilterRegistration("staffgate").setInitParameter("callers", "principal");
      }
      case "misspelt-parameter" -> named(context).setInitParameter("trusted-proxy", "10.0.0.0/8");
      case "wrong-parameter" -> named(context).setInitParameter("callers", "everybody");
      case "two-headers" -> {
        FilterRegistration.Dynamic f = named(context);
        f.setInitParameter("trusted-proxies", "10.0.0.0/8");
        f.setInitParameter("client-address-header", "Forwarded, X-Forwarded-For");
      }
      case "all-trusted" -> named(context).setInitParameter("trusted-proxies", "0.0.0.0/0");
      case "header-without-proxies" ->
          named(context).setInitParameter("client-address-header", "Forwarded");
      case "peer-without-proxies" ->
          named(context).setInitParameter("peer-if-header-missing", "true");
      case "ports-without-proxies" ->
          named(context).setInitParameter("addresses-with-ports", "true");
      case "ports-of-forwarded" -> {
        FilterRegistration.Dynamic f = named(context);
        f.setInitParameter("trusted-proxies", "10.0.0.0/8");
        f.setInitParameter("client-address-header", "Forwarded");
        f.setInitParameter("addresses-with-ports", "true");
      }
      case "container-and-proxies" -> {
        FilterRegistration.Dynamic f = named(context);
        f.setInitParameter("trusted-proxies", "10.0.0.0/8");
        f.setInitParameter("peer-as-the-container-says", "true");
      }
      case "class-with-the-containers-peer" ->
          named(context).setInitParameter("peer-as-the-container-says", "true");
      case "class-with-ports" -> {
        FilterRegistration.Dynamic f = named(context);
        f.setInitParameter("trusted-proxies", "10.0.0.0/8");
        f.setInitParameter("addresses-with-ports", "true");
      }
      case "page-elsewhere" ->
          named(context).setInitParameter("sign-in-page", "//evil.example/sign-in");
      case "no-gate" -> {
        context.removeAttribute(StaffgateFilter.STAFFGATE_ATTRIBUTE);
        named(context);
      }
      default -> throw new IllegalArgumentException(stage.settings.get("way"));
    }
    add(
        context,
        "who",
        (request, response) ->
            response
                .getOutputStream()
                .print("CANARY " + StaffgateRequest.of(request).decision().outcome()),
        "/");
  }

  private static FilterRegistration.Dynamic named(ServletContext context) {
    FilterRegistration.Dynamic f = context.addFilter("f", StaffgateFilter.class);
    f.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    return f;
  }
}
