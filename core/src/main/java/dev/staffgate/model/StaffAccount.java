package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A member of staff: roles, networks, what is assigned, stored attributes. Holds no credentials.
 *
 * @param id the staff id, which decisions are asked for
 * @param name for people
 * @param email for people
 * @param roles the assignments, in the order written
 * @param networks where the account signs in and acts from; without it, from anywhere
 * @param assigned ids by resource type, the meaning of {@code assigned} in a condition
 * @param attributes single texts, named in conditions as {@code staff.x}; never id, name or email
 * @param disabled whether everything is denied
 * @param at where it was defined
 */
public record StaffAccount(
    String id,
    Optional<String> name,
    Optional<String> email,
    List<Assignment> roles,
    Optional<List<NetworkTerm>> networks,
    Map<String, Set<String>> assigned,
    Map<String, String> attributes,
    boolean disabled,
    Place at) {
  private static final Set<String> RESERVED = Set.of("id", "name", "email");

  public StaffAccount {
    checkArgument(NameSyntax.isId(id), "%s is not an id", id);
    requireNonNull(name, "name");
    requireNonNull(email, "email");
    roles = List.copyOf(roles);
    networks = networks.map(List::copyOf);
    assigned =
        assigned.isEmpty()
            ? ImmutableMap.of()
            : ImmutableMap.copyOf(Maps.transformValues(assigned, ImmutableSet::copyOf));
    attributes = ImmutableMap.copyOf(attributes);
    for (String key : attributes.keySet()) {
      checkArgument(!RESERVED.contains(key), "%s is not kept among the attributes", key);
    }
    requireNonNull(at, "at");
  }

  /** Returns an account with unlimited roles and nothing else. */
  public static StaffAccount of(String id, String... roles) {
    return new StaffAccount(
        id,
        Optional.empty(),
        Optional.empty(),
        List.of(roles).stream().map(Assignment::of).toList(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        false,
        Place.NONE);
  }

  /** The ids of this resource type that are assigned to the account; empty if none are. */
  public Set<String> assigned(String type) {
    return assigned.getOrDefault(type, Set.of());
  }

  /**
   * Returns the value that a condition finds under {@code staff.name}: {@code id}, {@code name},
   * {@code email} or a stored attribute.
   */
  public @Nullable String attribute(String attribute) {
    return switch (attribute) {
      case "id" -> id;
      case "name" -> name.orElse(null);
      case "email" -> email.orElse(null);
      default -> attributes.get(attribute);
    };
  }
}
