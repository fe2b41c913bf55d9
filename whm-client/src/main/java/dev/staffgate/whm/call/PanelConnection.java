package dev.staffgate.whm.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.network.IpAddress;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.whm.http.CallEffect;
import dev.staffgate.whm.http.CallFailedException;
import dev.staffgate.whm.http.CallFailure;
import dev.staffgate.whm.http.CallPurpose;
import dev.staffgate.whm.http.CallSender;
import dev.staffgate.whm.http.HttpReply;
import dev.staffgate.whm.http.PreparedCall;
import dev.staffgate.whm.http.ServerAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to one server with one token, for one purpose. Failures leave it as {@link
 * PanelException}; nothing secret gets into a log. Safe for any number of threads.
 */
public final class PanelConnection {
  private static final Logger LOG = LoggerFactory.getLogger(PanelConnection.class);
  private static final int MAX_TOKEN_LENGTH = 4096;
  private static final int MAX_SHOWN = 256;
  private static final String QUOTES = "\"'`\u201c\u201d\u2018\u2019";
  private static final Pattern SCHEME =
      Pattern.compile("(?:whm|cpanel|basic|bearer|key) ", Pattern.CASE_INSENSITIVE);

  private final PanelKind kind;
  private final CallSender sender;
  private final InstantSource clock;
  private final Server server;
  private final Secret token;
  private final CallPurpose purpose;
  private final Collection<String> aliases;
  private final ServerAddress address;
  private final CallFailureFactory failures;

  PanelConnection(
      PanelKind kind,
      CallSender sender,
      InstantSource clock,
      Server server,
      Secret token,
      CallPurpose purpose,
      Collection<String> aliases) {
    this.kind = kind;
    this.sender = sender;
    this.clock = clock;
    this.server = server;
    this.token = token;
    this.purpose = purpose;
    this.aliases = aliases;
    this.address = ServerAddress.of(server, kind.port());
    this.failures = new CallFailureFactory(server.user(), token, purpose);
  }

  public Server server() {
    return server;
  }

  public ServerAddress address() {
    return address;
  }

  /** Returns the failures that a reader of its answers throws. */
  public CallFailureFactory failures() {
    return failures;
  }

  PanelKind kind() {
    return kind;
  }

  /** Returns the clock that tells when a session ends. */
  public InstantSource clock() {
    return clock;
  }

  /**
   * Returns where a login link may lead: to the port of the API; on the server's other names to 443
   * too.
   *
   * @param allowDefaultPort whether 443 is right on its own name as well
   */
  public LoginOrigins loginOrigins(boolean allowDefaultPort) {
    return LoginOrigins.of(server, address.port(), aliases, allowDefaultPort);
  }

  /**
   * Sends a request and reads its answer; once, unless the call says that it changes nothing.
   *
   * @param reader makes a result of it, or throws one of the {@link #failures}
   * @throws PanelException if the call failed
   */
  public <T> T send(PanelCall call, Function<HttpReply, T> reader) {
    try {
      T result =
          sender.send(
              new PreparedCall<>(
                  call.request(address), address, server, call.effect(), purpose, reader));
      LOG.debug("{} succeeded on {}", call.name(), server.id());
      return result;
    } catch (CallFailedException e) {
      PanelException failure = toException(e);
      LOG.debug(
          "{} failed [{}, {}]: {}",
          call.name(),
          failure.kind(),
          failure.detail(),
          failure.getMessage());
      throw failure;
    }
  }

  /** Returns the exception for whoever asked. */
  public PanelException toException(CallFailedException failed) {
    CallFailure failure = failed.failure();
    CallFailure told =
        failure.kind() == PanelException.Kind.AUTHENTICATION && looksPasted()
            ? failure.withMend(
                failure.mend()
                    + ". What was sent begins with its user or stands in quotes: store it alone in "
                    + server.token()
                    + " unless it is so")
            : failure;
    return told.toException(server.id(), address);
  }

  /** A password may have a colon and quotes; that of a panel's user seldom begins with the user. */
  private boolean looksPasted() {
    String text = token.revealToUse();
    return isQuoted(text) || text.startsWith(server.user() + ":");
  }

  private static boolean isQuoted(String text) {
    return text.length() > 1
        && QUOTES.indexOf(text.charAt(0)) >= 0
        && QUOTES.indexOf(text.charAt(text.length() - 1)) >= 0;
  }

  /**
   * Tests the server by one request: {@link #send}, and a remark if the clocks differ.
   *
   * @throws PanelException if the call failed
   */
  public PanelHealth sendHealthProbe(PanelCall call, Function<HttpReply, PanelHealth> reader) {
    return send(
        call.as(CallEffect.TESTS),
        answer -> {
          PanelHealth health = reader.apply(answer);
          List<String> remarks = new ArrayList<>(health.remarks());
          ClockSkew.remark(clock, answer.date()).ifPresent(remarks::add);
          return new PanelHealth(health.version(), health.hostname(), health.mayOpen(), remarks);
        });
  }

  /**
   * Returns a text of the server as it may be shown; nothing if it is blank or has more than 256
   * characters.
   */
  public Optional<String> shown(Optional<String> text) {
    return text.filter(raw -> !raw.isBlank() && raw.length() <= MAX_SHOWN)
        .map(raw -> ServerText.of(raw).shown(token));
  }

  /**
   * Returns the address of the browser, for a session that is bound to it.
   *
   * @throws PanelException if it is not known
   */
  public IpAddress requireBrowserAddress(PanelOpening opening) {
    return opening
        .browser()
        .orElseThrow(
            () ->
                settings(
                    "its sessions are bound to the browser's address, which is not known",
                    "Tell the address when a session is opened, or choose a way that binds none;"
                        + " nothing was sent"));
  }

  /**
   * Returns the token for a header of its own: printable ASCII.
   *
   * @throws PanelException if it is another text
   */
  public String requireHeaderToken() {
    requireTokenAlone();
    return requireTokenOf(c -> c > ' ' && c < 0x7f);
  }

  /**
   * Requires that a token that the panel made was not pasted with what stands around it elsewhere:
   * its user, the name of its scheme or header, quotes. Such a token has none of these characters.
   *
   * @throws PanelException if it was; nothing was sent
   */
  public void requireTokenAlone() {
    String text = token.revealToUse();
    String more = "";
    if (text.chars().anyMatch(Character::isISOControl)) {
      return; // a line break, which is told where the characters are looked at
    }
    if (isQuoted(text)) {
      more = "quotes around it";
    } else if (text.indexOf(':') >= 0) {
      more = "a colon, as if its user or the name of a header stood before it";
    } else if (SCHEME.matcher(text).lookingAt()) {
      more = "the name of a scheme before it";
    }
    if (!more.isEmpty()) {
      throw settings(
          "the %s of %s, for %s, has %s, and was not sent"
              .formatted(kind.credential(), server.user(), server.token(), more),
          "Store the %s alone: without its user, a header's name or quotes"
              .formatted(kind.credential()));
    }
  }

  /**
   * Returns the header of HTTP Basic (RFC 7617) for a user with the token.
   *
   * @throws PanelException if the token holds a control character
   */
  public String basicAuthorization(String name) {
    String password = requireTokenOf(c -> c >= ' ' && c != 0x7f);
    return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
  }

  private String requireTokenOf(IntPredicate character) {
    return requireToken(
        character,
        "a line break or another character that none has",
        "Store it alone, on one line");
  }

  /**
   * Returns the token.
   *
   * @param character the characters that it may have
   * @param otherwise what it holds if it has others
   * @param mend what to do then
   * @throws PanelException if it has others, or is longer than 4096
   */
  public String requireToken(IntPredicate character, String otherwise, String mend) {
    String text = token.revealToUse();
    if (text.length() > MAX_TOKEN_LENGTH || !text.chars().allMatch(character)) {
      throw settings(
          "the %s of %s, for %s, holds %s, or is too long, and was not sent"
              .formatted(kind.credential(), server.user(), server.token(), otherwise),
          mend);
    }
    return text;
  }

  /**
   * Requires that the panel can have a user of this name.
   *
   * @param allowed the characters that this panel's users may have of those that some may
   * @throws PanelException if it cannot
   */
  public void requireValidUser(String user, IntPredicate allowed) {
    // A name that begins with a hyphen could be taken for an option by the panel's command line.
    if (!Server.isPanelUser(user) || user.startsWith("-") || !user.chars().allMatch(allowed)) {
      throw settings(
          "the user whose session was asked for has a name that no user of %s has"
              .formatted(kind.title()),
          "Correct the name behind `as:`; nothing was sent");
    }
  }

  /** Returns the exception of a call that is not made, for what this side was told is wrong. */
  public PanelException settings(String seen, String mend) {
    return toException(failures.settings(seen, mend));
  }
}
