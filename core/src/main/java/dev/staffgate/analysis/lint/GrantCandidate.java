package dev.staffgate.analysis.lint;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.staffgate.analysis.cells.ConditionTest;
import dev.staffgate.analysis.diff.IncludedRoles.IncludedRole;
import dev.staffgate.analysis.diff.PolicySide;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Grant;
import dev.staffgate.model.Role;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A grant at the end of an include path, with all conditions laid on it. Not thread-safe. */
final class GrantCandidate {
  private final LintSubject subject;
  private final Grant grant;
  private final String role;
  private final List<Condition> requires;
  private final BitSet bits;
  private @Nullable ImmutableSet<ConditionTest> plain;
  private @Nullable ImmutableSet<ConditionTest> sensitive;

  GrantCandidate(LintSubject subject, IncludedRole path, Grant grant) {
    this.subject = subject;
    this.grant = grant;
    this.role = path.role().id();
    this.requires = path.requires();
    this.bits = subject.bits().granted(grant.permissions());
  }

  Grant grant() {
    return grant;
  }

  String role() {
    return role;
  }

  /** Returns whether neither it nor a role on the path has a condition. */
  boolean isUnconditional() {
    return grant.conditions().isEmpty() && requires.isEmpty();
  }

  int conditionCount() {
    return grant.conditions().size() + requires.size();
  }

  boolean isBuiltIn() {
    return role.equals(Role.FULL_ADMINISTRATOR);
  }

  /** Returns what it gives; not to be changed. */
  BitSet bits() {
    return bits;
  }

  /** Returns the conditions for a permission that is sensitive or not. */
  ImmutableSet<ConditionTest> tests(boolean isSensitive) {
    ImmutableSet<ConditionTest> plainOnes = plain;
    if (plainOnes == null) {
      plainOnes =
          subject.tests(
              Iterables.concat(
                  grant.conditions(), requires, subject.document().defaults().requires()));
      plain = plainOnes;
    }
    if (!isSensitive) {
      return plainOnes;
    }
    ImmutableSet<ConditionTest> all = sensitive;
    if (all == null) {
      all =
          ImmutableSet.<ConditionTest>builder()
              .addAll(plainOnes)
              .addAll(subject.tests(subject.document().defaults().sensitiveRequires()))
              .build();
      sensitive = all;
    }
    return all;
  }

  /** Returns the conditions in single sign-on, but for those of the server. */
  ImmutableSet<ConditionTest> ssoTests() {
    BitSet sources = subject.bits().of(PolicySide.SSO_SOURCES);
    sources.and(bits);
    return tests(sources.intersects(subject.sensitive()));
  }
}
