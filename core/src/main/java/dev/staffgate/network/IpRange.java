package dev.staffgate.network;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The addresses of one family from {@code first} to {@code last}, both included.
 *
 * <p>A range can be any stretch of addresses; a {@link Cidr} is one whose size is a power of two
 * and which starts at a multiple of it.
 *
 * @param first the lowest address
 * @param last the highest address, of the family of {@code first} and not below it
 */
public record IpRange(IpAddress first, IpAddress last) {
  /**
   * A range of these ends.
   *
   * @throws IllegalArgumentException if the ends are of two families, or {@code last} is below
   *     {@code first}
   */
  public IpRange {
    checkArgument(
        first.isIpv4() == last.isIpv4(), "%s-%s runs from one family to the other", first, last);
    checkArgument(
        first.compareTo(last) <= 0,
        "%s-%s runs backwards; did you mean %s-%s?",
        first,
        last,
        last,
        first);
  }

  /** The range that holds {@code address} alone. */
  public static IpRange of(IpAddress address) {
    return new IpRange(address, address);
  }

  /**
   * Reads a range, a block or an address.
   *
   * @param text such as {@code 198.51.100.16-198.51.100.31} (two addresses as {@link
   *     IpAddress#parse} reads them), or what {@link Cidr#parse} reads
   * @throws IllegalArgumentException if {@code text} is anything else, if the range goes backwards
   *     or over two families
   */
  public static IpRange parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      return Cidr.parse(text).toRange();
    }
    return new IpRange(
        IpAddress.parse(text.substring(0, dash)), IpAddress.parse(text.substring(dash + 1)));
  }

  /**
   * Reads all that a policy may write for addresses: as {@link #parse}, but IPv4 has to be written
   * as IPv4, for a reader of the policy would take mapped addresses for IPv6.
   *
   * @throws IllegalArgumentException if {@link #parse} refuses {@code text}, or if it holds an IPv4
   *     address mapped into IPv6; the message then says how to write it
   */
  public static IpRange parseUnmapped(String text) {
    IpRange range = parse(text);
    IpAddressText.checkUnmapped(text, range.first, range);
    return range;
  }

  /** Returns whether {@code address} lies in this range. Constant time; allocates nothing. */
  public boolean contains(IpAddress address) {
    return first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
  }

  /**
   * The shortest text of these addresses: one address, a block, or {@code first-last}. {@link
   * #parse} reads it back, and equal ranges have equal texts.
   */
  @Override
  public String toString() {
    if (first.equals(last)) {
      return first.toString();
    }
    int shared = sharedBits();
    boolean isBlock = !first.hasOnesAfter(shared) && first.lastAfter(shared).equals(last);
    return isBlock ? first + "/" + shared : first + "-" + last;
  }

  private int sharedBits() {
    long high = first.high() ^ last.high();
    int shared =
        high != 0
            ? Long.numberOfLeadingZeros(high)
            : Long.SIZE + Long.numberOfLeadingZeros(first.low() ^ last.low());
    return shared - (128 - first.bits());
  }
}
