package dev.staffgate.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.fixtures.PolicyVariants;
import dev.staffgate.generators.EdgeValues;
import dev.staffgate.generators.RoleArbitraries;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.StaffAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/**
 * Policy reference, section 4, steps 4 to 6, as laws: acting with fewer roles, emergencies,
 * separation of duties, approvals.
 */
@Domain(LawFixture.Domain.class)
@Domain(DomainContext.Global.class)
class DutyLawsTest {
  /** "Except that it may lift a session rule, which is what that is for." */
  @Property(tries = LawFixture.TRIES)
  void acting_withFewerRoles_permitsNoMoreButLiftsSessionRules(
      @ForAll PolicyDocument document,
      @ForAll List<AccessRequest> requests,
      @ForAll("roles") Set<String> fewer,
      @ForAll("roles") Set<String> more) {
    LawFixture.Ready ready = LawFixture.ready(document);
    LawFixture.Ready unseparated =
        LawFixture.ready(
            PolicyVariants.separate(
                document,
                document.separate().stream()
                    .filter(rule -> rule.within() == SeparationRule.Within.ACCOUNT)
                    .toList()));
    Set<String> both = new java.util.TreeSet<>(fewer);
    both.addAll(more);
    for (AccessRequest request : requests) {
      AccessRequest narrow = acting(request, fewer);
      for (AccessRequest wide :
          List.of(RequestVariants.actingAsAll(request), acting(request, both))) {
        if (unseparated.permits(narrow)) {
          assertThat(unseparated.answer(wide))
              .as(RequestVariants.told(narrow))
              .startsWith("permit ");
        }
        if (ready.permits(narrow) && !ready.permits(wide)) {
          assertThat(ready.answer(wide))
              .as(RequestVariants.told(narrow))
              .startsWith("deny separation-of-duties ");
        }
      }
    }
  }

  private static AccessRequest acting(AccessRequest request, Set<String> roles) {
    return request.actingAs(roles.toArray(String[]::new));
  }

  @Property(tries = LawFixture.TRIES)
  void acting_withFewerRoles_shedsNoDeny(
      @ForAll PolicyDocument document,
      @ForAll List<AccessRequest> requests,
      @ForAll("roles") Set<String> fewer) {
    LawFixture.Ready ready = LawFixture.ready(document);
    for (AccessRequest request : requests) {
      String answer = ready.answer(RequestVariants.actingAsAll(request));
      if (answer.startsWith("deny denied-by-role ")) {
        String narrowed = ready.answer(acting(request, fewer));
        // Single sign-on may have lost its grants before the denies that took them away.
        if (!request.permissionId().equals("server.sso")) {
          assertThat(narrowed).as(RequestVariants.told(request)).isEqualTo(answer);
        }
        assertThat(narrowed).doesNotStartWith("permit ");
      }
    }
  }

  @Property(tries = LawFixture.TRIES)
  void acting_withAllRolesAndSomeThatAreNotAssigned_isActingWithAll(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    LawFixture.Ready ready = LawFixture.ready(document);
    for (AccessRequest request : requests) {
      StaffAccount account = document.staff().get(request.staff());
      if (account != null && !account.roles().isEmpty()) {
        List<String> all = new ArrayList<>(List.of("nobody"));
        account.roles().forEach(one -> all.add(one.role().id()));
        assertThat(ready.answer(request.actingAs(all.toArray(String[]::new))))
            .as(RequestVariants.told(request))
            .isEqualTo(ready.answer(RequestVariants.actingAsAll(request)));
      }
    }
  }

  @Property(tries = LawFixture.TRIES)
  void emergency_ofOthersOrUnknown_changesNothing(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    LawFixture.Ready ready = LawFixture.ready(document);
    for (AccessRequest request : requests) {
      List<String> foreign = new ArrayList<>(List.of("unknown"));
      for (Emergency one : document.emergencies().values()) {
        if (!one.holders().contains(request.staff())) {
          foreign.add(one.id());
        }
      }
      assertThat(ready.answer(request.inEmergencies(foreign.toArray(String[]::new))))
          .as(RequestVariants.told(request))
          .isEqualTo(ready.answer(request.inEmergencies()));
    }
  }

  /** As long as it is active, an emergency is one more assignment. */
  @Property(tries = LawFixture.TRIES)
  void emergency_thatIsActive_isOneMoreAssignment(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    LawFixture.Ready ready = LawFixture.ready(document);
    for (Emergency emergency : document.emergencies().values()) {
      for (String holder : emergency.holders()) {
        if (document.staff().containsKey(holder)) {
          LawFixture.Ready assigned =
              LawFixture.ready(
                  PolicyVariants.everyAccount(
                      document,
                      one -> one.id().equals(holder) ? assigned(one, emergency.role().id()) : one));
          requests.stream()
              .filter(request -> request.staff().equals(holder))
              .map(RequestVariants::plainly)
              .forEach(
                  request ->
                      assertThat(ready.answer(request.inEmergencies(emergency.id())))
                          .as(RequestVariants.told(request))
                          .isEqualTo(assigned.answer(request)));
        }
      }
    }
  }

  private static StaffAccount assigned(StaffAccount account, String role) {
    List<Assignment> roles = new ArrayList<>(account.roles());
    roles.add(Assignment.of(role));
    return PolicyVariants.roles(account, roles);
  }

  @Property(tries = LawFixture.TRIES)
  void separation_ofMore_permitsNoMore(
      @ForAll PolicyDocument document,
      @ForAll List<AccessRequest> requests,
      @ForAll("roles") Set<String> roles,
      @ForAll SeparationRule.Within within) {
    List<SeparationRule> rules = new ArrayList<>(document.separate());
    List<NameRef> members =
        roles.stream().filter(document.roles()::containsKey).map(NameRef::of).toList();
    if (members.size() > 1) {
      rules.add(
          new SeparationRule(
              "more", SeparationRule.Of.ROLES, members, 1, within, PolicyParts.line(500)));
    }
    LawFixture.permitsNoMore(document, PolicyVariants.separate(document, rules), requests);
  }

  @Property(tries = LawFixture.TRIES)
  void approvals_inAnotherOrderOrTwice_countTheSame(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    LawFixture.Ready ready = LawFixture.ready(document);
    for (AccessRequest request : requests) {
      List<GivenApproval> twice = new ArrayList<>(Lists.reverse(request.approvals()));
      twice.addAll(request.approvals());
      assertThat(ready.answer(RequestVariants.approvedBy(request, twice)))
          .as(RequestVariants.told(request))
          .isEqualTo(ready.answer(request));
    }
  }

  @Property(tries = LawFixture.TRIES)
  void approval_thatCannotCount_changesNothing(
      @ForAll PolicyDocument drawn,
      @ForAll List<AccessRequest> requests,
      @ForAll @IntRange(max = 2) int disabled) {
    String gone = EdgeValues.STAFF.get(disabled);
    PolicyDocument document =
        PolicyVariants.everyAccount(
            drawn, one -> one.id().equals(gone) ? PolicyVariants.disabled(one) : one);
    LawFixture.Ready ready = LawFixture.ready(document);
    for (AccessRequest request : requests) {
      List<GivenApproval> more = new ArrayList<>(request.approvals());
      Instant at = request.at().orElse(AccessRequest.MIN_INSTANT);
      more.add(0, GivenApproval.of(request.staff(), at));
      more.add(0, GivenApproval.of("nobody", at));
      more.add(0, GivenApproval.of(gone, at));
      EdgeValues.allowed(at.plusSeconds(60).plusNanos(1))
          .ifPresent(
              later -> EdgeValues.STAFF.forEach(one -> more.add(0, GivenApproval.of(one, later))));
      assertThat(ready.answer(RequestVariants.approvedBy(request, more)))
          .as(RequestVariants.told(request))
          .isEqualTo(ready.answer(request));
    }
  }

  @Provide
  Arbitrary<Set<String>> roles() {
    return Combinators.combine(
            Arbitraries.of(RoleArbitraries.IDS),
            Arbitraries.of(RoleArbitraries.IDS).set().ofMaxSize(3))
        .as(
            (one, others) -> {
              Set<String> all = new java.util.TreeSet<>(others);
              all.add(one);
              return all;
            });
  }
}
