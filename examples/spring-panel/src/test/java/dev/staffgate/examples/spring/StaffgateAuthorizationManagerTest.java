package dev.staffgate.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.Staffgate;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.servlet.Caller;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The guard of methods, behind both kinds of Spring's proxies. */
class StaffgateAuthorizationManagerTest {
  private static final String POLICY =
      """
      staffgate: 1
      departments: [abuse, billing]
      roles:
        clerk:
          grants:
            - { permission: payment.refund, up-to: { amount: 100 } }
            - { permission: ticket.reply, except: { department: [abuse] } }
      staff: { ann: { roles: [clerk] } }
      routes: [{ path: /, access: signed-in }]
      """;

  private final List<Object> done = new ArrayList<>();

  /** What a proxy of the JDK has; it says nothing of permissions. */
  public interface Desk {
    void refund(BigDecimal sum);

    void credit(double sum);

    void reply(@Nullable String to);

    void misnamed(String other);
  }

  /** What is behind it; its parameters have other names. */
  public class GuardedDesk implements Desk {
    @Override
    @StaffgatePermission(value = "payment.refund", with = "amount")
    public void refund(BigDecimal amount) {
      done.add(amount);
    }

    @Override
    @StaffgatePermission(value = "payment.refund", with = "amount")
    public void credit(double amount) {
      done.add(amount);
    }

    @Override
    @StaffgatePermission(value = "ticket.reply", on = "department")
    public void reply(@Nullable String department) {
      done.add(String.valueOf(department));
    }

    @Override
    @StaffgatePermission(value = "ticket.reply", on = "department")
    public void misnamed(String other) {
      done.add(other);
    }
  }

  private Desk guarded(boolean byClass) {
    ProxyFactory factory = new ProxyFactory(new GuardedDesk());
    factory.setProxyTargetClass(byClass);
    factory.addAdvisor(SecurityConfiguration.methods());
    return (Desk) factory.getProxy();
  }

  private static void asAnn(Runnable call) throws Exception {
    SecurityContextHolder.getContext()
        .setAuthentication(new TestingAuthenticationToken("ann", "", List.of()));
    try (Staffgate staffgate =
        Staffgate.builder()
            .policy(PolicySource.of(PolicyFiles.parse("policy.yaml", POLICY)))
            .audit(event -> {})
            .build()) {
      StaffgateFilter.of(staffgate)
          .callers(request -> Optional.of(new Caller("ann", null)))
          .pages(
              (request, response, refusal) -> {
                throw new AssertionError(refusal);
              })
          .insecurelyWithoutMappingCheck()
          .build()
          .doFilter(
              new MockHttpServletRequest("GET", "/"),
              new MockHttpServletResponse(),
              (request, response) -> {
                RequestContextHolder.setRequestAttributes(
                    new ServletRequestAttributes((HttpServletRequest) request));
                call.run();
              });
    }
  }

  @AfterEach
  void forget() {
    RequestContextHolder.resetRequestAttributes();
    SecurityContextHolder.clearContext();
  }

  @Test
  void method_ofAnInterfaceBehindAProxyOfTheJdk_isGuardedByTheClass() throws Exception {
    Desk desk = guarded(false);

    assertThat(Proxy.isProxyClass(desk.getClass())).isTrue();
    asAnn(
        () -> {
          desk.refund(BigDecimal.TEN);
          desk.refund(new BigDecimal("1E+2"));
          desk.credit(1e2);
          assertThatThrownBy(() -> desk.credit(1e7)).isInstanceOf(AccessDeniedException.class);
          desk.reply("billing");
          assertThatThrownBy(() -> desk.refund(new BigDecimal(101)))
              .isInstanceOf(AccessDeniedException.class);
          assertThatThrownBy(() -> desk.reply("abuse")).isInstanceOf(AccessDeniedException.class);
        });
    assertThat(done).containsExactly(BigDecimal.TEN, new BigDecimal("1E+2"), 1e2, "billing");
  }

  @Test
  void argument_thatIsNull_isNotGiven() throws Exception {
    asAnn(
        () ->
            assertThatThrownBy(() -> guarded(false).reply(null))
                .isInstanceOf(AccessDeniedException.class));
    assertThat(done).isEmpty();
  }

  @Test
  void name_thatNoParameterHas_stopsTheCall() throws Exception {
    asAnn(
        () ->
            assertThatThrownBy(() -> guarded(false).misnamed("billing"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no parameter `department`"));
    assertThat(done).isEmpty();
  }
}
