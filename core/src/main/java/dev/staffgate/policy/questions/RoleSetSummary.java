package dev.staffgate.policy.questions;

import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.compile.PolicyCompiler;
import dev.staffgate.policy.engine.Candidate;
import dev.staffgate.policy.engine.RoleSet;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of a role set at a glance, for all accounts that have it: whether they can do
 * something, and whether at all times. Lives while one question is answered; not thread-safe.
 */
public final class RoleSetSummary {
  /** What a glance tells. */
  public enum Seen {
    /** Nobody with these roles can. */
    NEVER,
    /** Everybody can, under conditions. */
    CONDITIONAL,
    /** Everybody can, always. */
    ALWAYS,
    /** It takes a closer look, at each account. */
    UNCLEAR
  }

  private final Policy policy;
  private final PolicyCompiler compiler;
  private final CandidateLookup offers;
  private final int permission;
  private final BitSet granting;
  private final BitSet denying;
  private final Map<String, String> resources;
  private final Map<String, PossibleOutcomes> outlooks = new HashMap<>();
  private final @Nullable Seen[] ofRoles;

  public RoleSetSummary(
      Policy policy,
      PolicyCompiler compiler,
      CandidateLookup offers,
      int permission,
      BitSet granting,
      BitSet denying,
      Map<String, String> resources) {
    this.policy = policy;
    this.compiler = compiler;
    this.offers = offers;
    this.permission = permission;
    this.granting = granting;
    this.denying = denying;
    this.resources = resources;
    this.ofRoles = new @Nullable Seen[compiler.roleCount()];
  }

  public Seen at(RoleSet roles) {
    Seen seen = offers.entersServers(permission) ? entering(roles) : elsewhere(roles);
    return seen != Seen.NEVER && roles.broken() != null ? Seen.UNCLEAR : seen;
  }

  private Seen elsewhere(RoleSet roles) {
    Seen most = Seen.NEVER;
    for (int rank : roles.assigned()) {
      if (denying.get(rank)) {
        return Seen.UNCLEAR;
      }
      if (granting.get(rank)) {
        most = max(most, ofRole(rank));
      }
    }
    return most;
  }

  private Seen ofRole(int rank) {
    Seen known = ofRoles[rank];
    if (known == null) {
      known = look(compiler.root(rank).entry(permission).candidates, anybody(resources));
      ofRoles[rank] = known;
    }
    return known;
  }

  private Seen entering(RoleSet roles) {
    if (AccountsByRoles.hasOneOf(roles, denying)) {
      return Seen.UNCLEAR;
    }
    String named = resources.get("server");
    Seen most = Seen.NEVER;
    for (String server : named == null ? offers.servers() : List.of(named)) {
      for (CandidateGroup offer : offers.into(server, permission, roles)) {
        Seen one = look(offer.candidates(), anybodyInto(server));
        if (named == null && (one == Seen.CONDITIONAL || one == Seen.ALWAYS)) {
          return Seen.CONDITIONAL; // on which server is up to the request
        }
        most = max(most, one);
      }
    }
    return most;
  }

  private static Seen max(Seen one, Seen other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private PossibleOutcomes anybodyInto(String server) {
    Map<String, String> on = new HashMap<>(resources);
    on.put("server", server);
    return outlooks.computeIfAbsent(server, any -> anybody(on));
  }

  // Conditions that look at the account are never asked of it.
  private PossibleOutcomes anybody(Map<String, String> on) {
    return new PossibleOutcomes(policy, StaffAccount.of("anybody"), on);
  }

  private static Seen look(List<Candidate> candidates, PossibleOutcomes anybody) {
    Seen most = Seen.NEVER;
    for (Candidate candidate : candidates) {
      if (Stream.of(candidate.checks).anyMatch(PossibleOutcomes::isPersonal)) {
        return Seen.UNCLEAR;
      }
      if (Stream.of(candidate.checks).allMatch(anybody::surelyHolds)) {
        most = Seen.ALWAYS;
      } else if (most == Seen.NEVER && Stream.of(candidate.checks).allMatch(anybody::mayHold)) {
        most = Seen.CONDITIONAL;
      }
    }
    return most;
  }
}
