package dev.staffgate.policy.engine;

import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.policy.compile.ConditionCompiler;
import dev.staffgate.policy.compile.PolicyCompiler;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what enters a server: single sign-on, and logging in to a customer's account (policy
 * reference, section 4).
 */
public final class ServerRules {
  /** Entering a customer's account on a server: bound by the server's single sign-on rules. */
  private static final String LOGIN_AS = "client.login-as";

  private final int sso;
  private final int loginAs;
  private final Map<String, CompiledServer> byId;
  private final StandardDenials answers;

  public ServerRules(
      Catalogue catalogue,
      PolicyDocument document,
      PolicyOptions options,
      ConditionCompiler checks,
      PolicyCompiler compiler,
      StandardDenials answers) {
    this.sso = catalogue.indexOf(Permission.SERVER_SSO);
    this.loginAs = catalogue.indexOf(LOGIN_AS);
    this.answers = answers;
    this.byId = new HashMap<>();
    Interner<String> users = Interners.newStrongInterner(); // few, and compared in each decision
    document
        .servers()
        .forEach(
            (id, server) ->
                byId.put(
                    id,
                    new CompiledServer(
                        byId.size(),
                        server,
                        options.panels().getOrDefault(server.panel(), false),
                        document.defaults().ssoRestricted(),
                        checks,
                        compiler,
                        users,
                        answers)));
  }

  /** Whether the permission at this position enters a server. */
  public boolean bind(int permission) {
    return permission == sso || permission == loginAs;
  }

  /** Whether the permission at this position is single sign-on. */
  public boolean isSignOn(int permission) {
    return permission == sso;
  }

  /** The positions of the permissions that enter a server. */
  public static BitSet bound(Catalogue catalogue) {
    BitSet bound = new BitSet();
    IntStream.of(catalogue.indexOf(Permission.SERVER_SSO), catalogue.indexOf(LOGIN_AS))
        .filter(position -> position >= 0)
        .forEach(bound::set);
    return bound;
  }

  /** The server asked about, or null. */
  public @Nullable CompiledServer find(AccessRequest request) {
    String id = request.resourceOrNull("server");
    return id == null ? null : find(id);
  }

  /** The server of this id, or null. */
  public @Nullable CompiledServer find(String id) {
    return byId.get(id);
  }

  /** The answer if there is no such server, or its panel has no single sign-on; else null. */
  @Nullable Decision shut(@Nullable CompiledServer server) {
    return server == null ? answers.serverUnknown : server.withoutSso;
  }

  /**
   * The answer, where it is the same for every request that {@link #shut} had nothing against; else
   * null. Allocates nothing.
   */
  @Nullable Decision always(
      int permission, CompiledServer server, RoleSet roles, PermissionEntry entry) {
    if (permission == sso) {
      return signOn(server, roles);
    }
    if (!entry.refusals.isEmpty()) {
      return null;
    }
    return entry.candidates.isEmpty()
        ? answers.notGranted
        : server.always(roles.entrances(), entry.candidates.get(0), false);
  }

  /** The same for single sign-on. */
  @Nullable Decision signOn(CompiledServer server, RoleSet roles) {
    ServerAccess entrances = roles.entrances();
    if (entrances.mayBeDenied()) {
      return null;
    }
    List<Candidate> grants = entrances.all();
    return grants.isEmpty() ? answers.notGranted : server.always(entrances, grants.get(0), true);
  }

  /** Steps 5 to 10, after {@link #shut} had nothing against it. */
  Decision decide(
      int permission,
      CompiledServer server,
      RoleSet roles,
      PermissionEntry entry,
      EvaluationContext situation) {
    DenyHit hit = entry.firstHit(situation);
    return hit != null
        ? hit.denied()
        : decide(server, roles.entrances(), permission == sso, entry, situation);
  }

  private Decision decide(
      CompiledServer server,
      ServerAccess entrances,
      boolean signsOn,
      PermissionEntry entry,
      EvaluationContext situation) {
    DenyHit lost = signsOn ? entrances.firstHit(situation) : null;
    List<Candidate> grants = signsOn ? entrances.grants(situation, lost != null) : entry.candidates;
    if (grants.isEmpty()) {
      return lost == null ? answers.notGranted : lost.denied();
    }
    Decision open = server.open(entrances, grants, signsOn, situation);
    return open != null
        ? open
        : CandidateResolution.of(
            server.ways(entrances, grants, signsOn), server.restrictedTo, situation);
  }

  /** The denies that may take candidates away, besides those of the permission itself. */
  List<DenyHit> moreRefusals(int permission, RoleSet roles) {
    return permission == sso ? roles.entrances().refusals() : List.of();
  }

  /** The ways into the server asked about; none if there is no such server. */
  List<Candidate> candidates(
      int permission, RoleSet roles, PermissionEntry entry, EvaluationContext situation) {
    CompiledServer server = find(situation.request);
    if (server == null) {
      return List.of();
    }
    ServerAccess entrances = roles.entrances();
    boolean signsOn = permission == sso;
    return server.ways(
        entrances,
        signsOn
            ? entrances.grants(situation, entrances.firstHit(situation) != null)
            : entry.candidates,
        signsOn);
  }
}
