package dev.staffgate.analysis;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedMap;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/**
 * The exact size of a region.
 *
 * @param accounts that ask; absent if any account of a directory may
 * @param servers that are named; absent if the region does not name them
 * @param addresses the number of client addresses, of IPv4 and IPv6 together
 * @param minutesAWeek for each time zone that matters
 */
public record DiffSize(
    Optional<Integer> accounts,
    Optional<BigInteger> servers,
    BigInteger addresses,
    Map<String, BigInteger> minutesAWeek) {
  /** The number of all addresses: those of IPv6 that stand for IPv4 are IPv4. */
  public static final BigInteger ALL_ADDRESSES = BigInteger.ONE.shiftLeft(128);

  public DiffSize {
    requireNonNull(accounts, "accounts");
    requireNonNull(servers, "servers");
    requireNonNull(addresses, "addresses");
    minutesAWeek = ImmutableSortedMap.copyOf(minutesAWeek);
  }

  /** Returns the numbers in words. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    accounts.ifPresent(one -> text.append(one).append(one == 1 ? " account" : " accounts"));
    servers.ifPresent(
        one ->
            text.append(text.isEmpty() ? "" : " × ")
                .append(one)
                .append(one.equals(BigInteger.ONE) ? " server" : " servers"));
    if (!addresses.equals(ALL_ADDRESSES)) {
      text.append(text.isEmpty() ? "" : ", ").append(addresses).append(" addresses");
    }
    minutesAWeek.forEach(
        (zone, minutes) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(minutes)
                .append(" minutes a week in ")
                .append(zone));
    return text.toString();
  }
}
