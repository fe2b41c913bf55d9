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
 * <p>Begins with {@link #of}; each {@code with…} method returns an account with one field changed.
 *
 * <pre>{@code
 * StaffAccount.of("alice", "billing").withEmail("alice@example.com").withAttribute("team", "night")
 * }</pre>
 *
 * @param id the staff id, which decisions are asked for; empty for {@link #withoutId} alone
 * @param name for people
 * @param email for people
 * @param knownAs what an identity provider calls the account: 1 to {@value #MAX_KNOWN_AS}
 *     characters of U+0021 to U+007E each
 * @param person the id of the person to whom it belongs, if that is not its own id
 * @param roles the assignments, in the order written; at most {@link #MAX_FOR_A_TIME} of them for a
 *     time
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
    List<String> knownAs,
    Optional<String> person,
    List<Assignment> roles,
    Optional<List<NetworkTerm>> networks,
    Map<String, Set<String>> assigned,
    Map<String, String> attributes,
    boolean disabled,
    Place at) {
  /** The longest name that an identity provider may have for an account, in characters. */
  public static final int MAX_KNOWN_AS = 256;

  /** The most assignments for a time; those without start and end are not counted. */
  public static final int MAX_FOR_A_TIME = 1000;

  private static final Set<String> RESERVED = Set.of("id", "name", "email");

  public StaffAccount {
    if (!id.isEmpty()) {
      NameSyntax.requireId(id);
    }
    requireNonNull(name, "name");
    requireNonNull(email, "email");
    knownAs = List.copyOf(knownAs);
    for (String one : knownAs) {
      checkArgument(isKnownAs(one), "a name of %s has other characters than U+0021 to U+007E", id);
    }
    person.ifPresent(NameSyntax::requireId);
    roles = List.copyOf(roles);
    checkArgument(
        roles.size() <= MAX_FOR_A_TIME
            || roles.stream().filter(one -> !one.forGood()).count() <= MAX_FOR_A_TIME,
        "%s has more than %s assignments for a time",
        id,
        MAX_FOR_A_TIME);
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
    checkArgument(
        !id.isEmpty()
            || (name.isEmpty()
                && email.isEmpty()
                && knownAs.isEmpty()
                && person.isEmpty()
                && attributes.isEmpty()),
        "an account without an id has neither name nor person nor attributes");
  }

  /**
   * Returns an account that stands for whoever holds these roles and nothing else: without id, name
   * and attributes. Directories have no such account.
   *
   * @param assigned ids by resource type
   */
  public static StaffAccount withoutId(
      List<Assignment> roles, Map<String, ? extends Set<String>> assigned) {
    return new StaffAccount(
        "",
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        roles,
        Optional.empty(),
        ImmutableMap.copyOf(assigned),
        Map.of(),
        false,
        Place.NONE);
  }

  /** Returns whether it stands for whoever holds its roles, and is nobody's. */
  public boolean isWithoutId() {
    return id.isEmpty();
  }

  /** Returns an account with unlimited roles and nothing else. */
  public static StaffAccount of(String id, String... roles) {
    return new StaffAccount(
        id,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(roles).stream().map(Assignment::of).toList(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        false,
        Place.NONE);
  }

  /** Returns whether {@code text} can be what an identity provider calls an account. */
  public static boolean isKnownAs(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_KNOWN_AS
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** Returns the account with another name for people. */
  public StaffAccount withName(String value) {
    return new StaffAccount(
        id,
        Optional.of(value),
        email,
        knownAs,
        person,
        roles,
        networks,
        assigned,
        attributes,
        disabled,
        at);
  }

  /** Returns the account with another e-mail address. */
  public StaffAccount withEmail(String value) {
    return new StaffAccount(
        id,
        name,
        Optional.of(value),
        knownAs,
        person,
        roles,
        networks,
        assigned,
        attributes,
        disabled,
        at);
  }

  /** Returns the account with these names at identity providers, and no others. */
  public StaffAccount withKnownAs(String... names) {
    return new StaffAccount(
        id,
        name,
        email,
        List.of(names),
        person,
        roles,
        networks,
        assigned,
        attributes,
        disabled,
        at);
  }

  /** Returns the account as that of another person. */
  public StaffAccount withPerson(String value) {
    return new StaffAccount(
        id,
        name,
        email,
        knownAs,
        Optional.of(value),
        roles,
        networks,
        assigned,
        attributes,
        disabled,
        at);
  }

  /** Returns the account with these assignments, and no others. */
  public StaffAccount withRoles(Assignment... assignments) {
    return withRoles(List.of(assignments));
  }

  /** Returns the account with these assignments, and no others. */
  public StaffAccount withRoles(List<Assignment> assignments) {
    return new StaffAccount(
        id,
        name,
        email,
        knownAs,
        person,
        assignments,
        networks,
        assigned,
        attributes,
        disabled,
        at);
  }

  /** Returns the account bound to these networks; to none of them, if there are none. */
  public StaffAccount withNetworks(NetworkTerm... terms) {
    return new StaffAccount(
        id,
        name,
        email,
        knownAs,
        person,
        roles,
        Optional.of(List.of(terms)),
        assigned,
        attributes,
        disabled,
        at);
  }

  /** Returns the account with these ids assigned for a type, and no others of that type. */
  public StaffAccount withAssigned(String type, String... ids) {
    return new StaffAccount(
        id,
        name,
        email,
        knownAs,
        person,
        roles,
        networks,
        put(assigned, type, ImmutableSet.copyOf(ids)),
        attributes,
        disabled,
        at);
  }

  /** Returns the account with one stored attribute more, or changed. */
  public StaffAccount withAttribute(String key, String text) {
    return new StaffAccount(
        id,
        name,
        email,
        knownAs,
        person,
        roles,
        networks,
        assigned,
        put(attributes, key, text),
        disabled,
        at);
  }

  /** Returns the account, disabled or not. */
  public StaffAccount withDisabled(boolean value) {
    return new StaffAccount(
        id, name, email, knownAs, person, roles, networks, assigned, attributes, value, at);
  }

  private static <V> Map<String, V> put(Map<String, V> old, String key, V value) {
    return ImmutableMap.<String, V>builder().putAll(old).put(key, value).buildKeepingLast();
  }

  /** Returns the id of the person to whom the account belongs: its own if none is named. */
  public String personId() {
    return person.orElse(id);
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
      case "id" -> isWithoutId() ? null : id;
      case "name" -> name.orElse(null);
      case "email" -> email.orElse(null);
      default -> attributes.get(attribute);
    };
  }
}
