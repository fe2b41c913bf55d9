package dev.staffgate.analysis.lint;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.analysis.cells.ConditionTest;
import dev.staffgate.analysis.diff.PolicySide;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A part of what a grant gives in which all has the same conditions: plain permissions, sensitive
 * ones, and single sign-on by one of the permissions that it follows from.
 *
 * @param permissions what another grant has to give to take its place
 */
record GrantAspect(BitSet permissions, boolean sensitive, boolean singleSignOn) {
  /** Returns the aspects of a grant; at least one. */
  static List<GrantAspect> of(LintSubject subject, GrantCandidate grant) {
    List<GrantAspect> aspects = new ArrayList<>();
    BitSet sensitive = PatternBits.and(grant.bits(), subject.sensitive());
    BitSet plain = PatternBits.without(grant.bits(), subject.sensitive());
    if (!plain.isEmpty()) {
      aspects.add(new GrantAspect(plain, false, false));
    }
    if (!sensitive.isEmpty()) {
      aspects.add(new GrantAspect(sensitive, true, false));
    }
    PatternBits.and(grant.bits(), subject.bits().of(PolicySide.SSO_SOURCES)).stream()
        .forEach(source -> aspects.add(new GrantAspect(BitSet.valueOf(bit(source)), false, true)));
    return aspects;
  }

  private static long[] bit(int index) {
    BitSet one = new BitSet();
    one.set(index);
    return one.toLongArray();
  }

  /** Returns the conditions of a grant in this aspect. */
  ImmutableSet<ConditionTest> tests(GrantCandidate grant) {
    return singleSignOn ? grant.ssoTests() : grant.tests(sensitive);
  }
}
