package dev.staffgate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.model.HostingPermissions;
import dev.staffgate.model.Permission;
import dev.staffgate.yaml.PolicyFiles;
import org.junit.jupiter.api.Test;

class ResolvedPermissionTest {
  private static final Policy POLICY =
      PolicyFiles.parse(
          "a.yaml",
          """
          staffgate: 1
          permissions:
            note.read: { title: Read, category: note }
            note.edit: { title: Edit, category: note }
          roles: { clerk: { grants: [note.read] } }
          staff: { ann: { roles: [clerk] } }
          """);

  // Another object is decided alike, but is looked up by its id in every decision.
  @Test
  void permission_thatThePolicyDeclares_isTheObjectThatTheEngineHas() {
    assertThat(POLICY.whatCan(AccessRequest.of("ann", "note.read")))
        .singleElement()
        .isSameAs(POLICY.permission("note.read"))
        .isSameAs(POLICY.catalogue().find("note.read").orElseThrow());
  }

  @Test
  void permission_ofAnotherPolicy_isDecidedAlike() {
    Policy other =
        PolicyFiles.parse(
            "b.yaml",
            """
            staffgate: 1
            permissions:
              note.edit: { title: Edit, category: note }
              note.read: { title: Read, category: note }
            """);

    assertThat(POLICY.decide("ann", other.permission("note.read")).permitted()).isTrue();
    assertThat(POLICY.decide("ann", other.permission("note.edit")).permitted()).isFalse();
  }

  @Test
  void requireKnown_namesAllThatAreUnknownAndWhatIsNear() {
    POLICY.requireKnown("note.read", HostingPermissions.PAYMENT_REFUND, Permission.SERVER_SSO);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> POLICY.requireKnown("note.read", "note.raed", "payment.refnd"))
        .withMessageMatching(
            "(?s)permission `note.raed` .* did you mean `note.read`\\?\n"
                + "permission `payment.refnd` .* did you mean `payment.refund`\\?");
  }
}
