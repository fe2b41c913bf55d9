package dev.staffgate.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.fixtures.PolicyVariants;
import dev.staffgate.generators.ConditionArbitraries;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.SeparationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Policy reference, section 5: what is taken away, forbidden or asked for never permits more. */
@Domain(LawFixture.Domain.class)
@Domain(DomainContext.Global.class)
class MonotonicityLawsTest {
  @Property(tries = LawFixture.TRIES)
  void grant_takenAway_permitsNoMore(
      @ForAll PolicyDocument document,
      @ForAll List<AccessRequest> requests,
      @ForAll @IntRange(max = 999) int which) {
    List<Grant> taken = new ArrayList<>();
    PolicyVariants.oneChanged(
            document,
            which,
            Role::grants,
            PolicyVariants::grants,
            grant -> {
              taken.addAll(grant);
              return List.of();
            })
        .filter(less -> !isSeparated(document, taken.get(0)))
        .ifPresent(less -> LawFixture.permitsNoMore(document, less, requests));
  }

  // Who no longer holds a permission that a rule of separation lists may break it no longer.
  private static boolean isSeparated(PolicyDocument document, Grant grant) {
    return document.separate().stream()
        .filter(rule -> rule.of() == SeparationRule.Of.PERMISSIONS)
        .flatMap(rule -> rule.members().stream())
        .anyMatch(member -> grant.permissions().stream().anyMatch(one -> one.matches(member.id())));
  }

  @Property(tries = LawFixture.TRIES)
  void grants_allTakenAway_permitNothing(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    PolicyDocument nothing =
        PolicyVariants.everyAccount(
            PolicyVariants.everyRole(
                document, role -> PolicyVariants.grants(withoutAdministrator(role), List.of())),
            account ->
                PolicyVariants.roles(
                    account,
                    account.roles().stream().filter(one -> !isAdministrator(one)).toList()));
    LawFixture.Ready ready = LawFixture.ready(nothing);
    for (AccessRequest request : requests) {
      // An emergency may give the built-in role, whose grant cannot be taken away.
      assertThat(ready.answer(request.inEmergencies())).doesNotStartWith("permit ");
    }
  }

  private static Role withoutAdministrator(Role role) {
    return new Role(
        role.id(),
        role.title(),
        role.formerly(),
        role.includes().stream().filter(ref -> !ref.id().equals(Role.FULL_ADMINISTRATOR)).toList(),
        role.requires(),
        role.grants(),
        role.denies(),
        role.at());
  }

  private static boolean isAdministrator(Assignment one) {
    return one.role().id().equals(Role.FULL_ADMINISTRATOR);
  }

  @Property(tries = LawFixture.TRIES)
  void deny_added_permitsNoMore(
      @ForAll PolicyDocument document,
      @ForAll List<AccessRequest> requests,
      @ForAll("denies") Deny deny,
      @ForAll @IntRange(max = 999) int which) {
    Role role = roleAt(document, which);
    List<Deny> denies = new ArrayList<>(role.denies());
    denies.add(deny);
    LawFixture.permitsNoMore(
        document, PolicyVariants.withRole(document, PolicyVariants.denies(role, denies)), requests);
  }

  @Property(tries = LawFixture.TRIES)
  void deny_withAConditionLess_permitsNoMore(
      @ForAll PolicyDocument document,
      @ForAll List<AccessRequest> requests,
      @ForAll @IntRange(max = 999) int which) {
    PolicyVariants.oneChanged(
            document,
            which,
            Role::denies,
            PolicyVariants::denies,
            deny ->
                List.of(
                    new Deny(
                        deny.get(0).permissions(),
                        deny.get(0).conditions().stream().skip(1).toList(),
                        deny.get(0).at())))
        .ifPresent(less -> LawFixture.permitsNoMore(document, less, requests));
  }

  @Property(tries = LawFixture.TRIES)
  void grant_withAConditionMore_permitsNoMore(
      @ForAll PolicyDocument document,
      @ForAll List<AccessRequest> requests,
      @ForAll("conditions") Condition condition,
      @ForAll @IntRange(max = 999) int which) {
    PolicyVariants.oneChanged(
            document,
            which,
            Role::grants,
            PolicyVariants::grants,
            grant ->
                List.of(
                    new Grant(
                        grant.get(0).permissions(),
                        plus(grant.get(0).conditions(), condition),
                        grant.get(0).at())))
        .ifPresent(less -> LawFixture.permitsNoMore(document, less, requests));
  }

  @Property(tries = LawFixture.TRIES)
  void requires_withAConditionMore_permitNoMore(
      @ForAll PolicyDocument document,
      @ForAll List<AccessRequest> requests,
      @ForAll("conditions") Condition condition,
      @ForAll @IntRange(max = 999) int which) {
    Role role = roleAt(document, which);
    Role stricter =
        new Role(
            role.id(),
            role.title(),
            role.formerly(),
            role.includes(),
            plus(role.requires(), condition),
            role.grants(),
            role.denies(),
            role.at());
    LawFixture.permitsNoMore(document, PolicyVariants.withRole(document, stricter), requests);
  }

  @Property(tries = LawFixture.TRIES)
  void defaults_withAConditionMore_permitNoMore(
      @ForAll PolicyDocument document,
      @ForAll List<AccessRequest> requests,
      @ForAll("conditionsOfDefaults") Condition condition) {
    Defaults old = document.defaults();
    List<Condition> sensitive = plus(old.sensitiveRequires(), condition);
    Defaults onSensitive = new Defaults(old.requires(), sensitive, old.ssoRestricted());
    Defaults onAll = new Defaults(plus(old.requires(), condition), old.sensitiveRequires(), true);
    LawFixture.permitsNoMore(document, PolicyVariants.defaults(document, onSensitive), requests);
    LawFixture.permitsNoMore(
        PolicyVariants.defaults(document, onSensitive),
        PolicyVariants.defaults(document, new Defaults(onAll.requires(), sensitive, true)),
        requests);
  }

  @Property(tries = LawFixture.TRIES)
  void account_disabled_isDenied(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    LawFixture.Ready ready =
        LawFixture.ready(PolicyVariants.everyAccount(document, PolicyVariants::disabled));
    for (AccessRequest request : requests) {
      Decision decision = ready.decide(request);
      assertThat(decision.outcome()).isEqualTo(Decision.Outcome.DENY);
      assertThat(decision.reason().code())
          .isIn(ReasonCode.ACCOUNT_DISABLED, ReasonCode.ACCOUNT_UNKNOWN);
    }
  }

  @Provide
  Arbitrary<Deny> denies() {
    return LawFixture.denies();
  }

  @Provide
  Arbitrary<Condition> conditions() {
    return ConditionArbitraries.required();
  }

  @Provide
  Arbitrary<Condition> conditionsOfDefaults() {
    return ConditionArbitraries.denying();
  }

  private static Role roleAt(PolicyDocument document, int which) {
    List<Role> roles =
        document.roles().values().stream()
            .filter(role -> !role.id().equals(Role.FULL_ADMINISTRATOR))
            .collect(Collectors.toList());
    return roles.get(which % roles.size());
  }

  private static List<Condition> plus(List<Condition> conditions, Condition more) {
    List<Condition> all = new ArrayList<>(conditions);
    all.add(more);
    return all;
  }
}
