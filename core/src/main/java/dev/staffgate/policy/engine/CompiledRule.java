package dev.staffgate.policy.engine;

import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import java.util.List;

/** A grant or a deny, made ready. Compared by identity: each is made once for its policy. */
public final class CompiledRule {
  /** The place where it was written. */
  public final Place at;

  /** The permissions and wildcards that it names. */
  public final List<PermissionPattern> patterns;

  /** The rank among all grants, or all denies, of the policy: files as given, then line. */
  final int order;

  /** The conditions of the rule itself. */
  public final CompiledCondition[] conditions;

  /** The positions in the catalogue of the permissions that it reaches, ascending. */
  public final int[] permissions;

  public CompiledRule(
      Place at,
      List<PermissionPattern> patterns,
      int order,
      CompiledCondition[] conditions,
      int[] permissions) {
    this.at = at;
    this.patterns = patterns;
    this.order = order;
    this.conditions = conditions;
    this.permissions = permissions;
  }
}
