package dev.staffgate.analysis.lint;

import dev.staffgate.model.Condition;
import dev.staffgate.model.ResourceTerm;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds resources that are excluded by an id with letters: by {@code only} in a deny, or by {@code
 * except} elsewhere. The policy itself knows departments and servers, so these have one spelling.
 */
final class LetterCaseRule implements LintRule {
  private static final Set<String> DEFINED = Set.of("department", "server");

  @Override
  public void check(LintSubject subject, LintReport report) {
    ConditionPlaces.visit(
        subject.document(),
        placed -> {
          if (placed.condition() instanceof Condition.Resource resource
              && resource.among() == placed.deny().isPresent()
              && !DEFINED.contains(resource.type())) {
            withLetters(resource.members())
                .ifPresent(term -> report(report, placed.whose(), resource, term));
          }
        });
  }

  private static Optional<ResourceTerm> withLetters(List<ResourceTerm> terms) {
    return terms.stream()
        .filter(term -> term.kind() == ResourceTerm.Kind.ID)
        .filter(
            term -> !term.id().toLowerCase(Locale.ROOT).equals(term.id().toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  private static void report(
      LintReport report, String whose, Condition.Resource resource, ResourceTerm term) {
    report.add(
        "id-letter-case",
        term.at(),
        "`%s` of type `%s` in `%s` of %s excludes this very spelling alone"
            .formatted(term.id(), resource.type(), resource.key(), whose),
        "exclude by an id without letters, or permit by `only`; if the program has one spelling for"
            + " each id, allow this");
  }
}
