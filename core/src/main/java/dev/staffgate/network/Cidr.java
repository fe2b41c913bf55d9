package dev.staffgate.network;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Strings.lenientFormat;

import dev.staffgate.text.VisibleText;

/**
 * A block of addresses that share their first {@code length} bits, such as {@code 203.0.113.0/24}.
 *
 * <p>Every block has one form: {@code 203.0.113.7/24} is refused, not rounded. A block holds
 * addresses of its own family alone: {@code 0.0.0.0/0} holds no IPv6 and {@code ::/0} no IPv4.
 *
 * @param network the first address of the block
 * @param length bits in the prefix: 0 to 32 for IPv4, 0 to 128 for IPv6
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4632#section-3.1">RFC 4632, section 3.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4291#section-2.3">RFC 4291, section 2.3</a>
 */
public record Cidr(IpAddress network, int length) {
  private static final int MAX_LENGTH_DIGITS = 3;
  private static final int MAPPED_LENGTH = 96;

  /**
   * A block of these parts.
   *
   * @throws IllegalArgumentException if {@code length} is out of bounds, or if {@code network} has
   *     a bit set after it; the message then names the block that was meant
   */
  public Cidr {
    checkArgument(
        length >= 0 && length <= network.bits(),
        "prefix length %s is not in 0..%s",
        length,
        network.bits());
    if (network.hasOnesAfter(length)) {
      throw new IllegalArgumentException(
          lenientFormat(
              "%s/%s has bits set after its prefix; did you mean %s/%s, or %s?",
              network, length, network.withZerosAfter(length), length, network));
    }
  }

  /**
   * Reads a block, or one address as the block that holds it alone.
   *
   * @param text such as {@code 203.0.113.0/24}, {@code 2001:db8::/32} or {@code 203.0.113.7}: an
   *     address as {@link IpAddress#parse} reads it, and a prefix length in plain decimal, without
   *     sign or leading zeros; no netmask. A mapped block of length 96 or more is the IPv4 block it
   *     maps: {@code ::ffff:203.0.113.0/120} gives {@code 203.0.113.0/24}
   * @throws IllegalArgumentException if {@code text} is anything else; the message quotes at most
   *     64 characters of it
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      IpAddress address = IpAddress.parse(text);
      return new Cidr(address, address.bits());
    }
    String addressText = text.substring(0, slash);
    IpAddress network = IpAddress.parse(addressText);
    int length = parseLength(text, slash + 1);
    if (network.isIpv4() && addressText.indexOf(':') >= 0) {
      checkArgument(
          length >= MAPPED_LENGTH && length <= MAPPED_LENGTH + network.bits(),
          "%s is IPv4 mapped into IPv6, with a prefix length that is not in 96..128; write it as"
              + " an IPv4 block",
          VisibleText.quoted(text));
      length -= MAPPED_LENGTH;
    }
    return new Cidr(network, length);
  }

  private static int parseLength(String text, int start) {
    int digits = text.length() - start;
    int length = 0;
    boolean plain = digits >= 1 && digits <= MAX_LENGTH_DIGITS;
    for (int i = start; plain && i < text.length(); i++) {
      char c = text.charAt(i);
      plain = c >= '0' && c <= '9' && (c != '0' || i > start || digits == 1);
      length = 10 * length + (c - '0');
    }
    if (!plain) {
      throw new IllegalArgumentException(
          VisibleText.quoted(text)
              + " has no prefix length after its slash: a number in plain decimal, such as /24");
    }
    return length;
  }

  /** The first address of this block: its {@link #network}. */
  public IpAddress first() {
    return network;
  }

  /** The last address of this block; for {@code 203.0.113.0/24} it is {@code 203.0.113.255}. */
  public IpAddress last() {
    return network.lastAfter(length);
  }

  /** Returns whether {@code address} lies in this block. Constant time; allocates nothing. */
  public boolean contains(IpAddress address) {
    return network.sharesPrefix(address, length);
  }

  /** The same addresses as a range from {@link #first} to {@link #last}. */
  public IpRange toRange() {
    return new IpRange(first(), last());
  }

  /** {@code network/length}, which {@link #parse} reads back. */
  @Override
  public String toString() {
    return network + "/" + length;
  }
}
