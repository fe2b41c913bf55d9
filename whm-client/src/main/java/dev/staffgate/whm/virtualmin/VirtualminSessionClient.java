package dev.staffgate.whm.virtualmin;

import static dev.staffgate.panels.PanelException.Kind.LOCKED_OUT;
import static dev.staffgate.panels.PanelException.Kind.MISCONFIGURED;
import static dev.staffgate.panels.PanelException.Kind.NOT_FOUND;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelHealth.Ability;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.panels.PanelTarget.Area;
import dev.staffgate.whm.call.JsonFields;
import dev.staffgate.whm.call.LoginLinkPurposes;
import dev.staffgate.whm.call.LoginLinkSelector;
import dev.staffgate.whm.call.PanelCall;
import dev.staffgate.whm.call.PanelConnection;
import dev.staffgate.whm.call.PanelConnector;
import dev.staffgate.whm.call.PanelKind;
import dev.staffgate.whm.call.PanelReplyReader;
import dev.staffgate.whm.call.ReplyFormat;
import dev.staffgate.whm.call.ServerText;
import dev.staffgate.whm.http.CallFailedException;
import dev.staffgate.whm.http.CallPurpose;
import dev.staffgate.whm.http.HttpReply;
import dev.staffgate.whm.transport.LoginLinkClientBuilder;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Opens sessions in Virtualmin, of owners of virtual servers, by the command {@code
 * create-login-link} of its remote API and the password of {@code root} or of another master
 * administrator as the token. Virtualmin makes no link for {@code root} itself.
 *
 * <p>Each {@link #open} sends one request and never another: no retry, no redirect. It ends within
 * the transport's deadline and takes at most 1 MiB. Nothing of the password or the link gets into a
 * log, a message or a cause. One client serves all servers and is safe for any number of threads.
 */
public final class VirtualminSessionClient implements PanelSessionClient {
  static final PanelKind KIND = new PanelKind("virtualmin", "Virtualmin", 10000, "password");
  static final LoginLinkPurposes PURPOSES =
      new LoginLinkPurposes(
          KIND.title(),
          "Check that it is right, that Webmin has not blocked this address, and that this user may"
              + " call the remote API");

  /** The meaning of {@code as:}. */
  public enum Way {
    /** The user who owns a virtual server. */
    OWNER,
    /** The domain of a virtual server, whose owner's session it is then. */
    DOMAIN
  }

  private static final String OPEN = "create-login-link";
  private static final String LIST = "list-commands";
  private static final String COMMAND = "/command";
  private static final String STATUS = "/status";
  private static final String OUTPUT = "/output";
  private static final String ERROR = "/error";
  private static final Pattern LINK =
      Pattern.compile("/session_login\\.cgi\\?session=[A-Za-z0-9%._~-]{8,512}");

  private static final ReplyFormat FORMAT =
      ReplyFormat.of(KIND, ImmutableSet.of(ERROR), VirtualminSessionClient::meaning);

  private final PanelConnector calls;
  private final Way way;

  private VirtualminSessionClient(PanelConnector calls, Way way) {
    this.way = way;
    this.calls = calls;
  }

  /** Returns a client with a transport of its own. */
  public static VirtualminSessionClient create() {
    return builder().build();
  }

  /** Returns a builder: owners by their names, a transport of its own. */
  public static Builder builder() {
    return new Builder();
  }

  /** {@code virtualmin}. */
  @Override
  public String panel() {
    return KIND.id();
  }

  /** Administrators' of virtual servers and customers', which are one face here. */
  @Override
  public Set<Area> areas() {
    return Set.of(Area.PANEL, Area.ACCOUNT);
  }

  /**
   * {@inheritDoc}
   *
   * @throws PanelException if a session was not opened, for whatever reason
   * @throws IllegalArgumentException if the server has another panel than {@code virtualmin}
   */
  @Override
  public PanelSession open(PanelOpening opening) {
    Server server = opening.server();
    String user = opening.user();
    CallPurpose purpose =
        switch (way) {
          case OWNER -> PURPOSES.opening(server.user(), user);
          case DOMAIN ->
              PURPOSES.opening(server.user(), "the owner of " + user, "virtual server " + user);
        };
    PanelConnection connection = calls.connect(server, opening.token(), purpose);
    return connection.send(
        opening(connection, way, user), answer -> session(connection, opening, answer));
  }

  /** The call that {@link #open} makes. */
  static PanelCall opening(PanelConnection connection, Way way, String user) {
    connection.requireValidUser(user, any -> true);
    if (user.equals("root")) {
      throw connection.settings(
          "Virtualmin makes login links for owners of virtual servers, and none for root",
          "Write such an owner behind `as:`; nothing was sent");
    }
    return call(connection, OPEN, ImmutableMap.of(way == Way.OWNER ? "user" : "domain", user));
  }

  /** Reads the answer to {@link #open}. */
  static PanelSession session(PanelConnection connection, PanelOpening opening, HttpReply answer) {
    String output = output(connection, OPEN, answer);
    List<String> links = output.isEmpty() ? List.of() : List.of(output);
    Secret url =
        CallFailedException.afterOpening(
            Optional.empty(),
            () ->
                LoginLinkSelector.firstAllowed(
                    links, connection.loginOrigins(false), LINK, connection.failures()));
    return PanelSession.link(opening.server().id(), opening.user(), url);
  }

  @Override
  public Set<URI> loginOrigins(Server server) {
    return calls.loginOrigins(server, false);
  }

  /**
   * {@inheritDoc}
   *
   * <p>One request: which commands the remote API has.
   *
   * @throws IllegalArgumentException if {@code server} has another panel than {@code virtualmin}
   */
  @Override
  public PanelHealth test(Server server, Secret token) {
    PanelConnection connection = calls.connectToManage(server, token, PURPOSES);
    PanelCall call = call(connection, LIST, ImmutableMap.of("name-only", ""));
    return connection.sendHealthProbe(
        call,
        answer -> {
          boolean there =
              output(connection, LIST, answer).lines().map(String::strip).anyMatch(OPEN::equals);
          return new PanelHealth(
              Optional.empty(),
              Optional.empty(),
              there ? Ability.YES : Ability.NO,
              there
                  ? List.of()
                  : List.of("This Virtualmin has no command " + OPEN + ": update it."));
        });
  }

  private static PanelCall call(
      PanelConnection connection, String program, ImmutableMap<String, String> more) {
    return PanelCall.form(
            program,
            "/virtual-server/remote.cgi",
            ImmutableMap.<String, String>builder()
                .put("program", program)
                .putAll(more)
                .put("json", "1")
                .buildOrThrow())
        .header("Authorization", connection.basicAuthorization(connection.server().user()));
  }

  private static String output(PanelConnection connection, String program, HttpReply answer) {
    PanelReplyReader replies = new PanelReplyReader(connection, FORMAT);
    replies.requireSuccess(answer);
    // What it refuses before it runs a command it says in plain text.
    String text = new String(answer.body(), 0, Math.min(answer.body().length, 4096), UTF_8);
    if (text.startsWith("ERROR: ")) {
      throw replies.refusedInWords(Detail.API_ERROR, text.substring("ERROR: ".length()));
    }
    JsonFields fields = replies.json(answer, Set.of(COMMAND, STATUS, OUTPUT)::contains);
    String status = fields.text(STATUS).orElse("");
    if (status.equals("failure") || status.equals("error")) {
      CallFailedException refused =
          replies.refusedInWords(
              Detail.API_ERROR, replies.refusalText(fields).orElse("an error without a reason"));
      boolean made = fields.text(OUTPUT).filter(said -> said.contains("session=")).isPresent();
      throw made ? refused.leavingOpen(Optional.empty()) : refused;
    }
    if (!status.equals("success")) {
      throw connection
          .failures()
          .malformed("its answer says neither that it succeeded nor that it failed");
    }
    if (!fields.text(COMMAND).equals(Optional.of(program))) {
      throw connection.failures().malformed("it answered another call than the one that was made");
    }
    return fields.text(OUTPUT).orElse("").strip();
  }

  private static Kind meaning(ServerText words) {
    if (words.says("has been blocked", "too many authentication failures")) {
      return LOCKED_OUT;
    }
    if (words.says("no virtual server named", "no virtual server owned by")) {
      return NOT_FOUND;
    }
    if (words.says("has no webmin login", "does not support switching sessions")) {
      return MISCONFIGURED;
    }
    return words.kind();
  }

  /** Closes its transport, unless that was given. */
  @Override
  public void close() {
    calls.close();
  }

  /** Makes a {@link VirtualminSessionClient}. Not safe for several threads at once. */
  public static final class Builder extends LoginLinkClientBuilder<Builder> {
    private Way way = Way.OWNER;

    private Builder() {}

    /** Sets what {@code as:} names, on all servers. */
    @CanIgnoreReturnValue
    public Builder way(Way way) {
      this.way = requireNonNull(way, "way");
      return this;
    }

    @Override
    protected Builder self() {
      return this;
    }

    /** Returns the client. */
    @Override
    public VirtualminSessionClient build() {
      return new VirtualminSessionClient(new PanelConnector(KIND, transport(), aliases()), way);
    }
  }
}
