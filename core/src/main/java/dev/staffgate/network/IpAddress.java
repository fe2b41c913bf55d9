package dev.staffgate.network;

import static com.google.common.base.Preconditions.checkArgument;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * One IPv4 or IPv6 address, such as {@code 203.0.113.7} or {@code 2001:db8::1}.
 *
 * <p>An address has one value however it was written. An IPv6 text that maps an IPv4 address (RFC
 * 4291, section 2.5.5.2) <em>is</em> that IPv4 address; no IPv6 address has that form here:
 *
 * <table>
 * <caption>Texts and the addresses they give</caption>
 * <tr><th>text</th><th>address</th></tr>
 * <tr><td>{@code 203.0.113.7}</td><td>{@code 203.0.113.7}</td></tr>
 * <tr><td>{@code 2001:DB8:0:0:0:0:0:1}</td><td>{@code 2001:db8::1}</td></tr>
 * <tr><td>{@code ::ffff:203.0.113.7}</td><td>{@code 203.0.113.7}</td></tr>
 * <tr><td>{@code ::203.0.113.7}</td><td>{@code ::cb00:7107}, which is IPv6</td></tr>
 * </table>
 *
 * <p>Immutable. Every address of IPv4 is ordered before every one of IPv6; within a family the
 * order is that of the numbers, without sign.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4291#section-2.2">RFC 4291, section 2.2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5952">RFC 5952</a>
 */
public final class IpAddress implements Comparable<IpAddress> {
  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;
  private static final int IPV6_BITS_BEFORE_IPV4 = IPV6_BITS - IPV4_BITS;
  private static final long MAPPED = 0xffffL << IPV4_BITS;
  private static final long LAST_BEFORE_MAPPED = MAPPED - 1;
  private static final long FIRST_AFTER_MAPPED = MAPPED + (1L << IPV4_BITS);

  // INVARIANT: 128 bits, most significant first. An IPv4 address is held in its mapped form,
  // ::ffff:0:0/96, and nothing else is held there, so that the two numbers alone tell the family.
  private final long high;
  private final long low;

  private IpAddress(long high, long low) {
    this.high = high;
    this.low = low;
  }

  /** The address of these 128 bits: IPv4 if they are those of a mapped address. */
  static IpAddress ofBits(long high, long low) {
    return new IpAddress(high, low);
  }

  /** The IPv4 address of these 32 bits. */
  static IpAddress ofIpv4Bits(int bits) {
    return new IpAddress(0, MAPPED | Integer.toUnsignedLong(bits));
  }

  /**
   * Reads an address as a request brings it: dotted decimal or RFC 4291 text, ASCII alone, no zone,
   * no leading zeros in dotted decimal, 2 to 45 characters. Allocates the result alone.
   *
   * @param text such as {@code 203.0.113.7} or {@code 2001:db8::1}
   * @return the address; {@code ::ffff:203.0.113.7} gives the IPv4 address {@code 203.0.113.7}
   * @throws IllegalArgumentException if {@code text} is anything else; the message quotes at most
   *     64 characters of it
   */
  public static IpAddress parse(String text) {
    return IpAddressText.parse(text);
  }

  /**
   * Reads an address as a policy writes it: as {@link #parse}, but an IPv4 address has to be
   * written as one, for a reader of the policy would take a mapped address for IPv6.
   *
   * @throws IllegalArgumentException if {@link #parse} refuses {@code text}, or if it is an IPv4
   *     address mapped into IPv6; the message then says how to write it
   */
  public static IpAddress parseUnmapped(String text) {
    IpAddress address = parse(text);
    IpAddressText.checkUnmapped(text, address, address);
    return address;
  }

  /**
   * The address of a socket or a container's request, without its zone. Resolves nothing.
   *
   * @param address such as {@code fe80::1%eth0}, which gives {@code fe80::1}
   */
  public static IpAddress from(InetAddress address) {
    return fromBytes(address.getAddress());
  }

  /**
   * The address of these bytes, most significant first.
   *
   * @param bytes 4 of an IPv4 address or 16 of an IPv6 address; 16 that map an IPv4 address give
   *     that address
   * @throws IllegalArgumentException if there are neither 4 nor 16
   */
  public static IpAddress fromBytes(byte[] bytes) {
    checkArgument(
        bytes.length == 4 || bytes.length == 16,
        "an address has 4 or 16 bytes, not %s",
        bytes.length);
    long high = 0;
    long low = bytes.length == 4 ? 0xffff : 0;
    for (byte octet : bytes) {
      high = high << Byte.SIZE | low >>> (Long.SIZE - Byte.SIZE);
      low = low << Byte.SIZE | Byte.toUnsignedLong(octet);
    }
    return new IpAddress(high, low);
  }

  /** The 4 bytes of an IPv4 address or the 16 of an IPv6 address, most significant first. */
  public byte[] toBytes() {
    byte[] bytes = new byte[bits() / Byte.SIZE];
    for (int i = 0; i < bytes.length; i++) {
      int shift = (bytes.length - 1 - i) * Byte.SIZE;
      bytes[i] = (byte) (shift < Long.SIZE ? low >>> shift : high >>> (shift - Long.SIZE));
    }
    return bytes;
  }

  /**
   * Returns whether this is an IPv4 address, however it was written; else it is an IPv6 address.
   */
  public boolean isIpv4() {
    return high == 0 && low >>> IPV4_BITS == 0xffff;
  }

  /** The bits of an address of this family: 32 or 128. */
  public int bits() {
    return isIpv4() ? IPV4_BITS : IPV6_BITS;
  }

  /** The upper 64 of the 128 bits; 0 for IPv4. */
  long high() {
    return high;
  }

  /** The lower 64 of the 128 bits; for IPv4 the lower 32 of them are the address. */
  long low() {
    return low;
  }

  /** Returns whether a bit is set after the first {@code length} bits, 0 to {@link #bits}. */
  boolean hasOnesAfter(int length) {
    int kept = keptBits(length);
    return ((high & ~highMask(kept)) | (low & ~lowMask(kept))) != 0;
  }

  /** This address with every bit after the first {@code length} cleared. */
  IpAddress withZerosAfter(int length) {
    int kept = keptBits(length);
    return new IpAddress(high & highMask(kept), low & lowMask(kept));
  }

  /** The last address of this one's family among those that share its first {@code length} bits. */
  IpAddress lastAfter(int length) {
    int kept = keptBits(length);
    IpAddress last = new IpAddress(high | ~highMask(kept), low | ~lowMask(kept));
    // A block such as ::/80 ends in the mapped addresses, which are not addresses of IPv6.
    return last.isIpv4() == isIpv4() ? last : new IpAddress(0, LAST_BEFORE_MAPPED);
  }

  /** Returns whether {@code other} is of this family and has the same first {@code length} bits. */
  boolean sharesPrefix(IpAddress other, int length) {
    int kept = keptBits(length);
    return isIpv4() == other.isIpv4()
        && (((high ^ other.high) & highMask(kept)) | ((low ^ other.low) & lowMask(kept))) == 0;
  }

  /** Returns whether {@code other} is the address of this family that comes next after this one. */
  boolean isRightBefore(IpAddress other) {
    if (isIpv4() != other.isIpv4()) {
      return false;
    }
    if (high == 0 && low == LAST_BEFORE_MAPPED) {
      return other.high == 0 && other.low == FIRST_AFTER_MAPPED;
    }
    boolean carries = low == -1;
    boolean isLast = carries && high == -1;
    return !isLast && other.low == low + 1 && other.high == high + (carries ? 1 : 0);
  }

  private int keptBits(int length) {
    return isIpv4() ? IPV6_BITS_BEFORE_IPV4 + length : length;
  }

  private static long highMask(int kept) {
    return firstOnes(Math.min(kept, Long.SIZE));
  }

  private static long lowMask(int kept) {
    return firstOnes(Math.max(kept - Long.SIZE, 0));
  }

  /** A number whose first {@code count} bits, 0 to 64, are set. */
  private static long firstOnes(int count) {
    return count == 0 ? 0 : -1L << (Long.SIZE - count);
  }

  @Override
  public int compareTo(IpAddress other) {
    boolean ipv4 = isIpv4();
    if (ipv4 != other.isIpv4()) {
      return ipv4 ? -1 : 1;
    }
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress that && high == that.high && low == that.low;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(high) + Long.hashCode(low);
  }

  /**
   * The one text of this address: dotted decimal, or what RFC 5952, section 4 asks for, always in
   * hexadecimal groups. {@link #parse} reads it back.
   */
  @Override
  public String toString() {
    return IpAddressText.format(this);
  }
}
