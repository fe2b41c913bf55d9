package dev.staffgate.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.servlet.Caller;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/** The account of whoever Spring has signed in. */
class SpringCallerSourceTest {
  @ParameterizedTest
  @CsvSource({"ann, ann", "auth0|77b1e9, ann", "Ann, Ann", "nobody, nobody"})
  void caller_isTheAccountOfThatIdOrKnownAsIt(String name, String staff) {
    String policy = "staffgate: 1\nstaff: { ann: { known-as: [\"auth0|77b1e9\"] } }\n";
    MockHttpServletRequest request = new MockHttpServletRequest();
    TestingAuthenticationToken who = new TestingAuthenticationToken(name, "", "FACTOR_PASSWORD");
    request
        .getSession()
        .setAttribute(
            HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
            new SecurityContextImpl(who));
    try (PolicySource policies = PolicySource.of(PolicyFiles.parse("policy.yaml", policy));
        Staffgate staffgate = Staffgate.builder().policy(policies).audit(event -> {}).build()) {
      assertThat(new SpringCallerSource(staffgate).callerOf(request))
          .contains(new Caller(staff, null));
    }
  }
}
