package dev.staffgate.examples.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import dev.staffgate.Staffgate;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.servlet.RefusalPages;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.signin.SignIn;
import dev.staffgate.whm.WhmSessionClient;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.io.ClassPathResource;

/** Staffgate as beans: what decides, and the filter that stands before everything else. */
@Configuration(proxyBeanMethods = false)
class StaffgateConfiguration {
  @Bean
  Staffgate staffgate(@Value("${panel.policy:}") String policy, MeterRegistry meters)
      throws IOException {
    // Spring makes one path that is null of an empty text, so the text is taken apart here.
    List<Path> files =
        Splitter.on(',').omitEmptyStrings().splitToStream(policy).map(Path::of).toList();
    return Staffgate.builder()
        .policy(files.isEmpty() ? builtIn() : watching(files))
        .audit(AuditSink.toLog())
        .panels(WhmSessionClient.create())
        .connectListener(new ConnectMetrics(meters))
        .build();
  }

  private static PolicySource builtIn() throws IOException {
    ClassPathResource policy =
        new ClassPathResource("staffgate.yaml", StaffgateConfiguration.class);
    return PolicySource.of(PolicyFiles.parse("staffgate.yaml", policy.getContentAsString(UTF_8)));
  }

  private static PolicySource watching(List<Path> files) {
    return PolicySource.watching(files, LoadOptions.DEFAULT, Duration.ofSeconds(1));
  }

  /** Checks one-time codes: each counts once, and wrong ones make an account wait. */
  @Bean
  SignIn codes(Staffgate staffgate, DemoCredentialStore kept) {
    return SignIn.builder()
        .accounts(staffgate.activeAccounts())
        .credentials(kept)
        .state(staffgate.state())
        .audit(AuditSink.toLog())
        .clock(staffgate.clock())
        .issuer("Spring panel")
        .build();
  }

  /** In memory; a panel in earnest has that of its monitoring. */
  @Bean
  MeterRegistry meters() {
    return new SimpleMeterRegistry();
  }

  /**
   * Before all other filters, for every path and every dispatch. Spring's own filters come after
   * it, those that sign people in and out too: they answer by themselves, so they need routes as
   * well.
   */
  @Bean
  FilterRegistrationBean<StaffgateFilter> staffgateFilter(Staffgate staffgate) {
    FilterRegistrationBean<StaffgateFilter> filter =
        new FilterRegistrationBean<>(filter(staffgate).build());
    filter.setName("staffgate");
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    filter.addUrlPatterns("/*");
    filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
    return filter;
  }

  /** Answers a query or a form that cannot be read, before a servlet fails on it and is logged. */
  @Bean
  FilterRegistrationBean<Filter> unreadableRequests() {
    FilterRegistrationBean<Filter> filter =
        new FilterRegistrationBean<>(
            (request, response, chain) -> {
              if (isReadable(request)) {
                chain.doFilter(request, response);
              } else {
                ((HttpServletResponse) response).sendError(HttpServletResponse.SC_BAD_REQUEST);
              }
            });
    filter.setName("unreadableRequests");
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    filter.addUrlPatterns("/*");
    filter.setDispatcherTypes(DispatcherType.REQUEST);
    return filter;
  }

  private static boolean isReadable(ServletRequest request) {
    try {
      return request.getParameterMap() != null; // reads them
    } catch (IllegalStateException unreadable) {
      return false;
    }
  }

  /** Leaves Spring's error page to errors: asked for by its address there is nothing there. */
  @Bean
  FilterRegistrationBean<Filter> noErrorPageByAddress() {
    FilterRegistrationBean<Filter> filter =
        new FilterRegistrationBean<>(
            (request, response, chain) ->
                ((HttpServletResponse) response).sendError(HttpServletResponse.SC_NOT_FOUND));
    filter.setName("noErrorPageByAddress");
    filter.addUrlPatterns("/error");
    filter.setDispatcherTypes(DispatcherType.REQUEST);
    return filter;
  }

  /** The filter's settings. */
  static StaffgateFilter.Builder filter(Staffgate staffgate) {
    return StaffgateFilter.of(staffgate)
        .callers(new SpringCallerSource(staffgate))
        .pages(RefusalPages.standard().signInAt("/login").secondFactorAt("/second-factor"));
  }
}
