package dev.staffgate.analysis.mutation;

import static dev.staffgate.analysis.mutation.ConditionChange.without;
import static dev.staffgate.analysis.mutation.MutantDraft.Kind.DROPPED;
import static dev.staffgate.analysis.mutation.MutantDraft.Kind.FLIPPED;
import static dev.staffgate.analysis.mutation.MutantDraft.Kind.WIDENED;

import com.google.common.collect.ImmutableList;
import dev.staffgate.decision.Way;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The changes of one role. Lives while they are found. */
final class RoleMutants {
  private final Role role;
  private final DocumentVariant variants;
  private final ImmutableList.Builder<MutantDraft> found = ImmutableList.builder();

  /** Something that names permissions under conditions: a grant or a deny. */
  private record Rule(String name, List<PermissionPattern> patterns, List<Condition> conditions) {
    String what(Object pattern, Role role) {
      return name + " `" + pattern + "` of role `" + role.id() + "`";
    }

    String what(Role role) {
      return what(patterns.get(0) + (patterns.size() > 1 ? ", …" : ""), role);
    }
  }

  private RoleMutants(Role role, DocumentVariant variants) {
    this.role = role;
    this.variants = variants;
  }

  static List<MutantDraft> of(Role role, DocumentVariant variants) {
    RoleMutants mutants = new RoleMutants(role, variants);
    mutants.addIncludes();
    mutants.addConditions(
        role.requires(), "role `" + role.id() + "`", changed -> mutants.withRequires(changed));
    mutants.addGrants();
    mutants.addDenies();
    return mutants.found.build();
  }

  private void add(
      MutantDraft.Kind kind, Place place, String what, String change, Supplier<Role> changed) {
    found.add(
        new MutantDraft(
            kind,
            place,
            what,
            change,
            new MutantDraft.Scope(MutantDraft.Scope.Of.ROLE, role.id()),
            () -> variants.with(changed.get())));
  }

  private void addIncludes() {
    for (int i = 0; i < role.includes().size(); i++) {
      int index = i;
      NameRef one = role.includes().get(i);
      add(
          DROPPED,
          one.at(),
          "include `" + one.id() + "` of role `" + role.id() + "`",
          "dropped",
          () ->
              with(without(role.includes(), index), role.requires(), role.grants(), role.denies()));
    }
  }

  private void addConditions(
      List<Condition> conditions, String of, Function<List<Condition>, Role> changed) {
    for (int i = 0; i < conditions.size(); i++) {
      int index = i;
      Condition one = conditions.get(i);
      for (ConditionChange change : ConditionChange.of(one)) {
        add(
            change.kind(),
            one.at(),
            "condition `" + Way.text(one) + "` of " + of,
            change.text(),
            () -> changed.apply(change.in(conditions, index)));
      }
    }
  }

  private void addGrants() {
    for (int i = 0; i < role.grants().size(); i++) {
      int index = i;
      Grant grant = role.grants().get(i);
      Rule rule = new Rule("grant", grant.permissions(), grant.conditions());
      addPatterns(
          rule,
          left ->
              withGrant(index, left.map(one -> new Grant(one, grant.conditions(), grant.at()))));
      for (PermissionPattern pattern : grant.permissions()) {
        add(
            FLIPPED,
            pattern.at(),
            rule.what(pattern, role),
            "turned into a deny",
            () -> flipped(index, grant, pattern));
      }
      addConditions(
          grant.conditions(),
          rule.what(role),
          changed ->
              withGrant(index, Optional.of(new Grant(grant.permissions(), changed, grant.at()))));
    }
  }

  private void addDenies() {
    for (int i = 0; i < role.denies().size(); i++) {
      int index = i;
      Deny deny = role.denies().get(i);
      Rule rule = new Rule("deny", deny.permissions(), deny.conditions());
      addPatterns(
          rule,
          left -> withDeny(index, left.map(one -> new Deny(one, deny.conditions(), deny.at()))));
      for (PermissionPattern pattern : deny.permissions()) {
        add(
            FLIPPED,
            pattern.at(),
            rule.what(pattern, role),
            "turned into a grant",
            () -> flipped(index, deny, pattern));
      }
      addConditions(
          deny.conditions(),
          rule.what(role),
          changed ->
              withDeny(index, Optional.of(new Deny(deny.permissions(), changed, deny.at()))));
    }
  }

  private void addPatterns(Rule rule, Function<Optional<List<PermissionPattern>>, Role> changed) {
    for (int i = 0; i < rule.patterns.size(); i++) {
      int index = i;
      PermissionPattern pattern = rule.patterns.get(i);
      String what = rule.what(pattern, role);
      add(DROPPED, pattern.at(), what, "dropped", () -> changed.apply(left(rule.patterns, index)));
      wider(pattern)
          .ifPresent(
              wider ->
                  add(
                      WIDENED,
                      pattern.at(),
                      what,
                      "widened to `" + wider + "`",
                      () -> changed.apply(Optional.of(set(rule.patterns, index, wider)))));
    }
  }

  private static Optional<List<PermissionPattern>> left(List<PermissionPattern> all, int index) {
    return all.size() == 1 ? Optional.empty() : Optional.of(without(all, index));
  }

  /** Returns the wildcard one up: {@code a.*} of {@code a.b}, and {@code *} of {@code a.*}. */
  private static Optional<PermissionPattern> wider(PermissionPattern pattern) {
    String text = pattern.text();
    if (text.equals("*")) {
      return Optional.empty();
    }
    String named = text.endsWith(".*") ? text.substring(0, text.length() - 2) : text;
    int dot = named.lastIndexOf('.');
    return Optional.of(
        new PermissionPattern(dot < 0 ? "*" : named.substring(0, dot) + ".*", pattern.at()));
  }

  private static <T> List<T> set(List<T> all, int index, T other) {
    List<T> changed = new ArrayList<>(all);
    changed.set(index, other);
    return changed;
  }

  private static <T> List<T> plus(List<T> all, T more) {
    List<T> changed = new ArrayList<>(all);
    changed.add(more);
    return changed;
  }

  private Role flipped(int index, Grant grant, PermissionPattern pattern) {
    Deny deny = new Deny(List.of(pattern), grant.conditions(), grant.at());
    Optional<List<PermissionPattern>> left =
        left(grant.permissions(), grant.permissions().indexOf(pattern));
    return with(
        role.includes(),
        role.requires(),
        replaced(
            role.grants(), index, left.map(one -> new Grant(one, grant.conditions(), grant.at()))),
        plus(role.denies(), deny));
  }

  private Role flipped(int index, Deny deny, PermissionPattern pattern) {
    Grant grant = new Grant(List.of(pattern), deny.conditions(), deny.at());
    Optional<List<PermissionPattern>> left =
        left(deny.permissions(), deny.permissions().indexOf(pattern));
    return with(
        role.includes(),
        role.requires(),
        plus(role.grants(), grant),
        replaced(
            role.denies(), index, left.map(one -> new Deny(one, deny.conditions(), deny.at()))));
  }

  private static <T> List<T> replaced(List<T> all, int index, Optional<T> other) {
    return other.map(one -> set(all, index, one)).orElseGet(() -> without(all, index));
  }

  private Role withRequires(List<Condition> requires) {
    return with(role.includes(), requires, role.grants(), role.denies());
  }

  private Role withGrant(int index, Optional<Grant> other) {
    return with(
        role.includes(), role.requires(), replaced(role.grants(), index, other), role.denies());
  }

  private Role withDeny(int index, Optional<Deny> other) {
    return with(
        role.includes(), role.requires(), role.grants(), replaced(role.denies(), index, other));
  }

  private Role with(
      List<NameRef> includes, List<Condition> requires, List<Grant> grants, List<Deny> denies) {
    return new Role(
        role.id(), role.title(), role.formerly(), includes, requires, grants, denies, role.at());
  }
}
