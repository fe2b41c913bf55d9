package dev.staffgate.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.network.IpAddress;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.servlet.StaffgateRequest;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** What Spring Boot makes of headers that anybody can write, in Kubernetes and elsewhere. */
class ForwardedHeadersTest {
  /** Says which address the filter has found; no component, so that the panel does not find it. */
  @EnableAutoConfiguration
  static class AddressApp {
    @Bean
    Staffgate staffgate() {
      return Staffgate.builder()
          .policy(
              PolicySource.of(
                  PolicyFiles.parse(
                      "policy.yaml", "staffgate: 1\nroutes: [{ path: /**, access: public }]\n")))
          .audit(event -> {})
          .build();
    }

    @Bean
    FilterRegistrationBean<StaffgateFilter> staffgateFilter(Staffgate staffgate) {
      return everywhere(StaffgateFilter.of(staffgate).build(), 1);
    }

    @Bean
    FilterRegistrationBean<Filter> address() {
      return everywhere(
          (request, response, chain) ->
              response
                  .getWriter()
                  .print(
                      StaffgateRequest.of((HttpServletRequest) request)
                          .from()
                          .map(IpAddress::toString)
                          .orElse("none")),
          2);
    }

    private static <F extends Filter> FilterRegistrationBean<F> everywhere(F filter, int place) {
      FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
      registration.addUrlPatterns("/*");
      registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
      registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
      return registration;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "kubernetes, , none",
    "kubernetes, native, none",
    "kubernetes, framework, none",
    "none, framework, none",
    "kubernetes, none, 127.0.0.1",
    "none, , 127.0.0.1"
  })
  void address_thatAClientClaims_isNeverTaken(String platform, String strategy, String expected)
      throws Exception {
    SpringApplication application = new SpringApplication(AddressApp.class);
    try (ConfigurableApplicationContext running =
        application.run(
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--spring.main.banner-mode=off",
            "--spring.config.name=of-nobody",
            "--spring.main.cloud-platform=" + platform,
            strategy == null
                ? "--logging.level.root=warn"
                : "--server.forward-headers-strategy=" + strategy)) {
      String port = running.getEnvironment().getProperty("local.server.port");
      HttpRequest claim =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
              .header("X-Forwarded-For", "203.0.113.7")
              .build();

      assertThat(HttpClient.newHttpClient().send(claim, BodyHandlers.ofString()).body())
          .isEqualTo(expected);
    }
  }

  @Test
  void panel_leavesForwardedHeadersToTheFilter() {
    assertThat(
            RunningPanel.get()
                .context()
                .getEnvironment()
                .getProperty("server.forward-headers-strategy"))
        .isEqualTo("none");
  }
}
