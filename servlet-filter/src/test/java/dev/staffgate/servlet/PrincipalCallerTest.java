package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The caller that a container has signed in. */
class PrincipalCallerTest {
  private static final PolicySource POLICY =
      PolicySource.of(
          PolicyFiles.parse(
              "policy.yaml",
              """
              staffgate: 1
              staff:
                ann: { known-as: ["auth0|77b1e9"] }
                bob: {}
              """));

  private static HttpServletRequest request(@Nullable String principal) {
    Principal signedIn = () -> String.valueOf(principal);
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            PrincipalCallerTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                method.getName().equals("getUserPrincipal") && principal != null ? signedIn : null);
  }

  @ParameterizedTest
  @CsvSource({
    "ann, ann",
    "auth0|77b1e9, ann",
    "AUTH0|77b1e9, AUTH0|77b1e9",
    "Bob, Bob",
    "nobody, nobody"
  })
  void principal_isTheAccountOfThatIdOrKnownAsIt(String name, String staff) {
    try (Staffgate staffgate = Staffgate.builder().policy(POLICY).audit(event -> {}).build()) {
      assertThat(CallerSource.principal(staffgate).callerOf(request(name)))
          .contains(new Caller(staff, null));
    }
  }

  @Test
  void principal_ofNobody_isNone() {
    try (Staffgate staffgate = Staffgate.builder().policy(POLICY).audit(event -> {}).build()) {
      assertThat(CallerSource.principal(staffgate).callerOf(request(null))).isEmpty();
    }
  }

  /** A directory that does not answer. */
  private static final class DirectoryThatIsOut implements StaffDirectory {
    @Override
    public Optional<StaffAccount> find(String staff) {
      throw new DirectoryException("no connection", null);
    }

    @Override
    public Stream<StaffAccount> all() {
      throw new DirectoryException("no connection", null);
    }

    @Override
    public Watch watch(Consumer<String> changed) {
      return () -> {};
    }
  }

  @Test
  void principal_whileTheDirectoryIsOut_isTheNameItself() {
    try (Staffgate staffgate =
        Staffgate.builder()
            .policy(POLICY)
            .directory(new DirectoryThatIsOut())
            .audit(event -> {})
            .build()) {
      assertThat(CallerSource.principal(staffgate).callerOf(request("auth0|77b1e9")))
          .contains(new Caller("auth0|77b1e9", null));
      assertThat(CallerSource.principal(staffgate).callerOf(request("ann")))
          .contains(new Caller("ann", null));
    }
  }
}
