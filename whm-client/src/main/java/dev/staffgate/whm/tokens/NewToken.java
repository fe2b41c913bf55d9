package dev.staffgate.whm.tokens;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.staffgate.network.Cidr;
import dev.staffgate.network.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An API token to be made.
 *
 * @param name at most 50 of {@code A-Z a-z 0-9 _ -}
 * @param privileges what it may do, by WHM's names: at least one, for WHM gives all to a token that
 *     is made with none
 * @param expiresAt from when on it is refused; nothing: never
 * @param addresses the addresses and blocks that it is accepted from; none: from everywhere
 */
public record NewToken(
    String name, Set<String> privileges, Optional<Instant> expiresAt, List<String> addresses) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,50}");
  private static final Pattern PRIVILEGE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int MAX = 100;

  public NewToken {
    checkArgument(isName(name), "a token's name has 1 to 50 letters, digits, hyphens, underscores");
    privileges = copyOfValidPrivileges(privileges);
    requireNonNull(expiresAt, "expiresAt");
    addresses = copyOfValidAddresses(addresses);
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  static boolean isPrivilege(String text) {
    return PRIVILEGE.matcher(text).matches();
  }

  static Set<String> copyOfValidPrivileges(Set<String> privileges) {
    checkArgument(
        !privileges.isEmpty() && privileges.size() <= MAX, "a token has 1 to %s privileges", MAX);
    checkArgument(
        privileges.stream().allMatch(NewToken::isPrivilege), "that is not the name of a privilege");
    return ImmutableSortedSet.copyOf(privileges);
  }

  static List<String> copyOfValidAddresses(List<String> addresses) {
    checkArgument(addresses.size() <= MAX, "a token has at most %s addresses", MAX);
    return addresses.stream()
        .map(text -> text.contains("/") ? Cidr.parse(text).toString() : address(text))
        .toList();
  }

  private static String address(String text) {
    return IpAddress.parse(text).toString();
  }

  Map<String, String> parameters() {
    ImmutableMap.Builder<String, String> parameters = ImmutableMap.builder();
    parameters.put("token_name", name);
    int number = 0;
    for (String privilege : privileges) {
      parameters.put("acl-" + number++, privilege);
    }
    number = 0;
    for (String address : addresses) {
      parameters.put("whitelist_ip-" + number++, address);
    }
    expiresAt.ifPresent(end -> parameters.put("expires_at", String.valueOf(end.getEpochSecond())));
    return parameters.buildOrThrow();
  }
}
