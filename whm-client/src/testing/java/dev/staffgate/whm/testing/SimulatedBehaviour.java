package dev.staffgate.whm.testing;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** An answer of a simulated panel to a call of its API. */
public sealed interface SimulatedBehaviour {
  /** Stands in a scripted body for the function that was called. */
  String COMMAND = "{COMMAND}";

  /** The cases. */
  enum Kind {
    /** Opens sessions, as WHM does. */
    HEALTHY,
    /** Answers every call with what was recorded or made up. */
    SCRIPTED,
    /** Opens a session and gives a URL that begins elsewhere. */
    LYING,
    /** Takes the call and never answers. */
    SILENT,
    /** Does what was asked for, and loses the answer. */
    LOSING,
    /** Does what was asked for, and takes its time to answer. */
    SLOW,
    /** Does what was asked for, and answers in Latin-1 where JSON has to be UTF-8. */
    LATIN_1
  }

  /** Returns the case, to switch over. */
  Kind kind();

  /** Opens sessions, as WHM does. */
  static SimulatedBehaviour healthy() {
    return new Simple(Kind.HEALTHY);
  }

  /** Takes the call and never answers. */
  static SimulatedBehaviour silent() {
    return new Simple(Kind.SILENT);
  }

  /** Does what was asked for, and then breaks the connection instead of answering. */
  static SimulatedBehaviour losingAnswers() {
    return new Simple(Kind.LOSING);
  }

  /** Does what was asked for, and answers after this time. */
  static SimulatedBehaviour answeringAfter(Duration time) {
    return new Slow(time, Duration.ZERO);
  }

  /** Does what was asked for, and answers byte by byte with this time between two. */
  static SimulatedBehaviour dripping(Duration between) {
    return new Slow(Duration.ZERO, between);
  }

  /** Does what was asked for, and answers in Latin-1: some letters are bytes that are no UTF-8. */
  static SimulatedBehaviour inLatin1() {
    return new Simple(Kind.LATIN_1);
  }

  /** Refuses all tokens, as WHM does: status 403 and a body in the form of another API. */
  static SimulatedBehaviour denyingAccess() {
    return new Scripted(
        403,
        "text/plain; charset=\"utf-8\"",
        """
        {"cpanelresult":{"apiversion":"2","error":"Access denied",\
        "data":{"reason":"Access denied","result":"0"},"type":"text"}}\r
        """,
        "");
  }

  /** Refuses in WHM's form, for this reason. */
  static SimulatedBehaviour refusing(String reason) {
    String escaped = reason.replace("\\", "\\\\").replace("\"", "\\\"");
    return new Scripted(
        200,
        "text/plain; charset=\"utf-8\"",
        "{\"metadata\":{\"result\":0,\"reason\":\""
            + escaped
            + "\",\"version\":1,\"command\":\""
            + COMMAND
            + "\"}}",
        "");
  }

  /** Shows a page where JSON is expected, as a proxy or another port does. */
  static SimulatedBehaviour showingPage() {
    return new Scripted(
        200, "text/html", "<!doctype html><title>Sign in</title><p>Please sign in.</p>", "");
  }

  /** Sends the caller elsewhere. */
  static SimulatedBehaviour redirecting(String location) {
    return new Scripted(307, "text/html", "<p>Moved</p>", location);
  }

  /** Answers with this status and this body. */
  static SimulatedBehaviour answering(int status, String contentType, String body) {
    return new Scripted(status, contentType, body, "");
  }

  /** Opens a session and gives a URL that begins with this instead of its own address. */
  static SimulatedBehaviour leadingTo(String origin) {
    return new Lying(origin);
  }

  /** A case without data. */
  record Simple(Kind kind) implements SimulatedBehaviour {}

  /** An answer that is always the same; {@code location} is left out if empty. */
  record Scripted(int status, String contentType, String body, String location)
      implements SimulatedBehaviour {
    public Scripted {
      requireNonNull(contentType, "contentType");
      requireNonNull(location, "location");
      requireNonNull(body, "body");
    }

    @Override
    public Kind kind() {
      return Kind.SCRIPTED;
    }

    SimulatedServer.Reply reply(String command) {
      return new SimulatedServer.Reply(status, contentType, body.replace(COMMAND, command));
    }
  }

  /** A URL that begins with this. */
  record Lying(String origin) implements SimulatedBehaviour {
    @Override
    public Kind kind() {
      return Kind.LYING;
    }
  }

  /** An answer that begins after a time, and has another before each byte if that is not zero. */
  record Slow(Duration before, Duration between) implements SimulatedBehaviour {
    public Slow {
      checkArgument(!before.isNegative() && !between.isNegative(), "a time is negative");
    }

    @Override
    public Kind kind() {
      return Kind.SLOW;
    }
  }
}
