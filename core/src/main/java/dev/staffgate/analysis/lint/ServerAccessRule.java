package dev.staffgate.analysis.lint;

import dev.staffgate.analysis.diff.PolicySide;
import dev.staffgate.analysis.diff.PolicySide.ListedServer;
import dev.staffgate.analysis.lint.LintDraft.RelatedPlace;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Permission;
import dev.staffgate.model.Place;
import dev.staffgate.model.Role;
import dev.staffgate.model.Server;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds servers that nobody can enter, or everybody. */
final class ServerAccessRule implements LintRule {
  private static final long STEPS = 20_000_000;

  /** With fewer accounts, everybody is nobody in particular. */
  private static final int MANY = 3;

  private static final int MOST_RELATED = 3;

  @Override
  public void check(LintSubject subject, LintReport report) {
    for (Server server : subject.document().servers().values()) {
      server
          .sso()
          .filter(sso -> sso.restricted() && sso.roles().isEmpty())
          .ifPresent(
              sso ->
                  report.add(
                      "restricted-without-roles",
                      sso.at(),
                      "server `"
                          + server.id()
                          + "` is restricted and lists no roles: nobody enters",
                      "list the roles that may enter; without single sign-on leave `sso` out and say"
                          + " `sso: restricted` under `defaults`"));
    }
    if (subject.knowsAllAccounts() && !subject.accounts().isEmpty()) {
      new Search(subject, report).check();
    }
  }

  private static final class Search {
    private final LintSubject subject;
    private final LintReport report;
    private final WorkBudget budget;
    private final BitSet sources;
    private final BitSet sso;

    Search(LintSubject subject, LintReport report) {
      this.subject = subject;
      this.report = report;
      this.budget = new WorkBudget(report, "servers that nobody or everybody enters are", STEPS);
      this.sources = subject.bits().of(PolicySide.SSO_SOURCES);
      this.sso = subject.bits().of(List.of(Permission.SERVER_SSO));
    }

    void check() {
      checkNobody();
      long people =
          subject.groups().profiles().entrySet().stream()
              .filter(profile -> !profile.getKey().disabled())
              .mapToLong(profile -> profile.getValue().size())
              .sum();
      if (people >= MANY) {
        checkEverybody();
      }
    }

    private void checkNobody() {
      Set<String> entering = new HashSet<>();
      boolean isAnyEntering = false;
      for (Set<String> roots :
          subject
              .groups()
              .roots(
                  who -> !who.disabled(),
                  one -> one.until().map(subject.now()::isBefore).orElse(true),
                  true)) {
        if (isWayIn(roots, true)) {
          isAnyEntering = true;
          Set<String> reached = subject.reach().reached(roots);
          if (!budget.spend(reached.size())) {
            return;
          }
          entering.addAll(reached);
        }
      }
      for (Server server : subject.document().servers().values()) {
        if (isAnyEntering) {
          checkNobody(server, entering);
        }
      }
    }

    private void checkNobody(Server server, Set<String> entering) {
      subject
          .side()
          .servers()
          .getOrDefault(server.id(), Optional.empty())
          .filter(ListedServer::restricted)
          .filter(listed -> !listed.roles().isEmpty())
          .filter(
              listed ->
                  listed.roles().stream().noneMatch(one -> entering.contains(one.role().id())))
          .ifPresent(
              listed ->
                  report.add(
                      "server-entered-by-nobody",
                      place(server),
                      "nobody can enter server `%s`: nobody has %s together with `connect.use` or"
                              .formatted(server.id(), names(listed))
                          + " `server.configure`",
                      "list a role of those who should enter, or grant them `connect.use`"));
    }

    private static String names(ListedServer listed) {
      return LintText.names(listed.roles().stream().map(one -> one.role().id()).toList());
    }

    private static Place place(Server server) {
      return server.sso().map(Server.Sso::at).orElse(server.at());
    }

    /** Returns whether roles lead into servers: perhaps, or in any case but for conditions. */
    private boolean isWayIn(Collection<String> roots, boolean perhaps) {
      BitSet granted = PatternBits.and(subject.reach().granted(roots), sources);
      if (granted.isEmpty()) {
        return false;
      }
      BitSet denied = new BitSet();
      for (String id : subject.reach().reached(roots)) {
        for (Deny deny : subject.reach().role(id).denies()) {
          if (!perhaps || deny.conditions().isEmpty()) {
            denied.or(subject.bits().denied(deny.permissions()));
          }
        }
      }
      granted.andNot(denied);
      return !granted.isEmpty() && !denied.intersects(sso);
    }

    private void checkEverybody() {
      List<Set<String>> groups = new ArrayList<>();
      boolean isAnyOneLess = false;
      for (Set<String> roots :
          subject.groups().roots(who -> !who.disabled(), one -> one.runsAt(subject.now()), false)) {
        if (roots.isEmpty() || !isWayIn(roots, false)) {
          return; // that one enters nowhere
        }
        Set<String> reached = subject.reach().reached(roots);
        if (!budget.spend(reached.size())) {
          return;
        }
        isAnyOneLess |= !reached.contains(Role.FULL_ADMINISTRATOR);
        groups.add(reached);
      }
      if (isAnyOneLess) {
        reportEverybody(groups);
      }
    }

    private void reportEverybody(List<Set<String>> groups) {
      List<Server> unrestricted = new ArrayList<>();
      for (Server server : subject.document().servers().values()) {
        Optional<ListedServer> entered =
            subject.side().servers().getOrDefault(server.id(), Optional.empty());
        if (entered.isEmpty()) {
          continue;
        }
        ListedServer listed = entered.get();
        if (!listed.restricted()) {
          unrestricted.add(server);
        } else if (isOpenTo(groups, listed)) {
          report.add(
              "server-entered-by-everybody",
              place(server),
              "every account can enter server `%s`: each has one of %s"
                  .formatted(server.id(), names(listed)),
              "list the roles that need the server");
        }
      }
      if (!unrestricted.isEmpty()) {
        Server first = unrestricted.get(0);
        report.add(
            "server-entered-by-everybody",
            place(first),
            "every account can enter server `%s`%s, which %s unrestricted"
                .formatted(
                    first.id(),
                    unrestricted.size() == 1 ? "" : " and " + (unrestricted.size() - 1) + " more",
                    unrestricted.size() == 1 ? "is" : "are"),
            "make it `restricted` and list the roles that need it",
            unrestricted.stream()
                .skip(1)
                .limit(MOST_RELATED)
                .map(server -> new RelatedPlace(place(server), "is unrestricted, too"))
                .toList());
      }
    }

    private boolean isOpenTo(List<Set<String>> groups, ListedServer listed) {
      for (Set<String> roles : groups) {
        if (!budget.spend(listed.roles().size())
            || listed.roles().stream().noneMatch(one -> roles.contains(one.role().id()))) {
          return false;
        }
      }
      return true;
    }
  }
}
