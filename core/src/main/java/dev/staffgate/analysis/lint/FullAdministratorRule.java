package dev.staffgate.analysis.lint;

import dev.staffgate.analysis.lint.LintDraft.RelatedPlace;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Place;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Counts the people who are full administrators today: neither one alone nor too many. */
final class FullAdministratorRule implements LintRule {
  private static final int MOST_RELATED = 20;

  @Override
  public void check(LintSubject subject, LintReport report) {
    if (!subject.knowsAllAccounts() || subject.accounts().isEmpty()) {
      return;
    }
    Map<String, StaffAccount> people = new LinkedHashMap<>();
    subject.groups().profiles().entrySet().stream()
        .filter(profile -> !profile.getKey().disabled())
        .filter(
            profile -> profile.getKey().roles().stream().anyMatch(one -> givesAll(subject, one)))
        .flatMap(profile -> profile.getValue().stream())
        .sorted(Comparator.comparing(StaffAccount::at, Place.ORDER))
        .forEach(account -> people.putIfAbsent(account.personId(), account));
    List<StaffAccount> all = List.copyOf(people.values());
    if (all.size() < 2) {
      reportFew(subject, report, all);
    } else if (all.size() > subject.mostFullAdministrators()) {
      reportMany(subject, report, all);
    }
  }

  private static boolean givesAll(LintSubject subject, Assignment one) {
    return one.runsAt(subject.now())
        && subject
            .roleId(one.role().id())
            .map(id -> subject.reach().reached(id).contains(Role.FULL_ADMINISTRATOR))
            .orElse(false);
  }

  private static void reportFew(LintSubject subject, LintReport report, List<StaffAccount> all) {
    Place at =
        all.isEmpty()
            ? subject.accounts().stream().map(StaffAccount::at).min(Place.ORDER).orElse(Place.NONE)
            : all.get(0).at();
    report.add(
        "few-full-administrators",
        at,
        all.isEmpty()
            ? "nobody is a full administrator"
            : "`" + all.get(0).id() + "` is the only full administrator",
        all.isEmpty()
            ? "give `full-administrator` to two people whose accounts are not disabled"
            : "give `full-administrator` to a second person whose account is not disabled");
  }

  private static void reportMany(LintSubject subject, LintReport report, List<StaffAccount> all) {
    StaffAccount first = all.get(subject.mostFullAdministrators());
    report.add(
        "many-full-administrators",
        first.at(),
        "%d people are full administrators, more than %d"
            .formatted(all.size(), subject.mostFullAdministrators()),
        "give them the roles that their work needs, or `full-administrator` in an emergency alone",
        all.stream()
            .filter(account -> !account.equals(first))
            .flatMap(
                account ->
                    Stream.of(
                        new RelatedPlace(
                            account.at(), "`" + account.id() + "` is a full administrator")))
            .limit(MOST_RELATED)
            .toList());
  }
}
