package dev.staffgate.network;

import static com.google.common.base.Strings.lenientFormat;

import com.google.common.base.CharMatcher;
import dev.staffgate.text.VisibleText;
import java.util.HexFormat;

/**
 * The text of addresses, both ways: strict reading, canonical writing.
 *
 * <p>Reading takes the three forms of RFC 4291, section 2.2, and dotted decimal of four octets
 * without leading zeros; what {@code inet_aton} takes besides (octal, hexadecimal, fewer than four
 * parts) names another address to another program and is refused. Writing follows RFC 5952, section
 * 4; the dotted quad that its section 5 recommends for some prefixes is never written.
 */
final class IpAddressText {
  static final int MIN_LENGTH = "::".length();
  static final int MAX_LENGTH = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();

  private static final int GROUPS = 8;
  private static final int GROUP_DIGITS = 4;
  private static final long NOT_IPV4 = -1;

  // A table, since digits and letters follow each other without a rule that branches could learn.
  private static final byte[] HEXADECIMAL = hexadecimal();

  private IpAddressText() {}

  /** Reads {@code text} as {@link IpAddress#parse} says. */
  static IpAddress parse(String text) {
    if (text.length() < MIN_LENGTH || text.length() > MAX_LENGTH) {
      throw notAnAddress(text);
    }
    if (hasColonFirst(text)) {
      return parseIpv6(text);
    }
    long bits = parseIpv4(text, 0);
    if (bits == NOT_IPV4) {
      throw notAnAddress(text);
    }
    return IpAddress.ofIpv4Bits((int) bits);
  }

  /** Returns whether a colon comes before any full stop, as it does in every text of IPv6. */
  private static boolean hasColonFirst(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ':' || c == '.') {
        return c == ':';
      }
    }
    return false;
  }

  /** The 32 bits of the dotted decimal from {@code start} to the end, or {@link #NOT_IPV4}. */
  private static long parseIpv4(String text, int start) {
    long bits = 0;
    int at = start;
    for (int octets = 0; octets < 4; octets++) {
      if (octets > 0) {
        if (at == text.length() || text.charAt(at) != '.') {
          return NOT_IPV4;
        }
        at++;
      }
      int digit = at < text.length() ? decimal(text.charAt(at)) : -1;
      if (digit < 0) {
        return NOT_IPV4;
      }
      at++;
      int octet = digit;
      if (octet != 0) { // after a leading zero only a full stop may come
        while (at < text.length() && (digit = decimal(text.charAt(at))) >= 0) {
          octet = 10 * octet + digit;
          if (octet > 255) {
            return NOT_IPV4;
          }
          at++;
        }
      }
      bits = bits << Byte.SIZE | octet;
    }
    return at == text.length() ? bits : NOT_IPV4;
  }

  /**
   * Reads groups from left to right into a register of 128 bits. At {@code ::} what was read so far
   * is the head, is laid aside, and the register starts anew; at the end the head is moved to the
   * top, and the zeros between it and the register are those that {@code ::} stands for.
   */
  private static IpAddress parseIpv6(String text) {
    int end = text.length();
    long high = 0;
    long low = 0;
    long headHigh = 0;
    long headLow = 0;
    int groups = 0;
    int headGroups = -1;
    int at = 0;
    if (text.startsWith("::")) {
      headGroups = 0;
      at = 2;
    }
    while (at < end) {
      int start = at;
      int group = 0;
      int digit;
      while (at < end && (digit = hexadecimal(text.charAt(at))) >= 0 && at - start < GROUP_DIGITS) {
        group = group << 4 | digit;
        at++;
      }
      if (at < end && text.charAt(at) == '.') {
        long quad = parseIpv4(text, start);
        if (quad == NOT_IPV4) {
          throw notAnAddress(text);
        }
        high = high << 32 | low >>> 32;
        low = low << 32 | quad;
        groups += 2;
        break;
      }
      if (at == start || groups == GROUPS) {
        throw notAnAddress(text);
      }
      high = high << 16 | low >>> 48;
      low = low << 16 | group;
      groups++;
      if (at == end) {
        break;
      }
      if (text.charAt(at) != ':' || ++at == end) {
        throw notAnAddress(text);
      }
      if (text.charAt(at) == ':') {
        if (headGroups >= 0) {
          throw notAnAddress(text);
        }
        headGroups = groups;
        headHigh = high;
        headLow = low;
        high = 0;
        low = 0;
        at++;
      }
    }
    if (headGroups < 0 ? groups != GROUPS : groups >= GROUPS) {
      throw notAnAddress(text);
    }
    if (headGroups > 0) {
      int shift = 16 * (GROUPS - headGroups);
      high |= shift < 64 ? headHigh << shift | headLow >>> (64 - shift) : headLow << (shift - 64);
      low |= shift < 64 ? headLow << shift : 0;
    }
    return IpAddress.ofBits(high, low);
  }

  private static int decimal(char c) {
    return c >= '0' && c <= '9' ? c - '0' : -1;
  }

  private static int hexadecimal(char c) {
    return c < HEXADECIMAL.length ? HEXADECIMAL[c] : -1;
  }

  private static byte[] hexadecimal() {
    byte[] values = new byte['f' + 1];
    for (char c = 0; c < values.length; c++) {
      values[c] = (byte) (HexFormat.isHexDigit(c) ? HexFormat.fromHexDigit(c) : -1);
    }
    return values;
  }

  /** Writes {@code address} as {@link IpAddress#toString} says. */
  static String format(IpAddress address) {
    StringBuilder text = new StringBuilder(MAX_LENGTH);
    if (address.isIpv4()) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        text.append(address.low() >>> shift & 0xff).append(shift == 0 ? "" : ".");
      }
      return text.toString();
    }
    // RFC 5952, section 4.2: the longest run of two zero groups or more, the first among equals.
    int runStart = -1;
    int runLength = 1;
    for (int start = 0; start < GROUPS; start++) {
      int length = 0;
      while (start + length < GROUPS && group(address, start + length) == 0) {
        length++;
      }
      if (length > runLength) {
        runStart = start;
        runLength = length;
      }
    }
    for (int i = 0; i < GROUPS; i++) {
      if (i == runStart) {
        text.append("::");
        i += runLength - 1;
      } else {
        text.append(i == 0 || text.charAt(text.length() - 1) == ':' ? "" : ":");
        text.append(Integer.toHexString(group(address, i)));
      }
    }
    return text.toString();
  }

  private static int group(IpAddress address, int index) {
    long half = index < 4 ? address.high() : address.low();
    return (int) (half >>> (16 * (3 - index % 4))) & 0xffff;
  }

  /**
   * Refuses {@code text} if it writes IPv4 as IPv6.
   *
   * @param first an address that was read from {@code text}
   * @param better how to write what was meant
   */
  static void checkUnmapped(String text, IpAddress first, Object better) {
    if (first.isIpv4() && text.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          VisibleText.quoted(text) + " is IPv4 mapped into IPv6; write " + better);
    }
  }

  private static IllegalArgumentException notAnAddress(String text) {
    return new IllegalArgumentException(
        VisibleText.quoted(text) + " is not an IP address: " + likelySlip(text));
  }

  private static String likelySlip(String text) {
    if (text.length() < MIN_LENGTH || text.length() > MAX_LENGTH) {
      return lenientFormat(
          "it has %s characters, an address has %s to %s", text.length(), MIN_LENGTH, MAX_LENGTH);
    }
    if (!CharMatcher.ascii().matchesAllOf(text)) {
      return "it has characters other than ASCII";
    }
    if (text.indexOf('%') >= 0) {
      return "it has a zone, which means something on one machine alone";
    }
    if (text.indexOf('/') >= 0) {
      return "a block stands where one address belongs";
    }
    if (text.matches("(.*[.:])?0[0-9]+\\..*|.*\\.0[0-9]+")) {
      return "it has a leading zero, which some programs read as octal";
    }
    return "neither dotted decimal such as 203.0.113.7 nor IPv6 such as 2001:db8::1";
  }
}
