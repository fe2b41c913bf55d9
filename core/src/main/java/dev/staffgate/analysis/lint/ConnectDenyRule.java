package dev.staffgate.analysis.lint;

import com.google.common.collect.ImmutableSortedSet;
import dev.staffgate.analysis.lint.LintDraft.RelatedPlace;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.Permission;
import dev.staffgate.model.Place;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds denies of {@code connect.use} for people who are granted {@code server.configure}, which
 * leads into servers as well.
 */
final class ConnectDenyRule implements LintRule {
  private static final String DENIED = "connect.use";
  private static final String OTHER = "server.configure";
  private static final long STEPS = 20_000_000;

  @Override
  public void check(LintSubject subject, LintReport report) {
    int other = subject.policy().catalogue().indexOf(OTHER);
    boolean isAnyDenied =
        subject.document().roles().values().stream()
            .flatMap(role -> role.denies().stream())
            .anyMatch(deny -> names(deny, DENIED));
    if (other < 0 || !isAnyDenied) {
      return;
    }
    WorkBudget budget = new WorkBudget(report, "denies of `connect.use` are", STEPS);
    Set<String> told = new HashSet<>();
    Set<Collection<String>> holders = new HashSet<>();
    subject.entries().forEach(role -> holders.add(ImmutableSortedSet.of(role)));
    holders.addAll(subject.groups().roots(who -> !who.disabled(), one -> true, true));
    for (Collection<String> roots : holders) {
      Set<String> reached = subject.reach().reached(roots);
      if (!budget.spend(1 + reached.size())) {
        return;
      }
      if (!roots.isEmpty() && subject.reach().granted(roots).get(other)) {
        check(subject, report, reached, told);
      }
    }
  }

  private static boolean names(Deny deny, String permission) {
    return deny.permissions().stream().anyMatch(one -> one.matches(permission));
  }

  private static void check(
      LintSubject subject, LintReport report, Set<String> reached, Set<String> told) {
    List<Deny> denies =
        reached.stream().flatMap(id -> subject.reach().role(id).denies().stream()).toList();
    for (String id : reached) {
      for (Deny deny : subject.reach().role(id).denies()) {
        if (names(deny, DENIED)
            && denies.stream().noneMatch(one -> shutsToo(subject, one, deny))
            && told.add(id + " " + deny.at() + " " + deny)) {
          report.add(
              "connect-walked-round",
              deny.at(),
              "the deny of `connect.use` in role `%s` leaves `server.configure`, which leads into servers, too"
                  .formatted(id),
              "deny `server.sso` instead, or `server.configure` as well",
              new RelatedPlace(granting(subject, reached), "grants `server.configure`"));
        }
      }
    }
  }

  private static boolean shutsToo(LintSubject subject, Deny one, Deny deny) {
    return (names(one, OTHER) || names(one, Permission.SERVER_SSO))
        && subject.tests(deny.conditions()).containsAll(subject.tests(one.conditions()));
  }

  private static Place granting(LintSubject subject, Set<String> reached) {
    return reached.stream()
        .flatMap(id -> subject.reach().role(id).grants().stream())
        .filter(grant -> grant.permissions().stream().anyMatch(one -> one.matches(OTHER)))
        .map(Grant::at)
        .min(Place.ORDER)
        .orElse(Place.NONE);
  }
}
