package dev.staffgate.whm.call;

import static com.google.common.base.Preconditions.checkArgument;
import static dev.staffgate.panels.PanelException.Kind.MISCONFIGURED;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.network.IpAddress;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.whm.http.CallEffect;
import dev.staffgate.whm.http.CallPurpose;
import dev.staffgate.whm.http.CallSender;
import dev.staffgate.whm.http.CallSenders;
import dev.staffgate.whm.http.HttpReply;
import dev.staffgate.whm.http.PreparedCall;
import dev.staffgate.whm.http.ServerAddress;
import dev.staffgate.whm.transport.PanelTransport;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes calls to panels of one kind, with nothing that is secret in a log. Safe for any number of
 * threads.
 */
public final class PanelConnector {
  private static final Logger LOG = LoggerFactory.getLogger(PanelConnector.class);
  private static final int MAX_TOKEN_LENGTH = 4096;
  private static final int HTTPS = 443;

  private final PanelKind kind;
  private final CallSender sender;
  private final InstantSource clock;
  private final Map<String, Collection<String>> aliases;

  /**
   * Makes a caller.
   *
   * @param aliases other host names or addresses of servers, by id
   */
  public PanelConnector(
      PanelKind kind, PanelTransport transport, Map<String, Collection<String>> aliases) {
    this.kind = kind;
    this.sender = CallSenders.of(transport);
    this.clock = transport.clock();
    this.aliases = ImmutableMap.copyOf(aliases);
  }

  /**
   * Returns a line to a server, over which nothing was sent yet.
   *
   * @throws IllegalArgumentException if it has another panel
   */
  public Line to(Server server, Secret token, CallPurpose purpose) {
    checkArgument(
        server.panel().equals(kind.id()), "the panel of %s is not %s", server.id(), kind.title());
    ServerAddress address = ServerAddress.of(server, kind.port());
    return new Line(
        server, token, address, new CallFailureFactory(server, address, token, purpose));
  }

  /** One server, as one caller sees it. */
  public final class Line {
    private final Server server;
    private final Secret token;
    private final ServerAddress address;
    private final CallFailureFactory failures;

    private Line(Server server, Secret token, ServerAddress address, CallFailureFactory failures) {
      this.server = server;
      this.token = token;
      this.address = address;
      this.failures = failures;
    }

    public Server server() {
      return server;
    }

    public ServerAddress address() {
      return address;
    }

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
     * Where a login link may lead: to the port of the API; on the server's other names to 443 too.
     *
     * @param https whether 443 is right on its own name as well
     */
    public LoginOrigins places(boolean https) {
      Map<String, Set<Integer>> places = new LinkedHashMap<>();
      ImmutableSet<Integer> both = ImmutableSet.of(address.port(), HTTPS);
      places.put(address.host(), https ? both : ImmutableSet.of(address.port()));
      aliases.getOrDefault(server.id(), List.of()).forEach(host -> places.put(host, both));
      return new LoginOrigins(places);
    }

    /**
     * Sends a request and reads its answer; once, unless the call says that it changes nothing.
     *
     * @param reader makes a result of it, or throws one of the {@link #failures}
     * @throws PanelException if there is no result
     */
    public <T> T make(PanelCall call, Function<HttpReply, T> reader) {
      try {
        T result =
            sender.send(
                new PreparedCall<>(
                    call.request(address), address, server, call.effect(), failures, reader));
        LOG.debug("{} succeeded on {}", call.name(), server.id());
        return result;
      } catch (PanelException e) {
        throw logged(call, e);
      }
    }

    /**
     * Tests the server by one request: {@link #make}, and a remark if the clocks differ.
     *
     * @throws PanelException if there is no result
     */
    public PanelHealth test(PanelCall call, Function<HttpReply, PanelHealth> reader) {
      return make(
          call.as(CallEffect.TESTS),
          answer -> {
            PanelHealth health = reader.apply(answer);
            List<String> remarks = new ArrayList<>(health.remarks());
            ClockSkew.remark(clock, answer.date()).ifPresent(remarks::add);
            return new PanelHealth(health.version(), health.hostname(), health.mayOpen(), remarks);
          });
    }

    /**
     * The address of the browser, for a session that is bound to it.
     *
     * @throws PanelException if it is not known
     */
    public IpAddress browser(PanelOpening opening) {
      return opening
          .browser()
          .orElseThrow(
              () ->
                  failures.of(
                      MISCONFIGURED,
                      Detail.SETTINGS,
                      "its sessions are bound to the browser's address, which is not known",
                      "Tell the address when a session is opened, or choose a way that binds none;"
                          + " nothing was sent"));
    }

    /** The token for a header of its own: printable ASCII. */
    public String tokenForHeader() {
      return checkedToken(c -> c > ' ' && c < 0x7f);
    }

    /** The header of HTTP Basic (RFC 7617) for somebody with the token. */
    public String basic(String name) {
      String password = checkedToken(c -> c >= ' ' && c != 0x7f);
      return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    private String checkedToken(IntPredicate character) {
      String text = token.revealToUse();
      if (text.length() > MAX_TOKEN_LENGTH || !text.chars().allMatch(character)) {
        throw failures.of(
            MISCONFIGURED,
            Detail.SETTINGS,
            ("the %s of %s in %s holds a line break or another character that none has, or is too"
                    + " long, and was not sent")
                .formatted(kind.credential(), server.user(), server.token()),
            "Store it alone, on one line");
      }
      return text;
    }

    /**
     * Checks whose session is asked for.
     *
     * @param allowed which characters this panel's users may have beyond what all may not
     */
    public void checkUser(String user, IntPredicate allowed) {
      // A name that begins with a hyphen could be taken for an option by the panel's command line.
      if (!Server.isPanelUser(user) || user.startsWith("-") || !user.chars().allMatch(allowed)) {
        throw failures.of(
            MISCONFIGURED,
            Detail.SETTINGS,
            "the user whose session was asked for has a name that no user of %s has"
                .formatted(kind.title()),
            "Correct the name behind `as:`; nothing was sent");
      }
    }

    private PanelException logged(PanelCall call, PanelException failure) {
      LOG.debug(
          "{} failed [{}, {}]: {}",
          call.name(),
          failure.kind(),
          failure.detail(),
          failure.getMessage());
      return failure;
    }
  }
}
