package dev.staffgate.generators;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.network.IpRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * The values that generated policies and requests are made of, and what lies at and beside their
 * limits. Both draw from these few, so that they meet often.
 */
public final class EdgeValues {
  public static final List<String> STAFF = List.of("alice", "bob", "carol", "dave");

  /**
   * Whose accounts they may be. One is nobody's id, and one is somebody's but for letter case,
   * which a directory alone may have.
   */
  static final List<String> PERSONS = List.of("alice", "bob", "carol", "erin", "Bob");

  public static final List<String> DEPARTMENTS = List.of("sales", "billing", "abuse");
  public static final List<String> SERVERS = List.of("web1", "web2", "web3");
  public static final List<String> CLIENT_GROUPS = List.of("vip", "trial");

  static final List<String> EMERGENCIES = List.of("down", "fire");

  /** What approvers may need to have; each is in the catalogue of every policy. */
  public static final List<String> APPROVING =
      List.of("own.one", "own.one", "own.deep", "ticket.view", "client.login-as", "server.sso");

  /** What rules of separation list; each is in the catalogue of every policy. */
  static final List<String> SEPARATED =
      List.of("own.one", "own.deep", "own.deep.two", "ticket.view", "payment.refund", "server.sso");

  static final List<IpRange> RANGES =
      Stream.of(
              "203.0.113.0/24",
              "203.0.113.7",
              "198.51.100.16-198.51.100.31",
              "2001:db8:10::/48",
              "2001:db8:10::ff-2001:db8:10::1:2",
              "0.0.0.0/0",
              "::/0",
              "::1",
              "255.255.255.255")
          .map(IpRange::parseUnmapped)
          .toList();

  /** At and beside the ends of {@link #RANGES}, and where the two families look alike. */
  static final List<String> ADDRESSES =
      List.of(
          "203.0.113.7",
          "203.0.113.0",
          "203.0.113.255",
          "203.0.112.255",
          "203.0.114.0",
          "::ffff:203.0.113.7",
          "::203.0.113.7",
          "198.51.100.15",
          "198.51.100.16",
          "198.51.100.31",
          "198.51.100.32",
          "2001:db8:10::",
          "2001:db8:10:ffff:ffff:ffff:ffff:ffff",
          "2001:db8:11::",
          "2001:db8:f:ffff:ffff:ffff:ffff:ffff",
          "2001:db8:10::fe",
          "2001:db8:10::ff",
          "2001:db8:10::1:2",
          "2001:db8:10::1:3",
          "0.0.0.0",
          "::",
          "::1",
          "255.255.255.255",
          "::fffe:ffff:ffff",
          "::1:0:0:0",
          "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");

  /** Minutes of the day at which windows start and end; 2 and 3 o'clock are those of Berlin. */
  static final List<Integer> MINUTES =
      List.of(0, 1, 119, 120, 150, 179, 180, 181, 360, 480, 600, 1080, 1320, 1439, 1440);

  static final List<ZoneId> ZONES =
      List.of(ZoneId.of("Europe/Berlin"), ZoneOffset.UTC, ZoneId.of("America/New_York"));

  public static final List<Duration> AGES =
      List.of(
          Duration.ZERO,
          Duration.ofNanos(1),
          Duration.ofMinutes(15),
          Duration.ofHours(12),
          Duration.ofDays(3650));

  /** How far ahead of a request what came before it may lie, as clocks differ, and beside that. */
  static final List<Duration> AHEAD =
      List.of(
          Duration.ofNanos(1),
          Duration.ofSeconds(60).minusNanos(1),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60).plusNanos(1),
          Duration.ofSeconds(90));

  /** How old an approval may be. */
  static final List<Duration> WITHIN =
      List.of(Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofHours(24));

  static final List<String> LIMITS =
      List.of("0", "0.00", "99.99", "100.00", "100", "5000", "9".repeat(64) + "." + "9".repeat(64));

  /** Around {@link #LIMITS}, and what is no number or no more than nearly one. */
  static final List<String> NUMBERS =
      List.of(
          "0",
          "0.000",
          "00",
          "0.01",
          "99.99",
          "99.990",
          "99.9900000000000000000000000000000000000000000000000000001",
          "100",
          "0100.0",
          "100.01",
          "5000",
          "5000.0000000001",
          "9".repeat(64) + "." + "9".repeat(64),
          "1" + "0".repeat(64),
          "1." + "0".repeat(65),
          "-0",
          "-1",
          "-1.0",
          "+1",
          "1e2",
          ".5",
          "1.",
          " 1",
          "1\n",
          "",
          "NaN",
          "٣",
          "１",
          "true");

  private static final List<LocalDate> DAYS =
      Stream.of(
              "2026-03-28",
              "2026-03-29",
              "2026-03-30",
              "2026-10-24",
              "2026-10-25",
              "2026-10-26",
              "2026-11-23",
              "2026-11-01",
              "2026-03-08",
              "2027-01-01")
          .map(LocalDate::parse)
          .toList();

  /** How far beside an edge. */
  static final List<Duration> BESIDE =
      List.of(Duration.ZERO, Duration.ofNanos(1), Duration.ofNanos(-1), Duration.ofMinutes(-1));

  /**
   * Edges of windows in each zone, in both passes of a repeated hour and on both sides of a missing
   * one.
   */
  static final List<Instant> INSTANTS = onTheClock();

  /** The first and the last that a request may have. */
  static final List<Instant> OUTERMOST =
      List.of(AccessRequest.MIN_INSTANT, AccessRequest.MAX_INSTANT);

  private EdgeValues() {}

  private static List<Instant> onTheClock() {
    List<Instant> instants = new ArrayList<>();
    for (LocalDate day : DAYS) {
      for (int minute : MINUTES) {
        for (ZoneId zone : ZONES) {
          ZonedDateTime local = ZonedDateTime.of(day.atStartOfDay().plusMinutes(minute), zone);
          instants.add(local.toInstant());
          instants.add(local.withLaterOffsetAtOverlap().toInstant());
        }
      }
    }
    return instants.stream().distinct().toList();
  }

  /** {@link #INSTANTS}, and rarely {@link #OUTERMOST}. */
  public static Arbitrary<Instant> instants() {
    return Arbitraries.frequencyOf(
        Tuple.of(40, Arbitraries.of(INSTANTS)), Tuple.of(1, Arbitraries.of(OUTERMOST)));
  }

  /** An instant, or one that lies a nanosecond or a minute beside. */
  static Arbitrary<Instant> atOrBeside(Arbitrary<Instant> instants) {
    return Combinators.combine(instants, Arbitraries.of(BESIDE))
        .as((instant, delta) -> allowed(instant.plus(delta)).orElse(instant));
  }

  /** {@code instant}, if a request may have it. */
  public static Optional<Instant> allowed(Instant instant) {
    return instant.isBefore(AccessRequest.MIN_INSTANT) || instant.isAfter(AccessRequest.MAX_INSTANT)
        ? Optional.empty()
        : Optional.of(instant);
  }
}
