package dev.staffgate.whm;

import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.panels.PanelTarget;
import dev.staffgate.whm.api1.WhmApiClient;
import dev.staffgate.whm.api1.WhmEnvelopeReader;
import dev.staffgate.whm.api1.WhmPurposes;
import dev.staffgate.whm.call.JsonFields;
import dev.staffgate.whm.call.LoginOrigins;
import dev.staffgate.whm.call.PanelConnection;
import dev.staffgate.whm.fixtures.TestServers;
import dev.staffgate.whm.http.CallFailedException;
import dev.staffgate.whm.http.HttpReply;
import dev.staffgate.whm.transport.PanelTransport;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * Answers read as the client reads them when it opens a session.
 *
 * @param url the server's
 * @param owner whose token it is
 * @param user whose session is asked for
 * @param target in which face, and on which page
 * @param now what time it is
 */
record SessionReplyReader(String url, String owner, String user, PanelTarget target, Instant now) {
  static final Secret TOKEN = Secret.of("TOKENTOKENTOKENTOKENTOKENTOKEN42");

  /** What came of it. */
  record Verdict(String kind, String detail, String message) {
    static final Verdict OK = new Verdict("ok", "", "");

    static Verdict of(PanelException failure) {
      return new Verdict(failure.kind().text(), failure.detail().text(), failure.getMessage());
    }

    /** As a line of a golden file has it, behind its first columns. */
    @Override
    public String toString() {
      return kind + "\t" + detail + "\t" + message;
    }
  }

  Verdict verdict(HttpReply answer) {
    var server = TestServers.server(URI.create(url), Optional.empty(), owner);
    PanelOpening opening = PanelOpening.of(server, user, TOKEN).to(target);
    PanelConnection connection =
        new WhmApiClient(PanelTransport.create())
            .connect(server, TOKEN, WhmPurposes.opening(owner, user));
    LoginOrigins places = WhmServer.PLAIN.loginOrigins(server, WhmService.of(target.area()));
    try {
      JsonFields fields =
          WhmEnvelopeReader.read(
              connection, answer, CreateSessionCall.call(opening, Optional.empty()));
      PanelSession session =
          new CreateSessionCall(opening, places, connection.failures())
              .read(fields, now, Optional.empty());
      return session.url().revealToUse().startsWith("https://")
          ? Verdict.OK
          : new Verdict("another url", "", "");
    } catch (CallFailedException failed) {
      return Verdict.of(connection.toException(failed));
    }
  }
}
