package dev.staffgate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.staffgate.validation.RedeclaredPermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words that a program may add to a policy, and those it may not. */
class PolicyOptionsTest {
  @Test
  void options_withMore_haveItBesideWhatWasThere() {
    PolicyOptions options =
        PolicyOptions.DEFAULT.withPanel("own", false).withPanel("whm", false).withSecretScheme("x");

    assertThat(options.panels())
        .containsEntry("own", false)
        .containsEntry("whm", false)
        .containsEntry("plesk", true);
    assertThat(options.secretSchemes()).containsExactly("env", "file", "x");
  }

  @Test
  void options_ofNoWord_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyOptions.DEFAULT.withPanel("Own", true))
        .withMessage("Own is not a lower-case word");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyOptions.DEFAULT.withSecretScheme("a b"))
        .withMessage("a b is not a lower-case word");
  }

  @Test
  void permission_thatIsInTheCatalogueAlready_isAClash() {
    assertThat(RedeclaredPermissions.of(declaring("server.sso"))).hasSize(1);
    assertThat(RedeclaredPermissions.of(declaring("ticket.view"))).hasSize(1);
    assertThat(RedeclaredPermissions.of(declaring("own.view"))).isEmpty();
  }

  private static PolicyDocument declaring(String id) {
    return PolicyDocument.builder()
        .permission(new PermissionDefinition(id, "View", "own", false, List.of(), Place.NONE))
        .build();
  }
}
