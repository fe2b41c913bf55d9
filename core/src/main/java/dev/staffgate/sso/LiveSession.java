package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.sso.StoredFields.MalformedException;
import dev.staffgate.state.StateValue;
import dev.staffgate.wire.RequestFormatException;
import dev.staffgate.wire.RequestReader;
import dev.staffgate.wire.RequestWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A session as the state store keeps it: whose it is, how it came to be opened, and what revokes
 * it; never the secret that opens it, and no place of a token.
 *
 * @param phase how far it is
 * @param since when it came to that phase
 * @param request completed with its circumstances, so that it can be put to another policy
 * @param account the customer's account that was asked for
 * @param expiresAt when it ends by itself, if the panel said so
 * @param revocation what revokes it; not a secret, see {@link dev.staffgate.panels.PanelSession}
 */
record LiveSession(
    Phase phase,
    Instant since,
    AccessRequest request,
    Optional<String> account,
    OpenedPlace place,
    Optional<Instant> expiresAt,
    Optional<String> revocation) {
  private static final String FORMAT = "staffgate-sso-session 1";

  /** The phases of a session. */
  enum Phase {
    /** The panel is being asked. A session that stays here was never handed out. */
    OPENING,
    /** The panel has opened it. */
    OPEN,
    /** Somebody is ending it. */
    ENDING;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Phase parse(String text) {
      return Arrays.stream(values())
          .filter(one -> one.text().equals(text))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no phase is of that name"));
    }
  }

  LiveSession {
    requireNonNull(phase, "phase");
    requireNonNull(since, "since");
    requireNonNull(request, "request");
    requireNonNull(account, "account");
    requireNonNull(place, "place");
    requireNonNull(expiresAt, "expiresAt");
    requireNonNull(revocation, "revocation");
  }

  String staff() {
    return request.staff();
  }

  LiveSession in(Phase other, Instant now) {
    return new LiveSession(other, now, request, account, place, expiresAt, revocation);
  }

  /**
   * Returns it as a value.
   *
   * @throws IllegalArgumentException if it is larger than a store keeps
   */
  StateValue toValue() {
    return new StoredFields(FORMAT)
        .with("phase", phase.text())
        .with("since", since.toString())
        .with("server", place.server())
        .with("panel", place.panel())
        .with("url", place.url().toString())
        .with("user", place.user())
        .with("account", account)
        .with("expires", expiresAt.map(Instant::toString))
        .with("revocation", revocation)
        .with("request", RequestWriter.write(request))
        .toValue();
  }

  static LiveSession read(StateValue value) throws MalformedException {
    StoredFields fields = StoredFields.read(FORMAT, value);
    Phase phase = StoredFields.parsed("phase", fields.take("phase"), Phase::parse);
    Instant since = fields.takeInstant("since");
    OpenedPlace place =
        new OpenedPlace(
            fields.take("server"),
            fields.take("panel"),
            fields.takeUri("url"),
            fields.take("user"));
    Optional<String> account = fields.takeIfPresent("account");
    Optional<String> expires = fields.takeIfPresent("expires");
    Optional<Instant> expiresAt =
        expires.isEmpty()
            ? Optional.empty()
            : Optional.of(StoredFields.parsed("expires", expires.get(), Instant::parse));
    Optional<String> revocation = fields.takeIfPresent("revocation");
    AccessRequest request = request(fields.take("request"));
    fields.requireNoneLeft();
    return new LiveSession(phase, since, request, account, place, expiresAt, revocation);
  }

  private static AccessRequest request(String line) throws MalformedException {
    try {
      return RequestReader.read(line);
    } catch (RequestFormatException e) {
      throw new MalformedException("its request is malformed");
    }
  }
}
