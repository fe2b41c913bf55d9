package dev.staffgate.whm;

import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.panels.PanelTarget;
import dev.staffgate.panels.PanelTarget.Area;
import dev.staffgate.whm.api1.WhmEnvelopeReader;
import dev.staffgate.whm.call.CallFailureFactory;
import dev.staffgate.whm.call.JsonFields;
import dev.staffgate.whm.call.LoginOrigins;
import dev.staffgate.whm.fixtures.TestServers;
import dev.staffgate.whm.http.CallPurpose;
import dev.staffgate.whm.http.HttpReply;
import dev.staffgate.whm.http.ServerAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * Answers read as the client reads them when it opens a session.
 *
 * @param url the server's
 * @param owner whose token it is
 * @param user whose session is asked for
 * @param area in which face
 * @param now what time it is
 */
record SessionReplyReader(String url, String owner, String user, Area area, Instant now) {
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
    ServerAddress address = ServerAddress.of(server);
    PanelOpening opening = PanelOpening.of(server, user, TOKEN).to(PanelTarget.of(area));
    LoginOrigins places = WhmServer.PLAIN.loginOrigins(address, WhmService.of(area));
    CallFailureFactory failures =
        new CallFailureFactory(server, address, TOKEN, CallPurpose.opening(owner, user));
    try {
      JsonFields fields =
          WhmEnvelopeReader.read(
              answer, CreateSessionCall.call(opening, Optional.empty()), failures);
      PanelSession session =
          new CreateSessionCall(opening, places, failures).read(fields, now, Optional.empty());
      return session.url().revealToUse().startsWith("https://")
          ? Verdict.OK
          : new Verdict("another url", "", "");
    } catch (PanelException failure) {
      return Verdict.of(failure);
    }
  }
}
