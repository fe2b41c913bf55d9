package dev.staffgate.generators;

import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds to policies what is superfluous, or nearly so: entries again, with other conditions. */
public final class LintMutations {
  private static final int FIRST_LINE = 100_000;

  private final RandomChoices dice;
  private final RandomConditions conditions;
  private final boolean distinct;
  private int line = FIRST_LINE;

  private LintMutations(RandomChoices dice) {
    this.dice = dice;
    this.conditions = new RandomConditions(dice);
    this.distinct = dice.either();
  }

  /** Returns a policy with more grants and denies, the same for the same seed. */
  public static PolicyDocument of(PolicyDocument document, long seed) {
    LintMutations mutations = new LintMutations(new RandomChoices(seed));
    Map<String, Role> roles = new LinkedHashMap<>();
    document.roles().forEach((id, role) -> roles.put(id, mutations.more(role, document)));
    return document.toBuilder().roles(roles).build();
  }

  private Role more(Role role, PolicyDocument document) {
    if (role.id().equals(Role.FULL_ADMINISTRATOR)) {
      return role;
    }
    List<Grant> grants = new ArrayList<>(role.grants());
    List<Deny> denies = new ArrayList<>(role.denies());
    List<Role> others = List.copyOf(document.roles().values());
    for (int i = dice.below(4); i > 0; i--) {
      Role other = dice.either() ? role : dice.of(others);
      if (!other.grants().isEmpty()) {
        Grant like = dice.of(other.grants());
        Grant one = new Grant(like.permissions(), changed(like.conditions(), true), next());
        if (grants.stream().noneMatch(one::equals)) {
          grants.add(one);
        }
      }
      if (!other.denies().isEmpty() && dice.either()) {
        Deny like = dice.of(other.denies());
        Deny one = new Deny(like.permissions(), changed(like.conditions(), false), next());
        if (denies.stream().noneMatch(one::equals)) {
          denies.add(one);
        }
      }
    }
    return role.with(grants, denies);
  }

  private List<Condition> changed(List<Condition> before, boolean ofGrant) {
    List<Condition> after = new ArrayList<>(before);
    if (!after.isEmpty() && dice.either()) {
      after.remove(dice.below(after.size()));
    }
    int more = distinct ? 1 : dice.below(3);
    for (int i = 0; i < more; i++) {
      Condition one = ofGrant ? conditions.required() : conditions.denying();
      if (!after.contains(one)) {
        after.add(one);
      }
    }
    return after;
  }

  private Place next() {
    return Place.of(0, "policy.yaml", line++, 1 + dice.below(3), 0);
  }
}
