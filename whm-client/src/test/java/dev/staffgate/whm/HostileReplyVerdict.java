package dev.staffgate.whm;

import com.google.common.base.Splitter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a client makes of a hostile answer, and what it may make of it: a row of the table of
 * attacks names the finer cause, and status and reason tell the kind.
 *
 * @param kind {@code ok}, or the kind of the failure
 * @param detail the finer cause; {@code ok} of a success
 */
record HostileReplyVerdict(String kind, String detail) {
  static final HostileReplyVerdict OK = new HostileReplyVerdict("ok", "ok");

  /** What the words of a refusal mean; the first that fits. */
  private static final List<Map.Entry<List<String>, Set<String>>> REASONS =
      List.of(
          Map.entry(List.of("brute force", "locked out"), Set.of("locked-out")),
          Map.entry(List.of("suspended"), Set.of("suspended")),
          Map.entry(List.of("do not have a user named"), Set.of("not-found", "permission")),
          Map.entry(List.of("does not exist", "no such user"), Set.of("not-found")),
          Map.entry(
              List.of("no space left", "too many", "temporarily", "try again"), Set.of("busy")),
          Map.entry(List.of("license"), Set.of("misconfigured")),
          Map.entry(List.of("access denied"), Set.of("authentication", "permission")),
          Map.entry(List.of("permission", "privilege", "not allowed"), Set.of("permission")),
          Map.entry(List.of("denied"), Set.of("authentication", "permission", "protocol")));

  /** What is right for a row of the table. */
  static Set<HostileReplyVerdict> expected(List<String> row) {
    Set<HostileReplyVerdict> expected = new LinkedHashSet<>();
    for (String one : Splitter.on('|').split(row.get(2))) {
      if (one.equals("ok")) {
        expected.add(OK);
      } else {
        if (!one.startsWith("fail:")) {
          throw new IllegalArgumentException("unknown outcome " + one);
        }
        String detail = one.substring("fail:".length());
        kinds(detail, Integer.parseInt(row.get(3)), row.get(5))
            .forEach(kind -> expected.add(new HostileReplyVerdict(kind, detail)));
      }
    }
    return expected;
  }

  private static Set<String> kinds(String detail, int status, String body) {
    return switch (detail) {
      case "connection", "timeout", "tls" -> Set.of("unreachable");
      case "http-status" -> ofStatus(status);
      case "api-error" -> ofReason(body.toLowerCase(Locale.ROOT));
      case "content-type", "expired", "malformed", "redirect", "too-large", "untrusted-url" ->
          Set.of("protocol");
      default -> throw new IllegalArgumentException("unknown outcome " + detail);
    };
  }

  private static Set<String> ofStatus(int status) {
    return switch (status) {
      case 401 -> Set.of("authentication");
      case 403 -> Set.of("authentication", "permission");
      case 404 -> Set.of("misconfigured", "protocol");
      case 429, 500, 503, 507 -> Set.of("busy");
      case 408 -> Set.of("busy", "unreachable");
      default -> status >= 500 ? Set.of("busy", "unreachable") : Set.of("protocol");
    };
  }

  private static Set<String> ofReason(String body) {
    return REASONS.stream()
        .filter(one -> one.getKey().stream().anyMatch(body::contains))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Set.of("protocol"));
  }
}
