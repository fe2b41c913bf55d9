package dev.staffgate.servlet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.staffgate.Staffgate;
import dev.staffgate.containers.AppDeployment;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bytes that the filter allocates for a request that it lets through: counted by the JVM for
 * this thread over 100,000 requests, after as many to warm up. The request itself allocates
 * nothing, and what the JVM may need meanwhile is allowed for.
 */
class FilterAllocationTest {
  private static final int REQUESTS = 100_000;
  private static final long OF_THE_JVM = 200_000;
  private static final int AT_MOST = 250;

  private static String policy(int routes) {
    StringBuilder policy =
        new StringBuilder(
            """
            staffgate: 1
            roles: { clerk: { grants: [client.view] } }
            staff: { ann: { roles: [clerk] } }
            routes:
              - { path: /assets/**, access: public }
            """);
    for (int i = 0; i < routes; i++) {
      policy.append("  - { path: \"/part" + i + "/clients/{client}\", permission: client.view }\n");
    }
    return policy.toString();
  }

  /** A request of the container: its class is in the package of what is wrapped around it. */
  interface ContainersRequest extends HttpServletRequest {}

  /** A request that is written down: its own answers are there already. */
  private static final class Written extends HttpServletRequestWrapper {
    private final String path;

    Written(String path) {
      super(
          (HttpServletRequest)
              Proxy.newProxyInstance(
                  Written.class.getClassLoader(),
                  new Class<?>[] {ContainersRequest.class},
                  (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                  }));
      this.path = path;
    }

    @Override
    public String getRequestURI() {
      return path;
    }

    @Override
    public String getServletPath() {
      return path;
    }

    @Override
    public String getContextPath() {
      return "";
    }

    @Override
    public @Nullable String getPathInfo() {
      return null;
    }

    @Override
    public @Nullable String getQueryString() {
      return null;
    }

    @Override
    public String getMethod() {
      return "GET";
    }

    @Override
    public @Nullable String getHeader(String name) {
      return null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return Collections.emptyEnumeration();
    }

    @Override
    public String getRemoteAddr() {
      return "203.0.113.7";
    }

    @Override
    public DispatcherType getDispatcherType() {
      return DispatcherType.REQUEST;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
      return null;
    }
  }

  /** The code behind: it keeps the last decision. */
  private static final class Behind implements FilterChain {
    private @Nullable StaffgateRequest found;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response) {
      found = StaffgateRequest.of((HttpServletRequest) request);
    }
  }

  @ParameterizedTest
  @CsvSource({"50, /assets/main.css", "50, /part17/clients/4711", "1000, /part999/clients/4711"})
  void request_letThrough_allocatesLittle(int routes, String path) throws Exception {
    try (Staffgate staffgate = AppDeployment.staffgate(policy(routes))) {
      Optional<Caller> ann = Optional.of(new Caller("ann", AppDeployment.NOW));
      StaffgateFilter filter =
          StaffgateFilter.of(staffgate)
              .callers(request -> ann)
              .insecurelyWithoutMappingCheck()
              .build();
      Written request = new Written(path);
      Behind behind = new Behind();
      HttpServletResponse response =
          (HttpServletResponse)
              Proxy.newProxyInstance(
                  Written.class.getClassLoader(),
                  new Class<?>[] {HttpServletResponse.class},
                  (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                  });
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      for (int i = 0; i < REQUESTS; i++) {
        filter.doFilter(request, response, behind);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < REQUESTS; i++) {
        filter.doFilter(request, response, behind);
      }
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;

      assertThat(requireNonNull(behind.found).staff()).contains("ann");
      assertThat(Math.max(0, allocated - OF_THE_JVM) / REQUESTS).isLessThanOrEqualTo(AT_MOST);
    }
  }
}
