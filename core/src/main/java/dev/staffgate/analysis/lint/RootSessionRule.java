package dev.staffgate.analysis.lint;

import dev.staffgate.analysis.diff.PolicySide.ListedServer;
import dev.staffgate.model.Place;
import dev.staffgate.model.Server;
import java.util.Optional;

/** Finds servers whose sessions are opened as {@code root}. */
final class RootSessionRule implements LintRule {
  private static final String ROOT = "root";

  @Override
  public void check(LintSubject subject, LintReport report) {
    for (Server server : subject.document().servers().values()) {
      subject
          .side()
          .servers()
          .getOrDefault(server.id(), Optional.empty())
          .ifPresent(listed -> check(server, listed, report));
    }
  }

  private static void check(Server server, ListedServer listed, LintReport report) {
    if (!listed.restricted()) {
      if (listed.userOf(Optional.empty()).equals(ROOT)) {
        report(report, server.sso().map(Server.Sso::at).orElse(server.at()), server, "");
      }
      return;
    }
    for (Server.SsoRole one : listed.roles()) {
      if (listed.userOf(one.as()).equals(ROOT)) {
        report(report, one.role().at(), server, " for role `" + one.role().id() + "`");
        return;
      }
    }
  }

  private static void report(LintReport report, Place at, Server server, String whose) {
    report.add(
        "session-as-root",
        at,
        "sessions in server `%s` are opened as `root`%s".formatted(server.id(), whose),
        "name another panel user by `as`, with no more rights than the work needs");
  }
}
