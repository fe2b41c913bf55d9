package dev.staffgate.whm.tokens;

import static dev.staffgate.panels.PanelException.Kind.AUTHENTICATION;
import static dev.staffgate.panels.PanelException.Kind.MISCONFIGURED;
import static dev.staffgate.panels.PanelException.Kind.PROTOCOL;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.TokenRotation;
import dev.staffgate.panels.TokenRotation.Outcome;
import dev.staffgate.secrets.SecretSink;
import dev.staffgate.secrets.SecretSource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One rotation. At no instant is there a token in the store that does not work. */
final class TokenRotator {
  private static final Logger LOG = LoggerFactory.getLogger(TokenRotator.class);

  /** Each rotation that is broken off leaves one or two, and the next one revokes them. */
  private static final int MAX_LEFT = 16;

  private final WhmTokens tokens;
  private final Server server;
  private final SecretSource source;
  private final SecretSink sink;
  private final RotationPlan plan;
  private final TokenNames names;
  private final InstantSource clock;
  private final List<String> revoked = new ArrayList<>();

  TokenRotator(
      WhmTokens tokens,
      Server server,
      SecretSource source,
      SecretSink sink,
      RotationPlan plan,
      InstantSource clock) {
    this.tokens = tokens;
    this.server = server;
    this.source = source;
    this.sink = sink;
    this.plan = plan;
    this.names = new TokenNames(plan.prefix());
    this.clock = clock;
  }

  TokenRotation run() {
    Secret current = stored();
    Optional<WhmToken> own = tokens.own(server, current);
    String old = own.map(WhmToken::name).orElse("");
    if (revokeLeftovers(current, old)) {
      return new TokenRotation(Outcome.FINISHED, old, revoked);
    }
    String name = names.next(clock.instant(), old);
    WhmTokens.Created made = tokens.create(server, current, wanted(name));
    verifyNewToken(current, made);
    store(current, made);
    if (own.isEmpty()) {
      return new TokenRotation(Outcome.ROTATED_FROM_HASH, name, revoked);
    }
    revokeOld(made, old);
    return new TokenRotation(Outcome.ROTATED, name, revoked);
  }

  /**
   * Revokes what earlier rotations left: tokens that were never put into the store, and the old one
   * that the present one replaced. The present one has just proved that it works.
   *
   * @return whether that old one was still there
   */
  private boolean revokeLeftovers(Secret current, String old) {
    boolean finished = false;
    List<String> left =
        tokens.list(server, current).stream()
            .map(WhmToken::name)
            .filter(name -> names.isLeftover(name, old))
            .toList();
    if (left.size() > MAX_LEFT) {
      throw tooMany(left.size());
    }
    for (String name : left) {
      revoke(current, name);
      finished |= !old.isEmpty() && names.replaces(old, name);
    }
    return finished;
  }

  private NewToken wanted(String name) {
    return new NewToken(
        name,
        plan.privileges(),
        plan.life().map(life -> clock.instant().plus(life)),
        plan.addresses());
  }

  /** The new token must be accepted from here, able to see itself, and like what was asked for. */
  private void verifyNewToken(Secret current, WhmTokens.Created made) {
    try {
      boolean fit =
          tokens.list(server, made.secret()).stream()
              .filter(token -> token.name().equals(made.token().name()))
              .anyMatch(token -> plan.privileges().stream().allMatch(token::may));
      if (!fit) {
        throw failure("the new API token lacks privileges that it was made with");
      }
    } catch (PanelException failure) {
      discard(current, made);
      throw failure.kind() == AUTHENTICATION ? notAccepted() : failure;
    }
  }

  /** It has just been made, so what is wrong is from where it may be used. */
  private PanelException notAccepted() {
    return failure(
        "the new API token was made for calls from %s, and is not accepted from here; the old one stays"
            .formatted(
                plan.addresses().isEmpty() ? "anywhere" : String.join(", ", plan.addresses())));
  }

  /** Only what the source finds afterwards counts, whatever the sink said. */
  private void store(Secret current, WhmTokens.Created made) {
    String refused = "";
    try {
      sink.replace(server.token(), made.secret());
    } catch (RuntimeException mayQuoteIt) {
      refused = " (" + mayQuoteIt.getClass().getSimpleName() + ")";
    }
    Secret now = stored();
    if (now.equals(current)) {
      discard(current, made);
      throw failure("the store kept the old API token" + refused);
    }
    if (!now.equals(made.secret())) {
      throw failure("the store has another API token than the one that was put there" + refused);
    }
  }

  private void revokeOld(WhmTokens.Created made, String old) {
    try {
      revoke(made.secret(), old);
    } catch (PanelException failure) {
      throw new PanelException(
          failure.kind(),
          failure.detail(),
          server.id(),
          ("%s The new API token %s is stored and works; the old one, %s, may still be accepted:"
                  + " run the rotation again.")
              .formatted(failure.getMessage(), made.token().name(), old),
          null);
    }
  }

  private void revoke(Secret by, String name) {
    tokens.revoke(server, by, name);
    revoked.add(name);
  }

  /** Revokes the new token; if that fails too, the next rotation does it. */
  private void discard(Secret current, WhmTokens.Created made) {
    try {
      tokens.revoke(server, current, made.token().name());
    } catch (PanelException failure) {
      LOG.warn(
          "the unused API token {} on server {} may still be accepted [{}]: {}",
          made.token().name(),
          server.id(),
          failure.kind(),
          failure.getMessage());
    }
  }

  private Secret stored() {
    Optional<Secret> found;
    try {
      found = source.find(server.token());
    } catch (RuntimeException mayQuoteIt) {
      throw failure("the API token cannot be read (" + mayQuoteIt.getClass().getSimpleName() + ")");
    }
    return found.orElseThrow(() -> failure("no API token was found"));
  }

  /** A server that lists thousands would keep whoever asks, and the token, for hours. */
  private PanelException tooMany(int left) {
    return new PanelException(
        PROTOCOL,
        Detail.MALFORMED,
        server.id(),
        ("server %s: it lists %s tokens as left by rotations that were broken off, and there are"
                + " never so many. Nothing was changed. Have its administrator look at them in WHM"
                + " under Manage API Tokens, and revoke those that nobody uses.")
            .formatted(server.id(), left),
        null);
  }

  private PanelException failure(String what) {
    return new PanelException(
        MISCONFIGURED,
        Detail.SETTINGS,
        server.id(),
        "server %s: %s, in %s. The rotation was not finished; mend that and run it again."
            .formatted(server.id(), what, server.token()),
        null);
  }
}
