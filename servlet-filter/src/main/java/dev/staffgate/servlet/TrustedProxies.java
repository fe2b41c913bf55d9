package dev.staffgate.servlet;

import com.google.common.base.Splitter;
import dev.staffgate.network.IpRange;
import dev.staffgate.network.NetworkSet;
import java.util.List;

/** The addresses of trusted proxies, as people write them. */
final class TrustedProxies {
  private TrustedProxies() {}

  /** The blocks, addresses and ranges of a text, with commas between them. */
  static NetworkSet of(String text) {
    return of(Splitter.on(',').trimResults().splitToList(text));
  }

  /**
   * Returns the set of these blocks, addresses and ranges.
   *
   * @throws IllegalArgumentException if one of them is something else
   */
  static NetworkSet of(List<String> texts) {
    return NetworkSet.copyOf(texts.stream().map(TrustedProxies::range).toList());
  }

  private static IpRange range(String text) {
    try {
      return IpRange.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "`"
              + text
              + "` names no proxy: proxies are addresses, blocks or ranges; another header than"
              + " X-Forwarded-For is named by behind(NetworkSet, String): "
              + wrong.getMessage(),
          wrong);
    }
  }
}
