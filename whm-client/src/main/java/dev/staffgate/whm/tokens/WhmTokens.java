package dev.staffgate.whm.tokens;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelTokens;
import dev.staffgate.panels.TokenRotation;
import dev.staffgate.secrets.SecretSink;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.whm.api1.WhmApiClient;
import dev.staffgate.whm.api1.WhmCall;
import dev.staffgate.whm.api1.WhmPurposes;
import dev.staffgate.whm.http.CallEffect;
import dev.staffgate.whm.transport.PanelTransport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks after the API tokens of a server's {@link Server#user()}: lists, makes and revokes them,
 * exchanges the one in use for a new one, and reports what each may do. Each method makes its calls
 * with a token of that user. Safe for any number of threads.
 *
 * @see <a href="https://api.docs.cpanel.net/openapi/whm/operation/api_token_create/">WHM API 1,
 *     api_token_create</a>
 */
public final class WhmTokens {
  private static final String MANAGING = "to manage API tokens";

  private final WhmApiClient calls;
  private final InstantSource clock;

  /**
   * A token that was made.
   *
   * @param token what WHM tells of it
   * @param secret its text, which WHM tells this once
   */
  public record Created(WhmToken token, Secret secret) {
    public Created {
      requireNonNull(token, "token");
      requireNonNull(secret, "secret");
    }
  }

  private WhmTokens(PanelTransport transport) {
    this.calls = new WhmApiClient(transport);
    this.clock = transport.clock();
  }

  /**
   * Returns what looks after API tokens over the connections of a transport.
   *
   * @param transport best the one that the session client uses, so that they share connections,
   *     limits and what is known of servers that fail
   */
  public static WhmTokens create(PanelTransport transport) {
    return new WhmTokens(requireNonNull(transport, "transport"));
  }

  /**
   * Returns all tokens of the user, those that have expired included.
   *
   * @throws PanelException if they are not told
   */
  public List<WhmToken> list(Server server, Secret token) {
    WhmCall call =
        WhmCall.of("api_token_list", Map.of(), TokenReplyReader::ofList).as(CallEffect.READS);
    return calls.call(
        server, token, call, WhmPurposes.reading(server.user(), MANAGING), TokenReplyReader::list);
  }

  /**
   * Returns the description of the very token that the call is made with; empty if that is an old
   * access hash instead of an API token.
   *
   * @throws PanelException if it is not told
   */
  public Optional<WhmToken> own(Server server, Secret token) {
    WhmCall call =
        WhmCall.of(
                "api_token_get_details",
                Map.of("token", token.revealToUse()),
                TokenReplyReader::ofOne)
            .as(CallEffect.READS);
    return calls.call(
        server, token, call, WhmPurposes.reading(server.user(), MANAGING), TokenReplyReader::one);
  }

  /**
   * Makes a token.
   *
   * @throws PanelException if it was not made, or may have been made and its text is lost
   */
  public Created create(Server server, Secret token, NewToken wanted) {
    WhmCall call = WhmCall.of("api_token_create", wanted.parameters(), TokenReplyReader::ofOne);
    return calls.call(
        server,
        token,
        call,
        WhmPurposes.changing(server.user(), MANAGING),
        reply ->
            new Created(
                TokenReplyReader.one(reply)
                    .filter(made -> made.name().equals(wanted.name()))
                    .orElseThrow(
                        () ->
                            reply.failures().malformed("it made another token than was asked for")),
                TokenReplyReader.text(reply)));
  }

  /**
   * Revokes a token. Succeeds if the token does not exist.
   *
   * @param name the token's name
   * @throws PanelException if it may still be accepted
   */
  public void revoke(Server server, Secret token, String name) {
    checkArgument(NewToken.isName(name), "no token has such a name");
    WhmCall call = WhmCall.of("api_token_revoke", Map.of("token_name", name), path -> false);
    calls.call(server, token, call, WhmPurposes.changing(server.user(), MANAGING), reply -> true);
  }

  /**
   * Exchanges the token of a server for a new one, in steps that can be broken off anywhere: see
   * {@link TokenRotation}. One rotation of a token at a time.
   *
   * @param source where the server's token is found
   * @param sink where the new one takes its place; {@code source} must find it then
   * @throws PanelException if it could not be finished; the token in the store works, and running
   *     it again goes on or cleans up
   */
  public TokenRotation rotate(
      Server server, SecretSource source, SecretSink sink, RotationPlan plan) {
    return new TokenRotator(this, server, source, sink, plan, clock).run();
  }

  /**
   * Returns what exchanges and revokes the tokens of all servers by this plan, for {@code
   * Staffgate.builder().panelTokens(…)}.
   */
  public PanelTokens exchangedBy(RotationPlan plan) {
    return new WhmPanelTokens(this, requireNonNull(plan, "plan"));
  }

  /**
   * Reports what the tokens of each server's user may do, against what is needed, within {@link
   * PostureLimits#USUAL}.
   */
  public TokenPosture posture(Collection<Server> servers, SecretSource source, PostureRules rules) {
    return posture(servers, source, rules, PostureLimits.USUAL);
  }

  /**
   * Reports what the tokens of each server's user may do, against what is needed. Several servers
   * are asked at once. One that does not answer, or not in time, is in the report as such, and so
   * is one whose panel tells nothing of tokens; none of them stops the report.
   */
  public TokenPosture posture(
      Collection<Server> servers, SecretSource source, PostureRules rules, PostureLimits limits) {
    Instant now = clock.instant();
    return PostureCollector.of(
        servers, server -> TokenInspector.of(this, server, source, rules, now), limits);
  }
}
