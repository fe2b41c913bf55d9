package dev.staffgate.policy.questions;

import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.engine.Candidate;
import dev.staffgate.policy.engine.CompiledPolicy;
import dev.staffgate.policy.engine.CompiledRoles;
import dev.staffgate.policy.engine.RoleSet;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out about a role set, for all accounts that have it, whether they can do something and
 * whether they always can. Lives while one question is answered; not thread-safe.
 */
public final class RoleSetSummary {
  /** The result for one role set. */
  public enum Reachability {
    /** Nobody with these roles can. */
    NEVER,
    /** Everybody can, under conditions. */
    CONDITIONAL,
    /** Everybody can, always. */
    ALWAYS,
    /** Each account has to be looked at by itself. */
    UNCLEAR
  }

  private final CompiledRoles roles;
  private final CandidateLookup lookup;
  private final int permission;
  private final BitSet granting;
  private final BitSet denying;
  private final Map<String, String> resources;
  private final Map<String, PossibleOutcomes> outcomes = new HashMap<>();
  private final @Nullable Reachability[] ofRoles;

  public RoleSetSummary(
      CompiledPolicy policy,
      CandidateLookup lookup,
      int permission,
      BitSet granting,
      BitSet denying,
      Map<String, String> resources) {
    this.roles = policy.roles();
    this.lookup = lookup;
    this.permission = permission;
    this.granting = granting;
    this.denying = denying;
    this.resources = resources;
    this.ofRoles = new @Nullable Reachability[roles.roleCount()];
  }

  /** Returns what holds for every account that has these roles. */
  public Reachability summarize(RoleSet held) {
    Reachability seen = lookup.entersServers(permission) ? entering(held) : elsewhere(held);
    return seen != Reachability.NEVER && held.separationDenial() != null
        ? Reachability.UNCLEAR
        : seen;
  }

  private Reachability elsewhere(RoleSet held) {
    Reachability most = Reachability.NEVER;
    for (int rank : held.assigned()) {
      if (denying.get(rank)) {
        return Reachability.UNCLEAR;
      }
      if (granting.get(rank)) {
        most = max(most, ofRole(rank));
      }
    }
    return most;
  }

  private Reachability ofRole(int rank) {
    Reachability known = ofRoles[rank];
    if (known == null) {
      known = ofCandidates(roles.roleGrants(rank).entry(permission).candidates, anybody(resources));
      ofRoles[rank] = known;
    }
    return known;
  }

  private Reachability entering(RoleSet held) {
    if (AccountsByRoles.hasOneOf(held, denying)) {
      return Reachability.UNCLEAR;
    }
    String named = resources.get("server");
    Reachability most = Reachability.NEVER;
    for (String server : named == null ? lookup.servers() : List.of(named)) {
      for (CandidateGroup group : lookup.candidatesInto(server, permission, held)) {
        Reachability one = ofCandidates(group.candidates(), anybodyInto(server));
        if (named == null && (one == Reachability.CONDITIONAL || one == Reachability.ALWAYS)) {
          return Reachability.CONDITIONAL; // on which server is up to the request
        }
        most = max(most, one);
      }
    }
    return most;
  }

  private static Reachability max(Reachability one, Reachability other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private PossibleOutcomes anybodyInto(String server) {
    Map<String, String> on = new HashMap<>(resources);
    on.put("server", server);
    return outcomes.computeIfAbsent(server, any -> anybody(on));
  }

  // Conditions that look at the account are never asked of it.
  private PossibleOutcomes anybody(Map<String, String> on) {
    return new PossibleOutcomes(StaffAccount.of("anybody"), on);
  }

  private static Reachability ofCandidates(List<Candidate> candidates, PossibleOutcomes anybody) {
    Reachability most = Reachability.NEVER;
    for (Candidate candidate : candidates) {
      if (Stream.of(candidate.conditions).anyMatch(PossibleOutcomes::isPersonal)) {
        return Reachability.UNCLEAR;
      }
      if (Stream.of(candidate.conditions).allMatch(anybody::surelyHolds)) {
        most = Reachability.ALWAYS;
      } else if (most == Reachability.NEVER
          && Stream.of(candidate.conditions).allMatch(anybody::mayHold)) {
        most = Reachability.CONDITIONAL;
      }
    }
    return most;
  }
}
