package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.ExpectedChange;
import dev.staffgate.model.ExpectedChange.Direction;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DiffReviewTest {
  private static final String STAFF =
      "staff: { ann: { roles: [clerk] }, bob: { roles: [base] }, eve: { roles: [other] } }\n";
  private static final String OLD =
      """
      staffgate: 1
      roles:
        base: { grants: [client.view] }
        clerk: { includes: [base], grants: [invoice.view] }
        other: { grants: [ticket.view] }
      """;
  private static final String NEW = OLD.replace("client.view", "client.view, client.edit");

  private static ExpectedChange change(
      Set<String> roles, Set<String> staff, Direction gets, String... permissions) {
    return new ExpectedChange(
        roles, staff, Stream.of(permissions).map(PermissionPattern::of).toList(), gets, Place.NONE);
  }

  private static DiffReview review(
      String old, String changed, boolean onlyRises, ExpectedChange... expected) {
    Policy before = PolicyFiles.parse("old.yaml", old);
    Policy after = PolicyFiles.parse("new.yaml", changed);
    return DiffReview.of(
        PolicyDiff.between(before, after), before, after, List.of(expected), onlyRises);
  }

  private static DiffReview review(ExpectedChange... expected) {
    return review(OLD + STAFF, NEW + STAFF, false, expected);
  }

  @Test
  void unexpected_ofWhatIsDeclared_isNothing() {
    assertThat(review(change(Set.of("base"), Set.of(), Direction.MORE, "client.*")).unexpected())
        .isEmpty();
    assertThat(review(change(Set.of(), Set.of("ann", "bob"), Direction.OTHER)).unexpected())
        .isEmpty();
    assertThat(
            review(
                    change(Set.of("clerk"), Set.of(), Direction.MORE),
                    change(Set.of(), Set.of("bob"), Direction.MORE, "client.edit"))
                .unexpected())
        .isEmpty();
  }

  @Test
  void unexpected_ofAnotherAccountPermissionOrDirection_isTheRegion() {
    for (ExpectedChange one :
        List.of(
            change(Set.of("clerk"), Set.of(), Direction.MORE), // bob has it, too
            change(Set.of("base"), Set.of(), Direction.LESS),
            change(Set.of("base"), Set.of(), Direction.MORE, "client.view"),
            change(Set.of("base"), Set.of("ann"), Direction.MORE),
            change(Set.of("other"), Set.of(), Direction.OTHER))) {
      assertThat(review(one).unexpected()).as("%s", one).isNotEmpty();
    }
    assertThat(review(change(Set.of("clerk"), Set.of(), Direction.MORE)).unexpected())
        .extracting(DiffRegion::accounts)
        .containsExactly(Set.of("bob"));
    assertThat(review().unexpected()).hasSize(2);
  }

  @Test
  void unmet_isWhatDoesNotChange() {
    ExpectedChange there = change(Set.of("base"), Set.of(), Direction.MORE);
    ExpectedChange gone = change(Set.of("other"), Set.of(), Direction.MORE);
    assertThat(review(there, gone).unmet()).containsExactly(gone);
    assertThat(review(there, gone))
        .hasToString("DiffReview[0 unexpected regions, 1 unmet changes]");
  }

  @Test
  void unexpected_ofRisesAlone_leavesOutWhatFalls() {
    assertThat(review(NEW + STAFF, OLD + STAFF, true).unexpected()).isEmpty();
    assertThat(review(NEW + STAFF, OLD + STAFF, false).unexpected()).hasSize(2);
  }

  @Test
  void unexpected_withoutAccounts_isAboutRolesThatAreHeld() {
    ExpectedChange base = change(Set.of("base"), Set.of(), Direction.MORE);
    assertThat(review(OLD, NEW, false, base).unexpected()).isEmpty();
    assertThat(
            review(OLD, NEW, false, change(Set.of("other"), Set.of(), Direction.MORE)).unexpected())
        .isNotEmpty();
  }

  @Test
  void unexpectedNotes_ofANewRole_areGoneOnceItIsDeclared() {
    String more = OLD + "  more: { grants: [client.delete] }\n";
    assertThat(review(OLD, more, false).unexpectedNotes())
        .extracting(DiffRemark::toString)
        .containsExactly("roles that the new policy alone knows: more");
    assertThat(
            review(OLD, more, false, change(Set.of("more"), Set.of(), Direction.OTHER))
                .unexpectedNotes())
        .isEmpty();
    assertThat(
            review(OLD, more, false, change(Set.of("more"), Set.of(), Direction.OTHER, "client.*"))
                .unexpectedNotes())
        .hasSize(1);
  }
}
