package dev.staffgate.vectors;

import static com.google.common.base.Preconditions.checkState;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.network.Cidr;
import dev.staffgate.network.IpAddress;
import dev.staffgate.network.IpRange;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Addresses and blocks, as they stand in a policy's {@code networks}. */
final class AddressVectors {
  private static final String HOST_BITS = "bits after the prefix: refused, where others round";
  private static final Pattern BEGINS_AS_ADDRESS = Pattern.compile("[0-9].*");
  private static final String MAPPED =
      "IPv4 mapped into IPv6: here it is IPv4, refused in policies";
  private static final Pattern IS_MAPPED = Pattern.compile("(?i)::ffff:[0-9a-f]+:[0-9a-f]+(/.*)?");
  private static final Map<String, List<String>> CLASSES =
      Map.of(
          "loopback", List.of("127.0.0.0/8", "::1"),
          "multicast", List.of("224.0.0.0/4", "ff00::/8"),
          "ipv4", List.of("0.0.0.0/0"),
          "ipv6", List.of("::/0"));

  private AddressVectors() {}

  /** Is a text an address or a block, of which family and length? */
  static Object parsed(VectorJson vector) {
    String text = vector.text("text");
    boolean valid = loads(text);
    if (vector.flag("valid") && !valid) {
      checkExpressible(text);
    }
    if (!valid || !vector.has("family")) {
      return String.valueOf(valid);
    }
    Cidr block = Cidr.parse(text);
    return "true " + (block.network().isIpv4() ? "ipv4" : "ipv6") + " " + block.length();
  }

  static Object expectedOfParsed(VectorJson vector) {
    return vector.has("family")
        ? vector.text("valid") + " " + vector.text("family") + " " + vector.text("prefix")
        : vector.text("valid");
  }

  /** Is a text an address or a block, and how is it written again? */
  static Object printed(VectorJson vector) {
    String text = vector.text("pattern");
    return loads(text) ? "true " + IpRange.parseUnmapped(text) : "false";
  }

  static Object expectedOfPrinted(VectorJson vector) {
    return vector.text("valid") + vector.optional("printed").map(text -> " " + text).orElse("");
  }

  /** Does an address, or a block as a whole, lie in one of several networks? */
  static Object lies(String text, List<String> ranges) {
    ranges.forEach(AddressVectors::checkExpressible);
    checkExpressible(text);
    LoadedPolicy policy = policy(ranges);
    IpRange range = IpRange.parseUnmapped(text);
    boolean inPolicy = permits(policy, range.first()) && permits(policy, range.last());
    // Both ends may lie in different networks; the block has to lie in one.
    boolean inOne =
        ranges.stream()
            .map(IpRange::parseUnmapped)
            .anyMatch(one -> one.contains(range.first()) && one.contains(range.last()));
    return String.valueOf(inPolicy && inOne);
  }

  static Object isOfClass(VectorJson vector) {
    return lies(vector.text("text"), CLASSES.get(vector.text("test")));
  }

  static Object equal(VectorJson vector) {
    checkExpressible(vector.text("a"));
    checkExpressible(vector.text("b"));
    return String.valueOf(
        IpRange.parseUnmapped(vector.text("a")).equals(IpRange.parseUnmapped(vector.text("b"))));
  }

  /** Throws for what others take and this loader refuses on purpose. */
  private static void checkExpressible(String text) {
    if (IS_MAPPED.matcher(text).matches()) {
      checkState(!loads(text), "%s is taken", text);
      throw new NotExpressibleException(MAPPED);
    }
    try {
      IpRange unused = IpRange.parse(text);
    } catch (IllegalArgumentException e) {
      if (e.getMessage().contains("bits set after its prefix")) {
        throw new NotExpressibleException(HOST_BITS);
      }
      throw new AssertionError(text, e);
    }
  }

  /**
   * Whether a policy takes it for an address or a block. Without a colon or slash it may be taken
   * for the name of a network; a text that begins as an address does is then refused as a name, and
   * never looked up. Any other name is not what these vectors are about, and fails.
   */
  private static boolean loads(String text) {
    return Refusals.loads(
        () -> policy(List.of(text)),
        BEGINS_AS_ADDRESS.matcher(text).matches()
            ? new String[] {"bad-address", "bad-id", "unknown-network"}
            : new String[] {"bad-address", "bad-id"});
  }

  private static boolean permits(LoadedPolicy policy, IpAddress address) {
    return policy.permits(AccessRequest.of("somebody", "act.it").from(address));
  }

  private static LoadedPolicy policy(List<String> networks) {
    return OneGrantPolicy.policy(Map.of("networks", networks));
  }
}
