package dev.staffgate.policy.engine;

import static java.util.Comparator.comparing;

import dev.staffgate.decision.Decision;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Place;
import dev.staffgate.model.Role;
import dev.staffgate.model.SeparationRule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Separation of duties, made ready (policy reference, section 4, step 4): the members of all rules
 * are numbered, and for each role it is known which of them it holds with all that it includes.
 */
public final class SeparationIndex {
  private final List<IndexedRule> rules;
  private final List<BitSet> held;

  private SeparationIndex(List<IndexedRule> rules, List<BitSet> held) {
    this.rules = rules;
    this.held = held;
  }

  /**
   * A rule with its members numbered.
   *
   * @param first the number of its first member; the others follow
   * @param denied the answer where it is broken
   */
  record IndexedRule(SeparationRule rule, int first, Decision denied) {
    boolean isBroken(BitSet holds) {
      int end = first + rule.members().size();
      return holds.get(first, end).cardinality() > rule.atMost();
    }
  }

  public static SeparationIndex of(
      List<SeparationRule> rules,
      CompiledRole[] byRank,
      List<CompiledRole> includedFirst,
      Map<String, CompiledRole> roles,
      Catalogue catalogue,
      StandardDenials answers) {
    List<IndexedRule> indexed = new ArrayList<>();
    List<BitSet> held = new ArrayList<>();
    if (rules.isEmpty()) {
      return new SeparationIndex(indexed, held);
    }
    for (int i = 0; i < byRank.length; i++) {
      held.add(new BitSet());
    }
    int next = 0;
    for (SeparationRule rule :
        rules.stream().sorted(comparing(SeparationRule::at, Place.ORDER)).toList()) {
      indexed.add(new IndexedRule(rule, next, answers.separated(rule)));
      for (NameRef member : rule.members()) {
        switch (rule.of()) {
          case ROLES -> {
            CompiledRole role = roles.get(member.id());
            if (role != null) {
              held.get(role.rank).set(next);
            }
          }
          case PERMISSIONS -> {
            int permission = catalogue.indexOf(member.id());
            for (CompiledRole role : byRank) {
              if (grants(role, permission)) {
                held.get(role.rank).set(next);
              }
            }
          }
        }
        next++;
      }
    }
    for (CompiledRole role : includedFirst) {
      for (String id : role.includes) {
        CompiledRole included = roles.get(id);
        if (included != null) {
          held.get(role.rank).or(held.get(included.rank));
        }
      }
    }
    return new SeparationIndex(List.copyOf(indexed), List.copyOf(held));
  }

  // By name or wildcard, whatever its conditions; the * of the built-in role alone does not count.
  private static boolean grants(CompiledRole role, int permission) {
    return !role.id.equals(Role.FULL_ADMINISTRATOR)
        && role.grants.stream()
            .anyMatch(grant -> IntStream.of(grant.permissions).anyMatch(one -> one == permission));
  }

  /** Returns whether rules are missing altogether. */
  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /**
   * Returns the answer of the first rule that is broken, or null.
   *
   * @param assigned ranks of the roles assigned
   * @param acted ranks of those acted with
   */
  @Nullable Decision denial(int[] assigned, int[] acted) {
    if (rules.isEmpty()) {
      return null;
    }
    BitSet ofAccount = holds(assigned);
    BitSet ofSession = holds(acted);
    for (IndexedRule one : rules) {
      BitSet counted =
          switch (one.rule.within()) {
            case ACCOUNT -> ofAccount;
            case SESSION -> ofSession;
          };
      if (one.isBroken(counted)) {
        return one.denied;
      }
    }
    return null;
  }

  /** Returns the rules within an account that these roles break if they are assigned; by place. */
  public List<SeparationRule> brokenByAccount(int[] assigned) {
    if (rules.isEmpty()) {
      return List.of();
    }
    BitSet holds = holds(assigned);
    return rules.stream()
        .filter(one -> one.rule.within() == SeparationRule.Within.ACCOUNT)
        .filter(one -> one.isBroken(holds))
        .map(IndexedRule::rule)
        .toList();
  }

  /** Returns the members of a rule that the role of this rank holds, with all that it includes. */
  public List<String> membersHeldBy(int rank, SeparationRule rule) {
    IndexedRule indexed =
        rules.stream().filter(one -> one.rule.equals(rule)).findFirst().orElseThrow();
    return IntStream.range(0, rule.members().size())
        .filter(i -> held.get(rank).get(indexed.first + i))
        .mapToObj(i -> rule.members().get(i).id())
        .toList();
  }

  private BitSet holds(int[] roots) {
    BitSet holds = new BitSet();
    for (int rank : roots) {
      holds.or(held.get(rank));
    }
    return holds;
  }
}
