package dev.staffgate.analysis.lint;

import dev.staffgate.model.ApprovalSeat;
import dev.staffgate.model.Condition;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.model.ResourceTerm;
import dev.staffgate.model.RouteRule;
import dev.staffgate.model.StaffAccount;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds names that nothing uses. Accounts of a directory may use networks and departments, so these
 * are looked at only where all accounts are known.
 */
final class UnusedNameRule implements LintRule {
  private static final String DEPARTMENT = "department";

  @Override
  public void check(LintSubject subject, LintReport report) {
    PolicyDocument document = subject.document();
    UsedNames used = new UsedNames();
    ConditionPlaces.visit(document, placed -> used.add(placed.condition()));
    document.networks().values().forEach(network -> used.addTerms(network.terms()));
    subject.accounts().forEach(used::add);
    document.tests().forEach(used::add);
    document.routes().forEach(used::add);
    document.permissions().values().stream()
        .flatMap(one -> one.needs().stream())
        .forEach(need -> used.permissions.add(need.id()));
    document.schedules().values().stream()
        .filter(one -> !used.schedules.contains(one.id()))
        .forEach(one -> report(report, "unused-schedule", "schedule", one.id(), one.at()));
    document.serverGroups().values().stream()
        .filter(one -> !used.groups.contains(one.id()))
        .forEach(one -> report(report, "unused-server-group", "server group", one.id(), one.at()));
    if (subject.knowsAllAccounts()) {
      document.networks().values().stream()
          .filter(one -> !used.networks.contains(one.id()))
          .forEach(one -> report(report, "unused-network", "network", one.id(), one.at()));
      document.departments().stream()
          .filter(one -> !used.departments.contains(one.id()))
          .forEach(one -> report(report, "unused-department", DEPARTMENT, one.id(), one.at()));
    }
    checkPermissions(subject, report, used);
  }

  private static void checkPermissions(LintSubject subject, LintReport report, UsedNames used) {
    Collection<PermissionDefinition> declared = subject.document().permissions().values();
    if (declared.isEmpty()) {
      return;
    }
    BitSet granted = new BitSet();
    for (String id : subject.document().roles().keySet()) {
      subject
          .reach()
          .role(id)
          .grants()
          .forEach(grant -> granted.or(subject.bits().granted(grant.permissions())));
      subject
          .reach()
          .role(id)
          .denies()
          .forEach(deny -> granted.or(subject.bits().denied(deny.permissions())));
    }
    declared.stream()
        .filter(one -> !granted.get(subject.policy().catalogue().indexOf(one.id())))
        .filter(one -> !used.permissions.contains(one.id()))
        .forEach(one -> report(report, "unused-permission", "permission", one.id(), one.at()));
  }

  private static void report(LintReport report, String code, String kind, String id, Place at) {
    report.add(
        code,
        at,
        "nothing names %s `%s`".formatted(kind, id),
        code.equals("unused-server-group")
            ? "name it where it is meant, or remove it; if it is there for locks, allow this"
            : "name it where it is meant, or remove it");
  }

  /** The names that are used somewhere. */
  private static final class UsedNames {
    private final Set<String> networks = new HashSet<>();
    private final Set<String> schedules = new HashSet<>();
    private final Set<String> groups = new HashSet<>();
    private final Set<String> departments = new HashSet<>();
    private final Set<String> permissions = new HashSet<>();

    void add(Condition condition) {
      if (condition instanceof Condition.Networks one) {
        addTerms(one.terms());
      } else if (condition instanceof Condition.InSchedule one) {
        schedules.add(one.schedule().id());
      } else if (condition instanceof Condition.Approval one) {
        one.seats().stream().map(ApprovalSeat::by).map(NameRef::id).forEach(permissions::add);
      } else if (condition instanceof Condition.Resource one) {
        for (ResourceTerm term : one.members()) {
          if (term.kind() == ResourceTerm.Kind.GROUP) {
            groups.add(term.id());
          } else if (one.type().equals(DEPARTMENT)) {
            departments.add(term.id());
          }
        }
      }
    }

    void addTerms(List<NetworkTerm> terms) {
      for (NetworkTerm term : terms) {
        if (term instanceof NetworkTerm.Named named) {
          networks.add(named.network().id());
        }
      }
    }

    void add(StaffAccount account) {
      account.networks().ifPresent(this::addTerms);
      departments.addAll(account.assigned(DEPARTMENT));
    }

    void add(RouteRule route) {
      route.permission().ifPresent(one -> permissions.add(one.id()));
      addDepartment(route.resource().get(DEPARTMENT));
    }

    private void addDepartment(@org.jspecify.annotations.Nullable String id) {
      if (id != null) {
        departments.add(id);
      }
    }

    void add(PolicyTestCase test) {
      for (PolicyTestCase.GivenLock lock : test.circumstances().locks()) {
        switch (lock.target()) {
          case "server-group" -> groups.add(lock.name());
          case "permission" -> permissions.add(lock.name());
          default -> {} // other names are never called unused
        }
      }
      addDepartment(test.circumstances().resources().get(DEPARTMENT));
      departments.addAll(test.asker().assigned().getOrDefault(DEPARTMENT, Set.of()));
      for (PolicyTestCase.Question question : TestedPermissions.questions(test)) {
        addDepartment(question.resources().get(DEPARTMENT));
        permissions.add(question.permission().id());
      }
      test.reverse()
          .ifPresent(
              reverse -> {
                addDepartment(reverse.resources().get(DEPARTMENT));
                permissions.add(reverse.subject().id());
                for (NameRef one : reverse.are()) {
                  permissions.add(one.id());
                  if (one.id().startsWith("@")) {
                    groups.add(one.id().substring(1));
                  }
                }
              });
    }
  }
}
