package dev.staffgate.analysis.lint;

import com.google.common.collect.ImmutableList;

/** Asks all rules about a policy. */
public final class PolicyLinter {
  private static final ImmutableList<LintRule> RULES =
      ImmutableList.of(
          new SuperfluousGrantRule(),
          new NeverHoldingRequiresRule(),
          new ShadowedDenyRule(),
          new UselessDenyRule(),
          new ShedRequiresRule(),
          new ShedDenyRule(),
          new TimedDenyRule(),
          new UnmetNeedRule(),
          new SensitiveGrantRule(),
          new TranslatedAddressRule(),
          new LetterCaseRule(),
          new RootSessionRule(),
          new ServerAccessRule(),
          new ConnectDenyRule(),
          new FullAdministratorRule(),
          new UnheldRoleRule(),
          new AlikeRolesRule(),
          new ExpiredAssignmentRule(),
          new EmergencyReachRule(),
          new UnbreakableSeparationRule(),
          new UnusedNameRule(),
          new UntestedPermissionRule());

  private PolicyLinter() {}

  /** Returns what the rules find. */
  public static LintReport check(LintSubject subject) {
    LintReport report = new LintReport();
    RULES.forEach(rule -> rule.check(subject, report));
    return report;
  }
}
