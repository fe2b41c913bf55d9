package dev.staffgate.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.google.common.io.BaseEncoding;
import dev.staffgate.Staffgate;
import java.time.Instant;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/**
 * Routes, methods, lists and the page ask one policy. There is no container to ask how the filter
 * is mapped, so that is left out; {@link PanelOnTomcatTest} has it.
 */
class PanelMockMvcTest {
  private final MockMvc panel =
      MockMvcBuilders.webAppContextSetup(RunningPanel.get().context())
          .addFilters(
              StaffgateConfiguration.filter(RunningPanel.get().context().getBean(Staffgate.class))
                  .insecurelyWithoutMappingCheck()
                  .build())
          .apply(springSecurity())
          .build();

  /** A request in the session of somebody whom Spring has signed in. */
  private static MockHttpServletRequestBuilder by(
      String staff, MockHttpServletRequestBuilder request, GrantedAuthority... authorities) {
    return request.sessionAttr(
        HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
        new SecurityContextImpl(new TestingAuthenticationToken(staff, "", List.of(authorities))));
  }

  private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
    return panel.perform(request).andReturn().getResponse();
  }

  @Test
  void list_assignedToOneDepartment_showsItsTicketsAlone() throws Exception {
    MockHttpServletResponse answer = answer(by("ann", get("/tickets")));

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getContentAsString())
        .contains("\"t1\"", "\"t3\"")
        .doesNotContain("\"t2\"", "\"t4\"");
  }

  @Test
  void list_ofAFullAdministrator_showsAll() throws Exception {
    assertThat(answer(by("cleo", get("/tickets"))).getContentAsString())
        .contains("\"t1\"", "\"t2\"", "\"t3\"", "\"t4\"");
  }

  @Test
  void route_withoutThePermission_isRefusedInStaffgatesWords() throws Exception {
    MockHttpServletResponse answer = answer(by("ann", get("/invoices")));

    assertThat(answer.getStatus()).isEqualTo(403);
    assertThat(answer.getContentType()).isEqualTo("application/problem+json");
    assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void path_withoutRoute_isRefusedToAFullAdministratorToo() throws Exception {
    assertThat(answer(by("cleo", get("/anything"))).getStatus()).isEqualTo(403);
  }

  @Test
  void nobody_askingAsAProgram_isTold() throws Exception {
    MockHttpServletResponse answer = answer(get("/tickets"));

    assertThat(answer.getStatus()).isEqualTo(401);
    assertThat(answer.getHeader("WWW-Authenticate")).isNotNull();
  }

  @Test
  void nobody_askingAsABrowser_isSentToTheForm() throws Exception {
    MockHttpServletResponse answer = answer(get("/tickets").header("Accept", "text/html"));

    assertThat(answer.getStatus()).isEqualTo(303);
    assertThat(answer.getHeader("Location")).startsWith("/login?");
  }

  @Test
  void method_withThePermissionForThisDepartment_runs() throws Exception {
    assertThat(answer(by("ann", post("/tickets/t1/replies")).with(csrf())).getStatus())
        .isEqualTo(303);
  }

  @Test
  void method_withoutThePermission_isRefusedInStaffgatesWords() throws Exception {
    MockHttpServletResponse answer = answer(by("ben", post("/tickets/t2/replies")).with(csrf()));

    assertThat(answer.getStatus()).isEqualTo(403);
    assertThat(answer.getContentType()).isEqualTo("application/problem+json");
  }

  @Test
  void ticket_ofAnotherDepartment_isNotThere() throws Exception {
    assertThat(answer(by("ann", post("/tickets/t2/replies")).with(csrf())).getStatus())
        .isEqualTo(404);
  }

  @Test
  void form_withoutItsToken_isRefusedBySpring() throws Exception {
    assertThat(answer(by("ann", post("/tickets/t1/replies"))).getStatus()).isEqualTo(403);
  }

  private MockHttpServletResponse refund(
      String invoice, String amount, GrantedAuthority... authorities) throws Exception {
    return answer(
        by("ben", post("/invoices/" + invoice + "/refunds").param("amount", amount), authorities)
            .with(csrf()));
  }

  private static GrantedAuthority passkey(Instant proved) {
    return FactorGrantedAuthority.withAuthority(FactorGrantedAuthority.WEBAUTHN_AUTHORITY)
        .issuedAt(proved)
        .build();
  }

  @Test
  void refund_withinTheLimit_isMade() throws Exception {
    MockHttpServletResponse answer = refund("i1", "10.00");

    assertThat(answer.getStatus()).isEqualTo(303);
    assertThat(answer.getHeader("Location")).isEqualTo("/");
    assertThat(answer(by("ben", get("/"))).getContentAsString())
        .contains("i1: 49.90, of which 10.00 were paid back");
  }

  @Test
  void refund_aboveTheLimit_asksForASecondFactor() throws Exception {
    MockHttpServletResponse answer = refund("i2", "250");

    assertThat(answer.getStatus()).isEqualTo(401);
    assertThat(answer.getHeader("WWW-Authenticate")).contains("insufficient_user_authentication");
  }

  @Test
  void refund_withAFactorThatSpringHasJustSeen_isMade() throws Exception {
    assertThat(refund("i2", "250", passkey(Instant.now())).getStatus()).isEqualTo(303);
  }

  @Test
  void refund_withAFactorOfYesterday_asksForItAgain() throws Exception {
    assertThat(refund("i2", "101", passkey(Instant.now().minusSeconds(86_400))).getStatus())
        .isEqualTo(401);
  }

  @Test
  void refund_aboveTheLimitInABrowser_leadsToThePageForTheSecondFactor() throws Exception {
    MockHttpServletResponse answer =
        answer(
            by("ben", post("/invoices/i2/refunds").param("amount", "120"))
                .header("Accept", "text/html")
                .with(csrf()));

    assertThat(answer.getStatus()).isEqualTo(303);
    assertThat(answer.getHeader("Location")).isEqualTo("/second-factor");
    assertThat(answer(by("ben", get("/second-factor"))).getContentAsString())
        .contains("autocomplete=\"one-time-code\"", "name=\"viewport\"")
        .doesNotContain("maxlength");
  }

  private MockHttpServletResponse confirm(MockHttpSession session, String code) throws Exception {
    return answer(
        post("/second-factor")
            .session(session)
            .param("code", code)
            .param("return", "/invoices")
            .with(csrf()));
  }

  @Test
  void code_ofTheApp_isAFactorForThisSession() throws Exception {
    MockHttpSession session = new MockHttpSession();
    session.setAttribute(
        HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
        new SecurityContextImpl(new TestingAuthenticationToken("ben", "", List.of())));
    String seed = RunningPanel.get().context().getBean(DemoCredentialStore.class).seed("ben");
    String code =
        new TimeBasedOneTimePasswordGenerator()
            .generateOneTimePasswordString(
                new SecretKeySpec(BaseEncoding.base32().decode(seed), "HmacSHA1"), Instant.now());

    assertThat(confirm(session, "no code").getStatus()).isEqualTo(403);
    // In two groups, as apps show it.
    MockHttpServletResponse confirmed = confirm(session, code.replaceFirst("^...", "$0 "));

    assertThat(confirmed.getStatus()).isEqualTo(303);
    assertThat(confirmed.getHeader("Location")).isEqualTo("/invoices");
    assertThat(
            answer(
                    post("/invoices/i2/refunds")
                        .session(session)
                        .param("amount", "101")
                        .with(csrf()))
                .getStatus())
        .isEqualTo(303);
    assertThat(confirm(session, code).getStatus()).as("the same code again").isEqualTo(403);
  }

  @Test
  void refund_writtenWithAnExponent_isTheSameAmount() throws Exception {
    assertThat(refund("i2", "1E+2").getStatus()).isEqualTo(303);
    assertThat(refund("i2", "1.01E+2").getStatus()).as("above the limit").isEqualTo(401);
  }

  @Test
  void refund_ofAnAmountThatNoInvoiceHas_isABadRequest() throws Exception {
    for (String amount : List.of("1E+2000000000", "1E-2000000000", "9".repeat(2000))) {
      assertThat(refund("i2", amount).getStatus()).as(amount).isEqualTo(400);
    }
  }

  @Test
  void refund_ofMoreThanIsLeft_isNotMade() throws Exception {
    assertThat(refund("i1", "60").getStatus()).isEqualTo(409);
  }

  @Test
  void page_ofSupport_showsWhatSupportMayDo() throws Exception {
    assertThat(answer(by("ann", get("/"))).getContentAsString())
        .contains("Reply")
        .doesNotContain("Refund");
  }

  @Test
  void page_ofBilling_showsWhatBillingMayDo() throws Exception {
    assertThat(answer(by("ben", get("/"))).getContentAsString())
        .contains("Refund")
        .doesNotContain("Reply");
  }
}
