package dev.staffgate.analysis;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A few accounts, permissions and servers, two blocks of addresses, one window of the week and one
 * limit of an amount: so few that all combinations can be counted. A policy over them is drawn from
 * a seed, and a changed one beside it.
 */
final class SmallUniverse {
  static final List<String> ACCOUNTS = List.of("alice", "bob", "carol");
  static final List<String> PERMISSIONS =
      List.of("client.view", "client.login-as", "connect.use", "server.sso");
  static final List<String> SERVERS = List.of("web1", "web2");
  static final int WEEK = 7 * 24 * 60;

  /** One for each amount that a limit of some policy tells from others; none comes first. */
  static final List<String> AMOUNTS = List.of("", "0", "99.99", "100.00", "100.01", "250", "251");

  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final ZonedDateTime MONDAY = ZonedDateTime.of(2026, 1, 5, 0, 0, 0, 0, ZONE);

  /** The minutes of the week at which some window begins or has ended. */
  private static final List<Integer> EDGES =
      List.of(0, 60, 480, 1080, 1920, 2160, 2520, 2640, 3420, 3450, 10_020, WEEK);

  private static final List<String> WINDOWS =
      List.of("mon-tue 08:00-18:00", "tue 12:00-20:00", "wed 09:00-09:30", "sun 23:00-01:00");
  private static final List<String> NETWORKS =
      List.of(
          "198.51.100.0/30",
          "203.0.113.8/30",
          "198.51.100.1",
          "198.51.100.0/30, 203.0.113.8/30",
          "203.0.113.9-203.0.113.10, \"2001:db8::/126\"",
          "0.0.0.0/0",
          "\"::/0\"");
  private static final List<String> CONDITIONS =
      List.of(
          "",
          "networks: [net]",
          "not-networks: [net]",
          "schedule: hours",
          "not-schedule: hours",
          "up-to: { amount: LIMIT }",
          "above: { amount: LIMIT }",
          "only: { server: [web1] }",
          "except: { server: [web1] }",
          "networks: [net], schedule: hours",
          "schedule: hours, up-to: { amount: LIMIT }",
          "not-networks: [net], only: { server: [web2] }");
  private static final List<String> ROLES =
      List.of("[support]", "[connector]", "[support, connector]", "[both]");
  private static final List<String> SSO =
      List.of(
          "",
          ", sso: { access: restricted, roles: [connector] }",
          ", sso: { access: restricted, roles: [support, { role: connector, as: helper }] }",
          ", sso: { access: unrestricted, as: operator, requires: { schedule: hours } }",
          ", sso: { access: restricted, roles: [both], requires: { networks: [net] } }");

  /** A place of the policy: a mark in the text, and what may stand there. */
  private record Slot(String mark, List<String> texts) {}

  private static final List<Slot> SLOTS =
      List.of(
          new Slot("NETWORK", NETWORKS),
          new Slot("WINDOW", WINDOWS),
          new Slot("VIEW", CONDITIONS),
          new Slot("CONNECT", CONDITIONS),
          new Slot("LOGIN", CONDITIONS),
          new Slot("DENY", CONDITIONS),
          new Slot("REQUIRED", CONDITIONS),
          new Slot("ALICE", ROLES),
          new Slot("BOB", ROLES),
          new Slot("BOUND", List.of("", ", networks: [net]")),
          new Slot("DISABLED", List.of("false", "false", "true")),
          new Slot("SSO1", SSO),
          new Slot("SSO2", SSO),
          new Slot("LIMIT", List.of("100.00", "250")));

  private static final String POLICY =
      """
      staffgate: 1
      networks:
        net: [NETWORK]
      schedules:
        hours: { zone: Europe/Berlin, windows: ["WINDOW"] }
      roles:
        support:
          requires: { REQUIRED }
          grants:
            - { permission: client.view, VIEW }
            - { permission: client.login-as, LOGIN }
        connector:
          grants:
            - { permission: connect.use, CONNECT }
          denies:
            - { permission: [client.view, client.login-as], DENY }
        both:
          includes: [support, connector]
      servers:
        web1: { panel: whm, url: "https://web1.example.net:2087", user: root, token: env:TSSO1 }
        web2: { panel: whm, url: "https://web2.example.net:2087", user: root, token: env:TSSO2 }
      staff:
        alice: { roles: ALICEBOUND }
        bob: { roles: BOB, disabled: DISABLED }
        carol: { roles: [both] }
      """;

  private final List<Minutes> minutes = new ArrayList<>();
  private final String before;
  private final String after;

  /** Minutes of the week that no policy tells apart, and one of them. */
  record Minutes(Instant example, int count) {}

  /** Addresses that no policy tells apart, and one of them. */
  record Addresses(String example, BigInteger count) {}

  SmallUniverse(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i + 1 < EDGES.size(); i++) {
      int any = random.nextInt(EDGES.get(i), EDGES.get(i + 1));
      minutes.add(new Minutes(instant(any), EDGES.get(i + 1) - EDGES.get(i)));
    }
    int[] drawn = SLOTS.stream().mapToInt(slot -> random.nextInt(slot.texts.size())).toArray();
    this.before = text(drawn);
    for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
      int slot = random.nextInt(drawn.length);
      drawn[slot] = random.nextInt(SLOTS.get(slot).texts.size());
    }
    this.after = text(drawn);
  }

  private static Instant instant(int minute) {
    return MONDAY.plusMinutes(minute).toInstant();
  }

  // The limit comes last, as conditions hold it.
  private static String text(int[] drawn) {
    String text = POLICY;
    for (int i = 0; i < drawn.length; i++) {
      text = text.replace(SLOTS.get(i).mark, SLOTS.get(i).texts.get(drawn[i]));
    }
    return text.replace(",  }", " }").replace("    requires: {  }\n", "");
  }

  String beforeText() {
    return before;
  }

  String afterText() {
    return after;
  }

  Policy before() {
    return PolicyFiles.parse("before.yaml", before);
  }

  Policy after() {
    return PolicyFiles.parse("after.yaml", after);
  }

  /** Returns the parts of the week; each minute for itself if {@code single}. */
  List<Minutes> minutes(boolean single) {
    if (!single) {
      return minutes;
    }
    List<Minutes> each = new ArrayList<>();
    for (int minute = 0; minute < WEEK; minute++) {
      each.add(new Minutes(instant(minute), 1));
    }
    return each;
  }

  /** Returns the addresses: those of the blocks one by one, and all others of each family. */
  static List<Addresses> addresses() {
    List<Addresses> all = new ArrayList<>();
    for (int last = 0; last < 4; last++) {
      all.add(new Addresses("198.51.100." + last, BigInteger.ONE));
      all.add(new Addresses("203.0.113." + (8 + last), BigInteger.ONE));
      all.add(new Addresses("2001:db8::" + last, BigInteger.ONE));
    }
    BigInteger ofIpv4 = BigInteger.ONE.shiftLeft(32);
    all.add(new Addresses("192.0.2.1", ofIpv4.subtract(BigInteger.valueOf(8))));
    all.add(
        new Addresses(
            "2001:db8::4",
            DiffSize.ALL_ADDRESSES.subtract(ofIpv4).subtract(BigInteger.valueOf(4))));
    return all;
  }

  /** Returns a request; an empty amount is none. */
  static AccessRequest request(
      String staff, String permission, Optional<String> server, String amount) {
    AccessRequest request =
        AccessRequest.of(staff, permission)
            .with(amount.isEmpty() ? Map.of() : Map.of("amount", amount));
    return server.isPresent() ? request.on("server", server.get()) : request;
  }
}
