package dev.staffgate.generators;

import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generated roles, whose includes form no cycle but many a diamond. */
public final class RoleArbitraries {
  /** What roles name: built in, or declared by a policy that goes without the built-in ones. */
  static final List<String> PERMISSIONS =
      List.of(
          "ticket.view",
          "ticket.flagged.view",
          "payment.refund",
          "connect.use",
          "server.configure",
          "client.login-as",
          "server.view",
          "lock.lift",
          "own.one",
          "own.deep",
          "own.deep.two",
          "own-er.three");

  /** How many there are besides full-administrator. */
  static final int COUNT = 5;

  // As words they sort otherwise than the paths that they make, if those are taken as one text.
  public static final List<String> IDS = List.of("a", "a-b", "B", "a.b", "z");

  static final List<String> PATTERNS =
      List.of(
          "ticket.view",
          "ticket.*",
          "ticket.flagged.*",
          "payment.refund",
          "connect.use",
          "connect.*",
          "server.configure",
          "server.*",
          "client.login-as",
          "lock.*",
          "own.one",
          "own.*",
          "own.deep.*",
          "*");

  /** A role that no policy defines, which an account of a directory may still have. */
  static final String UNDEFINED = "gone";

  private RoleArbitraries() {}

  /** What a role was called before; policies may say so or not. */
  static String former(String role) {
    return "was-" + role;
  }

  /** A role before its includes, patterns and places are settled. */
  record Draft(
      String id,
      boolean renamed,
      Set<Integer> includes,
      List<Condition> requires,
      List<RuleDraft> grants,
      List<RuleDraft> denies) {}

  /** A grant or a deny. */
  record RuleDraft(Set<String> patterns, List<Condition> conditions) {}

  /** {@link #COUNT} roles, and an entry for full-administrator behind them. */
  static Arbitrary<List<Draft>> all() {
    return Combinators.combine(Arbitraries.shuffle(IDS), role().list().ofSize(COUNT + 1))
        .as(
            (ids, drafts) -> {
              List<Draft> named = new ArrayList<>();
              for (int i = 0; i <= COUNT; i++) {
                Draft draft = drafts.get(i);
                named.add(
                    new Draft(
                        i == COUNT ? Role.FULL_ADMINISTRATOR : ids.get(i),
                        draft.renamed(),
                        draft.includes(),
                        draft.requires(),
                        draft.grants(),
                        draft.denies()));
              }
              return named;
            });
  }

  static String idAt(List<Draft> drafts, int index) {
    return drafts.get(index).id();
  }

  /** The roles; full-administrator has an entry only where it says something. */
  static List<Role> assemble(List<Draft> drafts, Catalogue catalogue, PlaceSequence places) {
    List<Role> roles = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      Draft draft = drafts.get(i);
      Place at = places.next();
      roles.add(
          new Role(
              draft.id(),
              Optional.empty(),
              draft.renamed() ? NameRef.listOf(former(draft.id())) : List.of(),
              includes(drafts, i),
              draft.requires(),
              draft.grants().stream()
                  .map(rule -> new RuleAt(patterns(rule, catalogue, false), rule, places.next()))
                  .filter(rule -> !rule.patterns().isEmpty())
                  .map(rule -> new Grant(rule.patterns(), rule.draft().conditions(), rule.at()))
                  .toList(),
              draft.denies().stream()
                  .map(rule -> new RuleAt(patterns(rule, catalogue, true), rule, places.next()))
                  .filter(rule -> !rule.patterns().isEmpty())
                  .map(rule -> new Deny(rule.patterns(), rule.draft().conditions(), rule.at()))
                  .toList(),
              at));
    }
    Draft administrator = drafts.get(COUNT);
    if (!administrator.requires().isEmpty()) {
      roles.add(
          new Role(
              administrator.id(),
              Optional.of("All"),
              List.of(),
              List.of(),
              administrator.requires(),
              List.of(),
              List.of(),
              places.next()));
    }
    return roles;
  }

  private record RuleAt(List<PermissionPattern> patterns, RuleDraft draft, Place at) {}

  // A role includes those drawn before it, and rarely full-administrator, which includes none.
  private static List<NameRef> includes(List<Draft> drafts, int index) {
    return drafts.get(index).includes().stream()
        .filter(other -> other < index || other == COUNT)
        .map(other -> NameRef.of(idAt(drafts, other)))
        .toList();
  }

  // One that names or matches nothing in the catalogue would be refused. A grant never names
  // server.sso, and its wildcard does not reach it.
  private static List<PermissionPattern> patterns(
      RuleDraft rule, Catalogue catalogue, boolean deny) {
    return rule.patterns().stream()
        .map(PermissionPattern::of)
        .filter(
            pattern ->
                catalogue.all().stream()
                    .map(Permission::id)
                    .filter(id -> deny || !id.equals(Permission.SERVER_SSO))
                    .anyMatch(pattern::matches))
        .toList();
  }

  private static Arbitrary<Draft> role() {
    Arbitrary<Set<Integer>> includes =
        Combinators.combine(
                Arbitraries.integers().between(0, COUNT - 1).set().ofMaxSize(3),
                Arbitraries.frequency(Tuple.of(15, false), Tuple.of(1, true)))
            .as(
                (others, administrator) -> {
                  Set<Integer> all = new TreeSet<>(others);
                  if (administrator) {
                    all.add(COUNT);
                  }
                  return all;
                });
    Arbitrary<List<RuleDraft>> denies =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(List.of())),
            Tuple.of(
                1,
                rule(withSso(), ConditionArbitraries.denying(), 1, 3)
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(2)));
    return Combinators.combine(
            includes,
            conditions(ConditionArbitraries.granting(), 3, 1),
            rule(PATTERNS, ConditionArbitraries.granting(), 2, 2).list().ofMaxSize(3),
            denies,
            Arbitraries.of(false, false, true))
        .as(
            (included, requires, grants, denied, renamed) ->
                new Draft("", renamed, included, requires, grants, denied));
  }

  private static List<String> withSso() {
    List<String> all = new ArrayList<>(PATTERNS);
    all.add(Permission.SERVER_SSO);
    return all;
  }

  private static Arbitrary<RuleDraft> rule(
      List<String> patterns, Arbitrary<Condition> condition, int without, int with) {
    return Combinators.combine(
            Arbitraries.of(patterns).set().ofMinSize(1).ofMaxSize(2),
            conditions(condition, without, with))
        .as(RuleDraft::new);
  }

  private static Arbitrary<List<Condition>> conditions(
      Arbitrary<Condition> condition, int without, int with) {
    return Arbitraries.frequencyOf(
        Tuple.of(without, Arbitraries.just(List.of())),
        Tuple.of(with, condition.list().ofMinSize(1).ofMaxSize(2)));
  }
}
