package dev.staffgate.yaml.read;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.Condition;
import dev.staffgate.validation.Section;
import java.util.Set;
import java.util.stream.Stream;

/** The keys of those mappings of a policy that people take for one another. */
final class PolicyKeys {
  /** The keys of the sections. */
  static final Set<String> SECTIONS =
      Stream.of(Section.values()).map(Section::key).collect(ImmutableSet.toImmutableSet());

  /** The keys that are conditions. */
  static final Set<String> CONDITIONS = ImmutableSet.copyOf(Condition.KEYS);

  /** The keys of a role. */
  static final Set<String> ROLE =
      ImmutableSet.of("title", "formerly", "includes", "requires", "grants", "denies");

  /** The keys of a member of staff. */
  static final Set<String> STAFF =
      ImmutableSet.of(
          "name",
          "email",
          "known-as",
          "person",
          "roles",
          "networks",
          "assigned",
          "attributes",
          "disabled");

  /** The keys of a role in `roles` of a member of staff. */
  static final Set<String> ASSIGNMENT =
      ImmutableSet.of("role", "from", "until", "approved-by", "reason");

  /** The keys of a server. */
  static final Set<String> SERVER =
      ImmutableSet.of("title", "panel", "url", "aliases", "user", "token", "tls", "sso");

  /** The keys of `sso` of a server. */
  static final Set<String> SSO = ImmutableSet.of("access", "roles", "as", "requires");

  /** The keys of a route. */
  static final Set<String> ROUTE =
      ImmutableSet.of("path", "methods", "access", "permission", "resource");

  /** The keys of a schedule. */
  static final Set<String> SCHEDULE = ImmutableSet.of("zone", "windows");

  /** The keys of a rule of `separate`. */
  static final Set<String> SEPARATION =
      ImmutableSet.of("name", "roles", "permissions", "at-most", "in");

  /** The keys of a permission of `permissions`. */
  static final Set<String> PERMISSION = ImmutableSet.of("title", "category", "sensitive", "needs");

  private PolicyKeys() {}
}
