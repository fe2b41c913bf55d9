package dev.staffgate.state.jdbc;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.StaffAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables of what an account has several of. All columns of their own are texts. */
enum AccountPart {
  ROLE("account_role", "role", "runs_from", "runs_until", "approved_by", "reason") {
    @Override
    List<List<@Nullable String>> rows(StaffAccount account) {
      return account.roles().stream().map(AccountPart::role).toList();
    }
  },
  NETWORK("account_network", "network", "addresses") {
    @Override
    List<List<@Nullable String>> rows(StaffAccount account) {
      return account.networks().orElse(List.of()).stream().map(AccountPart::network).toList();
    }
  },
  KNOWN_AS("account_known_as", "known_as", "known_as_folded") {
    @Override
    List<List<@Nullable String>> rows(StaffAccount account) {
      return account.knownAs().stream().map(name -> row(name, Ascii.toLowerCase(name))).toList();
    }
  },
  ASSIGNED("account_assigned", "resource_type", "resource_id") {
    @Override
    List<List<@Nullable String>> rows(StaffAccount account) {
      List<List<@Nullable String>> rows = new ArrayList<>();
      account.assigned().forEach((type, ids) -> rows.addAll(assigned(type, ids)));
      return rows;
    }
  },
  ATTRIBUTE("account_attribute", "attribute", "attribute_value") {
    @Override
    List<List<@Nullable String>> rows(StaffAccount account) {
      List<List<@Nullable String>> rows = new ArrayList<>();
      account.attributes().forEach((key, value) -> rows.add(row(key, value)));
      return rows;
    }
  };

  private final String table;
  private final ImmutableList<String> columns;

  AccountPart(String table, String... columns) {
    this.table = table;
    this.columns = ImmutableList.copyOf(columns);
  }

  /** Returns the name of the table, without its prefix. */
  String table() {
    return table;
  }

  List<String> columns() {
    return columns;
  }

  /** Returns the rows of an account, in their order. */
  abstract List<List<@Nullable String>> rows(StaffAccount account);

  private static List<@Nullable String> row(@Nullable String... cells) {
    return Arrays.asList(cells);
  }

  private static List<@Nullable String> role(Assignment one) {
    return row(
        one.role().id(),
        text(one.from()),
        text(one.until()),
        one.approvedBy().orElse(null),
        one.reason().orElse(null));
  }

  private static @Nullable String text(Optional<Instant> instant) {
    return instant.map(Instant::toString).orElse(null);
  }

  private static List<@Nullable String> network(NetworkTerm term) {
    return term instanceof NetworkTerm.Named named
        ? row(named.network().id(), null)
        : row(null, ((NetworkTerm.Addresses) term).range().toString());
  }

  /** A type to which nothing is assigned has one row, without an id. */
  private static List<List<@Nullable String>> assigned(String type, Set<String> ids) {
    return ids.isEmpty()
        ? List.of(row(type, null))
        : ids.stream().map(id -> row(type, id)).toList();
  }
}
