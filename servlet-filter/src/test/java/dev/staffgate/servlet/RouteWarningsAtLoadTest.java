package dev.staffgate.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.Staffgate;
import dev.staffgate.model.PolicyException;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Warnings about routes are found where a policy is loaded, and not where a request waits. */
class RouteWarningsAtLoadTest {
  private static final Policy QUIET =
      PolicyFiles.parse("quiet.yaml", "staffgate: 1\nroutes: [{ path: /a, access: public }]\n");
  private static final Policy LOUD =
      PolicyFiles.parse(
          "loud.yaml",
          "staffgate: 1\nroutes: [{ path: /**, access: public }, { path: /a, access: public }]\n");

  /** Puts a policy in force, and tells of it when it is told to. */
  private static final class Source implements PolicySource {
    private volatile Policy current = QUIET;
    private volatile @Nullable Listener listener;

    @Override
    public Policy current() {
      return current;
    }

    @Override
    public Optional<PolicyException> problem() {
      return Optional.empty();
    }

    @Override
    public void onChange(Listener told) {
      listener = told;
    }

    void tell() {
      Listener told = listener;
      if (told != null) {
        told.loaded(current);
      }
    }

    @Override
    public void refresh() {}

    @Override
    public void close() {}
  }

  private static void ask(StaffgateFilter filter, List<String> served) throws Exception {
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                RouteWarningsAtLoadTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getMethod" -> "GET";
                      case "getDispatcherType" -> DispatcherType.REQUEST;
                      case "getRequestURI", "getServletPath" -> "/a";
                      case "getContextPath" -> "";
                      case "getRemoteAddr" -> "203.0.113.7";
                      default -> null;
                    });
    HttpServletResponse response =
        (HttpServletResponse)
            Proxy.newProxyInstance(
                RouteWarningsAtLoadTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> null);
    filter.doFilter(request, response, (q, p) -> served.add("served"));
  }

  @Test
  void policy_thatComesIntoForce_isLookedAtByTheThreadThatLoadsIt() throws Exception {
    Source source = new Source();
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    List<String> served = new ArrayList<>();
    try (Staffgate staffgate = Staffgate.builder().policy(source).audit(event -> {}).build()) {
      System.setErr(new PrintStream(log, true, UTF_8));
      StaffgateFilter filter =
          StaffgateFilter.of(staffgate).insecurelyWithoutMappingCheck().build();
      assertThat(filter.routeWarnings()).isEmpty();

      source.current = LOUD;
      ask(filter, served); // before the source has told of it
      assertThat(log.toString(UTF_8)).doesNotContain("routes: ");
      source.tell();
      assertThat(log.toString(UTF_8)).containsOnlyOnce("routes: the route `/a` at loud.yaml:2");
      ask(filter, served);
      assertThat(log.toString(UTF_8)).containsOnlyOnce("routes: ");
      assertThat(filter.routeWarnings()).hasSize(1);
      assertThat(StaffgateFilter.routeWarnings(LOUD)).isEqualTo(filter.routeWarnings());

      filter.destroy();
      source.tell();
      assertThat(log.toString(UTF_8)).containsOnlyOnce("routes: ");
      assertThatThrownBy(filter::routeWarnings).isInstanceOf(IllegalStateException.class);
    } finally {
      System.setErr(before);
    }
    assertThat(served).hasSize(2);
  }

  private static String logged(String policy, RefusalPages pages) {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try (Staffgate staffgate =
        Staffgate.builder()
            .policy(PolicySource.of(PolicyFiles.parse("a.yaml", "staffgate: 1\n" + policy)))
            .audit(event -> {})
            .build()) {
      System.setErr(new PrintStream(log, true, UTF_8));
      StaffgateFilter unused =
          StaffgateFilter.of(staffgate).pages(pages).insecurelyWithoutMappingCheck().build();
    } finally {
      System.setErr(before);
    }
    return log.toString(UTF_8);
  }

  @Test
  void policy_thatShutsEverybodyOut_isToldWithTheLineThatItLacks() {
    RefusalPages pages = RefusalPages.standard().signInAt("/in").secondFactorAt("/more");

    assertThat(logged("", RefusalPages.standard()))
        .contains("routes: the policy has none, so every request is refused");
    assertThat(logged("routes: [{ path: /**, access: signed-in }]\n", pages))
        .contains("the page for signing in, /in, lacks a route: nobody can sign in.")
        .contains("  - { path: /in, access: public }")
        .doesNotContain("/more");
    assertThat(
            logged(
                "routes: [{ path: /in, access: public }, { path: /a, access: signed-in }]\n",
                pages))
        .contains("  - { path: /more, access: signed-in }")
        .doesNotContain("/in,");
    assertThat(
            logged(
                "routes: [{ path: /in, access: public }, { path: /more, access: signed-in }]\n",
                pages))
        .isEmpty();
  }
}
