package dev.staffgate.state.jdbc;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.base.Ascii;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Place;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An account as its rows are read one by one. Used by one thread. */
final class AccountDraft {
  private final AccountHead head;
  private final List<String> knownAs = new ArrayList<>();
  private final List<Assignment> roles = new ArrayList<>();
  private final List<NetworkTerm> networks = new ArrayList<>();
  private final Map<String, Set<String>> assigned = new LinkedHashMap<>();
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private int rows;
  private boolean fits = true;
  private boolean readable = true;

  AccountDraft(AccountHead head) {
    this.head = head;
  }

  AccountHead head() {
    return head;
  }

  /** Takes one row of a part. */
  void add(AccountPart part, long version, List<@Nullable String> cells) {
    rows++;
    fits &= version == head.version();
    try {
      switch (part) {
        case ROLE -> roles.add(role(cells));
        case NETWORK -> networks.add(network(cells));
        case KNOWN_AS -> know(present(cells, 0), present(cells, 1));
        case ASSIGNED -> assign(present(cells, 0), cells.get(1));
        case ATTRIBUTE ->
            checkArgument(
                attributes.put(present(cells, 0), present(cells, 1)) == null, "twice an attribute");
      }
    } catch (RuntimeException e) { // of any kind that a parser throws; told when it is built
      readable = false;
    }
  }

  private void know(String name, String folded) {
    checkArgument(Ascii.toLowerCase(name).equals(folded), "a name that is not found");
    knownAs.add(name);
  }

  private void assign(String type, @Nullable String id) {
    Set<String> ids = assigned.computeIfAbsent(type, any -> new LinkedHashSet<>());
    checkArgument(id == null || ids.add(id), "twice an id");
  }

  private static Assignment role(List<@Nullable String> cells) {
    String role = present(cells, 0);
    checkArgument(NameSyntax.isId(role), "a role is not an id");
    return new Assignment(
        NameRef.of(role),
        Optional.ofNullable(cells.get(1)).map(Instant::parse),
        Optional.ofNullable(cells.get(2)).map(Instant::parse),
        Optional.ofNullable(cells.get(3)),
        Optional.ofNullable(cells.get(4)));
  }

  private static NetworkTerm network(List<@Nullable String> cells) {
    String name = cells.get(0);
    if (name == null) {
      return new NetworkTerm.Addresses(IpRange.parse(present(cells, 1)), Place.NONE);
    }
    checkArgument(cells.get(1) == null && NameSyntax.isId(name), "a network has one form");
    return new NetworkTerm.Named(NameRef.of(name));
  }

  private static String present(List<@Nullable String> cells, int column) {
    return requireNonNull(cells.get(column), "a cell");
  }

  /**
   * Returns whether all rows are of one version of the account and none is missing: they are not if
   * the account was changed between two statements.
   */
  boolean isWhole() {
    return fits && rows == head.parts();
  }

  /** Returns the account; nothing if its rows are not what was written. */
  Optional<StaffAccount> account() {
    if (!isWhole()
        || !readable
        || !Ascii.toLowerCase(head.id()).equals(head.folded())
        || (!head.boundToNetworks() && !networks.isEmpty())) {
      return Optional.empty();
    }
    try {
      StaffAccount account =
          new StaffAccount(
              head.id(),
              Optional.ofNullable(head.name()),
              Optional.ofNullable(head.email()),
              knownAs,
              Optional.ofNullable(head.person()),
              roles,
              head.boundToNetworks() ? Optional.of(networks) : Optional.empty(),
              assigned,
              attributes,
              head.disabled(),
              Place.NONE);
      return Optional.of(account).filter(one -> !one.isWithoutId());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
