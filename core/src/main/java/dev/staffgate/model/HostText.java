package dev.staffgate.model;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import dev.staffgate.network.IpAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Reads hosts into one form, so that equal hosts are equal texts. */
final class HostText {
  private static final int MAX_NAME = 253;
  private static final int MAX_LABEL = 63;
  private static final Splitter DOTS = Splitter.on('.');

  private HostText() {}

  /**
   * Returns a host name in lower case, or an address in its canonical form; empty if the text is
   * neither. What ends in a number is an address or nothing: some readers take {@code 127.1} for
   * one.
   */
  static Optional<String> parse(String text) {
    String lower = Ascii.toLowerCase(text);
    List<String> labels = DOTS.splitToList(lower);
    String last = labels.get(labels.size() - 1);
    if (text.indexOf(':') >= 0 || isNumber(last)) {
      return address(text);
    }
    return text.length() <= MAX_NAME && labels.stream().allMatch(HostText::isLabel)
        ? Optional.of(lower)
        : Optional.empty();
  }

  /** Returns the host of a URL; an IPv6 address stands in brackets there. */
  static Optional<String> ofUrl(URI url) {
    String host = url.getHost();
    if (host == null) {
      return Optional.empty();
    }
    return parse(
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host);
  }

  private static Optional<String> address(String text) {
    try {
      return Optional.of(IpAddress.parseUnmapped(text).toString());
    } catch (IllegalArgumentException notAddress) {
      return Optional.empty();
    }
  }

  private static boolean isNumber(String label) {
    return label.matches("[0-9]+|0x[0-9a-f]*");
  }

  private static boolean isLabel(String label) {
    return !label.isEmpty()
        && label.length() <= MAX_LABEL
        && label.matches("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?");
  }
}
