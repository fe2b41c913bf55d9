package dev.staffgate.servlet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import com.google.common.base.Throwables;
import dev.staffgate.Staffgate;
import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.containers.ServletContainer;
import jakarta.servlet.DispatcherType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The filter starts where it stands before everything, and nowhere else. */
class FilterMappingVerifierTest {
  static final List<String> RIGHT =
      List.of(
          "register",
          "initializer",
          "initializer-without-setup",
          "by-hand",
          "in-two-mappings",
          "behind-another",
          "before-websockets",
          "class",
          "class-with-settings",
          "class-with-ports",
          "class-with-the-containers-peer");
  static final List<String> WRONG =
      List.of(
          "register-twice",
          "request-only",
          "bean-by-itself",
          "without-error",
          "part-of-the-paths",
          "everything-but-in-pieces",
          "by-servlet",
          "unmapped",
          "behind-websockets",
          "behind-websockets-by-name",
          "built-with-parameters",
          "misspelt-parameter",
          "wrong-parameter",
          "two-headers",
          "all-trusted",
          "header-without-proxies",
          "peer-without-proxies",
          "ports-without-proxies",
          "ports-of-forwarded",
          "container-and-proxies",
          "page-elsewhere",
          "no-gate");
  static final String POLICY =
      "staffgate: 1\nroutes: [{ path: /a, access: public }, { path: /b, access: signed-in }]\n";

  static Stream<Arguments> right() {
    return Stream.of(ServletContainer.values())
        .flatMap(container -> RIGHT.stream().map(way -> Arguments.of(container, way)));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(ServletContainer.values())
        .flatMap(container -> WRONG.stream().map(way -> Arguments.of(container, way)));
  }

  @ParameterizedTest
  @MethodSource("right")
  void filter_mappedToEverything_startsAndDecides(ServletContainer container, String way)
      throws Exception {
    try (Staffgate staffgate = AppDeployment.staffgate(POLICY);
        RunningContainer running =
            container.start(
                new AppDeployment("MappingApp", false, staffgate, Map.of("way", way)))) {
      assertThat(running.send("GET", "/a", List.of()).text()).contains("CANARY permit");
      assertThat(running.send("GET", "/b", List.of()).status()).isEqualTo(401);
      assertThat(running.send("GET", "/c", List.of()).status()).isEqualTo(403);
      assertThat(running.send("GET", "/c?upgrade", List.of()).text()).doesNotContain("CANARY");
    }
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void filter_mappedToLessOrSetUpWrong_doesNotStart(ServletContainer container, String way)
      throws Exception {
    try (Staffgate staffgate = AppDeployment.staffgate(POLICY)) {
      AppDeployment stage = new AppDeployment("MappingApp", false, staffgate, Map.of("way", way));

      assertThatThrownBy(() -> container.start(stage).close()).isInstanceOf(Exception.class);
    }
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void filter_mappedForRequestsAlone_isToldWhatIsMissingAndTheLinesOfItsOwnWay(
      ServletContainer container) {
    String inCode = refusal(container, "request-only");
    assertThat(inCode)
        .contains("is mapped to /* but not for [FORWARD, INCLUDE, ")
        .contains("ERROR]: it has")
        .contains("StaffgateFilter.of(staffgate).build().register(servletContext);")
        .doesNotContain("web.xml")
        .doesNotContain("Boot");

    assertThat(refusal(container, "bean-by-itself"))
        .contains("FilterRegistrationBean<StaffgateFilter>")
        .contains("filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));")
        .doesNotContain("web.xml");

    try (Staffgate staffgate = AppDeployment.staffgate(POLICY)) {
      assertThatThrownBy(() -> withDescriptor(container, staffgate, "").close())
          .extracting(Throwables::getRootCause, THROWABLE)
          .hasMessageContaining("but not for [FORWARD, INCLUDE, ")
          .hasMessageContaining("ERROR]: it has")
          .hasMessageContaining("<filter-name>staffgate</filter-name>")
          .hasMessageContaining("<dispatcher>ERROR</dispatcher>")
          .hasMessageContaining("servletContext.addFilter(\"staffgate\", StaffgateFilter.class)");
    }
  }

  private static String refusal(ServletContainer container, String way) {
    try (Staffgate staffgate = AppDeployment.staffgate(POLICY)) {
      AppDeployment stage = new AppDeployment("MappingApp", false, staffgate, Map.of("way", way));
      Throwable thrown = catchThrowable(() -> container.start(stage).close());
      return String.valueOf(Throwables.getRootCause(thrown).getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void request_thatBringsWhatOnlyAnIncludeHas_isRefused(ServletContainer container)
      throws Exception {
    try (Staffgate staffgate = AppDeployment.staffgate(POLICY);
        RunningContainer running =
            container.start(
                new AppDeployment(
                    "MappingApp", false, staffgate, Map.of("way", "behind-attributes")))) {
      assertThat(running.send("GET", "/a?x=/b", List.of()).text()).contains("CANARY permit");
      assertThat(
              running.send("GET", "/a?jakarta.servlet.include.request_uri=/b", List.of()).status())
          .isEqualTo(400);
      assertThat(
              running.send("GET", "/a?jakarta.servlet.include.servlet_path=/b", List.of()).status())
          .isEqualTo(400);
    }
  }

  private static RunningContainer withDescriptor(
      ServletContainer container, Staffgate staffgate, String dispatchers) throws Exception {
    String descriptor =
        """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
          <filter>
            <filter-name>staffgate</filter-name>
            <filter-class>dev.staffgate.servlet.StaffgateFilter</filter-class>
            <async-supported>true</async-supported>
            <init-param>
              <param-name>sign-in-page</param-name>
              <param-value>/sign-in</param-value>
            </init-param>
          </filter>
          <filter-mapping>
            <filter-name>staffgate</filter-name>
            <url-pattern>/*</url-pattern>
            %s
          </filter-mapping>
        </web-app>
        """
            .formatted(dispatchers);
    return container.start(
        new AppDeployment(
            "MappingApp", false, staffgate, Map.of("way", "web.xml", "web.xml", descriptor)));
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void filter_inADescriptorWithAllDispatchers_startsAndDecides(ServletContainer container)
      throws Exception {
    String all =
        Stream.of(DispatcherType.values())
            .map(type -> "<dispatcher>" + type + "</dispatcher>")
            .collect(Collectors.joining());
    try (Staffgate staffgate = AppDeployment.staffgate(POLICY);
        RunningContainer running = withDescriptor(container, staffgate, all)) {
      assertThat(running.send("GET", "/a", List.of()).text()).contains("CANARY permit");
      assertThat(
              running
                  .send("GET", "/b?x=1", List.of(Map.entry("Accept", "text/html")))
                  .header("Location"))
          .isEqualTo("/sign-in?return=%2Fb%3Fx%3D1");
    }
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void descriptor_onThePage_startsAndDecides(ServletContainer container) throws Exception {
    String page =
        Files.readString(
            Path.of(
                requireNonNull(System.getProperty("staffgate.root")), "docs/servlet-filter.md"));
    String descriptor =
        page.substring(page.indexOf("<web-app"), page.indexOf("</web-app>") + 10)
            .replaceAll("(?s)  <listener>.*</listener>", "");
    try (Staffgate staffgate = AppDeployment.staffgate(POLICY);
        RunningContainer running =
            container.start(
                new AppDeployment(
                    "MappingApp",
                    false,
                    staffgate,
                    Map.of("way", "web.xml", "web.xml", descriptor)))) {
      assertThat(running.send("GET", "/a", List.of()).text()).contains("CANARY permit");
      assertThat(running.send("GET", "/b", List.of()).status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void filter_inADescriptorWithoutDispatchers_doesNotStart(ServletContainer container) {
    try (Staffgate staffgate = AppDeployment.staffgate(POLICY)) {
      assertThatThrownBy(() -> withDescriptor(container, staffgate, "").close())
          .isInstanceOf(Exception.class);
    }
  }
}
