package dev.staffgate.whm;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelHealth.Ability;
import dev.staffgate.whm.api1.WhmApiClient;
import dev.staffgate.whm.api1.WhmCall;
import dev.staffgate.whm.api1.WhmPurposes;
import dev.staffgate.whm.api1.WhmReply;
import dev.staffgate.whm.call.ClockSkew;
import dev.staffgate.whm.call.JsonFields;
import dev.staffgate.whm.call.ServerText;
import dev.staffgate.whm.http.CallEffect;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tests a server: what its token may do ({@code myprivs}, the first call, for it alone tells that
 * the token is accepted), its version, its name and its clock. Nothing else is called once the
 * server refused the token or locked this caller out.
 */
final class WhmHealthProbe {
  private static final String CREATE_SESSIONS = "create-user-session";
  private static final String PRIVILEGES = "/data/privileges/0";
  private static final String LEGACY_PRIVILEGES = "/privs";
  private static final Set<String> PRIVILEGE_MEMBERS =
      Set.of(
          PRIVILEGES,
          PRIVILEGES + "/all",
          PRIVILEGES + "/" + CREATE_SESSIONS,
          LEGACY_PRIVILEGES,
          LEGACY_PRIVILEGES + "/all",
          LEGACY_PRIVILEGES + "/" + CREATE_SESSIONS);
  private static final int MAX_SHOWN = 256;

  private final WhmApiClient calls;
  private final Server server;
  private final Secret token;
  private final InstantSource clock;
  private final List<String> remarks = new ArrayList<>();
  private boolean refused;

  WhmHealthProbe(WhmApiClient calls, Server server, Secret token, InstantSource clock) {
    this.calls = calls;
    this.server = server;
    this.token = token;
    this.clock = clock;
  }

  /**
   * Returns how the server is.
   *
   * @throws PanelException if the server is not there, or does not accept the token
   */
  PanelHealth run() {
    Ability mayOpen =
        calls.call(
            server,
            token,
            WhmCall.legacyToo("myprivs", PRIVILEGE_MEMBERS).as(CallEffect.TESTS),
            WhmPurposes.reading(server.user(), CREATE_SESSIONS),
            this::privileges);
    Optional<String> version = one("version");
    Optional<String> hostname = one("gethostname");
    return new PanelHealth(version, hostname, mayOpen, remarks);
  }

  private Ability privileges(WhmReply reply) {
    ClockSkew.remark(clock, reply.date()).ifPresent(remarks::add);
    JsonFields fields = reply.fields();
    String place = fields.has(PRIVILEGES) ? PRIVILEGES : LEGACY_PRIVILEGES;
    if (!fields.has(place)) {
      remarks.add(
          "The server does not tell what %s's token may do: open a session to see."
              .formatted(server.user()));
      return Ability.UNKNOWN;
    }
    if (fields.isTrue(place + "/all")) {
      remarks.add(
          ("%s's token has all privileges. Opening sessions needs %s alone; with that one a token"
                  + " can get all rights of %s nevertheless, whatever else it lacks, so guard it"
                  + " like %s's password.")
              .formatted(server.user(), CREATE_SESSIONS, server.user(), server.user()));
      return Ability.YES;
    }
    if (fields.isTrue(place + "/" + CREATE_SESSIONS)) {
      return Ability.YES;
    }
    remarks.add(
        "%s's token lacks the privilege %s: give it that in WHM under Manage API Tokens."
            .formatted(server.user(), CREATE_SESSIONS));
    return Ability.NO;
  }

  /** Calls a function that tells one text, under its own name or that of what it gets. */
  private Optional<String> one(String command) {
    if (refused) {
      return Optional.empty();
    }
    String member = command.equals("gethostname") ? "hostname" : command;
    try {
      return Optional.of(
          calls.call(
              server,
              token,
              WhmCall.legacyToo(command, Set.of("/" + member, "/data/" + member))
                  .as(CallEffect.TESTS)
                  .leniently(),
              WhmPurposes.reading(server.user(), CREATE_SESSIONS),
              reply -> text(reply, member)));
    } catch (PanelException failure) {
      if (failure.kind() == Kind.LOCKED_OUT) {
        throw failure;
      }
      refused = failure.kind() == Kind.AUTHENTICATION;
      remarks.add("Its %s is not known: %s".formatted(member, failure.getMessage()));
      return Optional.empty();
    }
  }

  private static String text(WhmReply reply, String member) {
    return reply
        .fields()
        .text("/data/" + member)
        .or(() -> reply.fields().text("/" + member))
        .filter(text -> text.length() <= MAX_SHOWN)
        .map(text -> ServerText.of(text).shown(reply.failures().token()))
        .orElseThrow(() -> reply.failures().malformed("its answer holds no " + member));
  }
}
