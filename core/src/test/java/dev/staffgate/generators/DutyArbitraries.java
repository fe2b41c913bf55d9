package dev.staffgate.generators;

import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.reference.ReferenceRoles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generated emergencies and rules of separation, of few policies: most have neither. */
record DutyArbitraries(List<EmergencyDraft> emergencies, List<RuleDraft> rules) {
  record EmergencyDraft(int role, Set<String> holders) {}

  record RuleDraft(
      boolean ofRoles, Set<Integer> roles, Set<String> permissions, boolean two, boolean session) {
    SeparationRule assemble(List<RoleArbitraries.Draft> drafts, PlaceSequence places) {
      List<NameRef> members = new ArrayList<>();
      if (ofRoles) {
        roles.forEach(role -> members.add(NameRef.of(RoleArbitraries.idAt(drafts, role))));
      } else {
        permissions.forEach(id -> members.add(NameRef.of(id)));
      }
      return new SeparationRule(
          "rule",
          ofRoles ? SeparationRule.Of.ROLES : SeparationRule.Of.PERMISSIONS,
          members,
          two && members.size() > 2 ? 2 : 1,
          session ? SeparationRule.Within.SESSION : SeparationRule.Within.ACCOUNT,
          places.next());
    }
  }

  static Arbitrary<DutyArbitraries> all() {
    Arbitrary<EmergencyDraft> emergency =
        Combinators.combine(
                Arbitraries.integers().between(0, RoleArbitraries.COUNT),
                Arbitraries.of(EdgeValues.STAFF).set().ofMinSize(1))
            .as(EmergencyDraft::new);
    Arbitrary<RuleDraft> rule =
        Combinators.combine(
                Arbitraries.of(true, false),
                Arbitraries.integers()
                    .between(0, RoleArbitraries.COUNT)
                    .set()
                    .ofMinSize(2)
                    .ofMaxSize(4),
                Arbitraries.of(EdgeValues.SEPARATED).set().ofMinSize(2).ofMaxSize(4),
                Arbitraries.of(true, false),
                Arbitraries.of(true, false))
            .as(RuleDraft::new);
    return Combinators.combine(
            emergency.list().ofSize(EdgeValues.EMERGENCIES.size()),
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(List.<RuleDraft>of())),
                Tuple.of(1, rule.list().ofMinSize(1).ofMaxSize(2))))
        .as(DutyArbitraries::new);
  }

  void assemble(
      List<RoleArbitraries.Draft> drafts, PlaceSequence places, PolicyDocument.Builder document) {
    for (int i = 0; i < emergencies.size(); i++) {
      document.emergency(
          new Emergency(
              EdgeValues.EMERGENCIES.get(i),
              NameRef.of(RoleArbitraries.idAt(drafts, emergencies.get(i).role())),
              List.copyOf(emergencies.get(i).holders()),
              Duration.ofHours(1),
              places.next()));
    }
    for (RuleDraft rule : rules) {
      document.separate(rule.assemble(drafts, places));
    }
  }

  /**
   * Whether a policy with this rule may be refused, since an account breaks it: here as if all of
   * an account's assignments ran at once, which refuses more.
   */
  static boolean mayBeBroken(SeparationRule rule, PolicyDocument document) {
    ReferenceRoles roles = new ReferenceRoles(document);
    return rule.within() == SeparationRule.Within.ACCOUNT
        && document.staff().values().stream()
            .anyMatch(account -> ReferenceRoles.breaks(rule, roles.everAssigned(account)));
  }
}
