package dev.staffgate.analysis.lint;

import dev.staffgate.model.NameRef;
import dev.staffgate.model.Role;
import dev.staffgate.model.SeparationRule;
import java.util.BitSet;
import java.util.List;

/**
 * Finds rules that keep permissions apart of which too few are granted by any role. The {@code *}
 * of the built-in role does not count for them.
 */
final class UnbreakableSeparationRule implements LintRule {
  @Override
  public void check(LintSubject subject, LintReport report) {
    List<SeparationRule> rules =
        subject.document().separate().stream()
            .filter(rule -> rule.of() == SeparationRule.Of.PERMISSIONS)
            .toList();
    if (rules.isEmpty()) {
      return;
    }
    BitSet granted = new BitSet();
    for (String id : subject.document().roles().keySet()) {
      if (!id.equals(Role.FULL_ADMINISTRATOR)) {
        granted.or(subject.reach().grantedHere(id));
      }
    }
    for (SeparationRule rule : rules) {
      List<String> missing =
          rule.members().stream()
              .map(NameRef::id)
              .filter(id -> !granted.get(subject.policy().catalogue().indexOf(id)))
              .toList();
      if (rule.members().size() - missing.size() <= rule.atMost()) {
        report.add(
            "separation-unbreakable",
            rule.at(),
            "nobody can break `%s`: no role grants %s"
                .formatted(rule.name(), LintText.names(missing)),
            missing.contains("server.sso")
                ? "name `connect.use` and `server.configure` instead of `server.sso`"
                : "name the permissions that roles grant, or remove the rule");
      }
    }
  }
}
