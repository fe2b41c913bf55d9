package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.Staffgate;
import dev.staffgate.containers.AppDeployment;
import dev.staffgate.network.IpRange;
import dev.staffgate.network.NetworkSet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A filter that is called though no container has started it, or in a way that is not HTTP. */
class FilterNotStartedTest {
  private static final String POLICY = "staffgate: 1\nroutes: [{ path: /**, access: public }]\n";

  private final List<Integer> statuses = new ArrayList<>();
  private final StringWriter body = new StringWriter();

  private final HttpServletRequest request =
      (HttpServletRequest)
          Proxy.newProxyInstance(
              FilterNotStartedTest.class.getClassLoader(),
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

  private final HttpServletResponse response =
      (HttpServletResponse)
          Proxy.newProxyInstance(
              FilterNotStartedTest.class.getClassLoader(),
              new Class<?>[] {HttpServletResponse.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "isCommitted" -> false;
                    case "setStatus" -> {
                      statuses.add((Integer) arguments[0]);
                      yield null;
                    }
                    case "getOutputStream" -> throw new IllegalStateException("text alone");
                    case "getWriter" -> new PrintWriter(body);
                    default -> null;
                  });

  @Test
  void request_beforeInit_isA503AndNotServed() throws Exception {
    try (Staffgate staffgate = AppDeployment.staffgate(POLICY)) {
      for (StaffgateFilter filter :
          List.of(StaffgateFilter.of(staffgate).build(), new StaffgateFilter())) {
        List<String> served = new ArrayList<>();
        filter.doFilter(request, response, (q, p) -> served.add("served"));

        assertThat(served).isEmpty();
        assertThatThrownBy(filter::routeWarnings).isInstanceOf(IllegalStateException.class);
      }
      assertThat(statuses).containsExactly(503, 503);
      assertThat(body.toString()).contains("\"code\":\"undecided\"");
    }
  }

  @Test
  void request_withoutTheCheckOfTheMapping_isDecided() throws Exception {
    try (Staffgate staffgate = AppDeployment.staffgate(POLICY)) {
      StaffgateFilter filter =
          StaffgateFilter.of(staffgate).insecurelyWithoutMappingCheck().build();
      List<String> served = new ArrayList<>();
      filter.doFilter(request, response, (q, p) -> served.add("served"));

      assertThat(served).containsExactly("served");
      assertThat(filter.routeWarnings()).isEmpty();
    }
  }

  @Test
  void anythingButHttp_isAnError() {
    try (Staffgate staffgate = AppDeployment.staffgate(POLICY)) {
      StaffgateFilter filter =
          StaffgateFilter.of(staffgate).insecurelyWithoutMappingCheck().build();

      assertThatThrownBy(() -> filter.doFilter(plain(), response, (q, p) -> {}))
          .isInstanceOf(ServletException.class);
    }
  }

  private static ServletRequest plain() {
    return (ServletRequest)
        Proxy.newProxyInstance(
            FilterNotStartedTest.class.getClassLoader(),
            new Class<?>[] {ServletRequest.class},
            (proxy, method, arguments) -> null);
  }

  @Test
  void clientAddress_setTwice_isAConfigurationError() {
    try (Staffgate staffgate = AppDeployment.staffgate(POLICY)) {
      NetworkSet proxies = NetworkSet.of(IpRange.parse("10.0.0.0/8"));
      StaffgateFilter.Builder filter =
          StaffgateFilter.of(staffgate).clientAddress(ClientAddress.behind(proxies));

      assertThatThrownBy(() -> filter.clientAddress(ClientAddress.behind(proxies, "Forwarded")))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
