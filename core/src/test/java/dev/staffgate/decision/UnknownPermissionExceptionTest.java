package dev.staffgate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import org.junit.jupiter.api.Test;

/** A slip of a developer: what the message offers. */
class UnknownPermissionExceptionTest {
  private static final Policy POLICY =
      PolicyFiles.parse(
          "policy.yaml",
          """
          staffgate: 1
          permissions: { backup.restore-all: { title: Restore all, category: product } }
          staff: { ann: { roles: [full-administrator] } }
          """);

  private static String messageOn(String permission) {
    return catchThrowableOfType(
            UnknownPermissionException.class,
            () -> POLICY.decide(AccessRequest.of("ann", permission)))
        .getMessage();
  }

  @Test
  void permission_misspelt_isToldWithTheNearest() {
    assertThat(messageOn("payment.refnud")).endsWith("; did you mean `payment.refund`?");
    assertThat(messageOn("backup.restoreall")).endsWith("; did you mean `backup.restore-all`?");
    assertThat(
            catchThrowableOfType(
                UnknownPermissionException.class, () -> POLICY.permission("client.veiw")))
        .hasMessageEndingWith("; did you mean `client.view`?");
    assertThat(
            catchThrowableOfType(
                UnknownPermissionException.class, () -> POLICY.whoCan("client.veiw")))
        .hasMessageEndingWith("; did you mean `client.view`?");
  }

  @Test
  void permission_nearNone_isToldWithoutAGuess() {
    assertThat(messageOn("no.such")).endsWith("declare it under `permissions:`");
    assertThat(new UnknownPermissionException("client.veiw"))
        .hasMessageEndingWith("declare it under `permissions:`");
  }
}
