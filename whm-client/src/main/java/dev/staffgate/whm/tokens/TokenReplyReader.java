package dev.staffgate.whm.tokens;

import dev.staffgate.model.Secret;
import dev.staffgate.whm.api1.WhmReply;
import dev.staffgate.whm.call.JsonFields;
import dev.staffgate.whm.http.CallFailedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what WHM tells of API tokens, strictly: a token that is misread is one that nobody sees.
 */
final class TokenReplyReader {
  private static final String DATA = "/data";
  private static final String TOKENS = "/data/tokens";
  private static final Pattern IN_LIST = Pattern.compile("/data/tokens/([^/]{1,256})(/.*)?");
  private static final Pattern MEMBER =
      Pattern.compile(
          "/(?:name|create_time|expires_at|token|acls|acls/[^/]{1,256}|whitelist_ips|whitelist_ips/[0-9]{1,4})");
  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:./]{1,64}");

  private TokenReplyReader() {}

  /** Returns whether a member belongs to the one token of an answer. */
  static boolean ofOne(String path) {
    return path.equals(DATA)
        || (path.startsWith(DATA) && MEMBER.matcher(path.substring(DATA.length())).matches());
  }

  /** Returns whether a member belongs to a token in a list. */
  static boolean ofList(String path) {
    Matcher place = IN_LIST.matcher(path);
    return path.equals(TOKENS)
        || (place.matches()
            && (place.group(2) == null || MEMBER.matcher(place.group(2)).matches()));
  }

  /**
   * Returns the tokens of a list.
   *
   * @throws CallFailedException if it is not a list of tokens
   */
  static List<WhmToken> list(WhmReply reply) {
    if (reply.fields().isAbsent(TOKENS)) {
      throw malformed(reply);
    }
    Set<String> places = new LinkedHashSet<>();
    for (String path : reply.fields().paths()) {
      Matcher place = IN_LIST.matcher(path);
      if (place.matches()) {
        places.add(TOKENS + "/" + place.group(1));
      }
    }
    List<WhmToken> tokens = new ArrayList<>();
    places.forEach(place -> tokens.add(token(reply, place)));
    return List.copyOf(tokens);
  }

  /** Returns the one token that an answer tells of, or nothing if it tells of none. */
  static Optional<WhmToken> one(WhmReply reply) {
    return reply.fields().isAbsent(DATA + "/name")
        ? Optional.empty()
        : Optional.of(token(reply, DATA));
  }

  /** Returns the text of a token that was made. */
  static Secret text(WhmReply reply) {
    return reply
        .fields()
        .text(DATA + "/token")
        .filter(text -> !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f))
        .map(Secret::of)
        .orElseThrow(() -> reply.failures().malformed("its answer holds no token"));
  }

  private static WhmToken token(WhmReply reply, String place) {
    JsonFields fields = reply.fields();
    String name =
        fields
            .text(place + "/name")
            .filter(NewToken::isName)
            .filter(text -> !text.equals(reply.failures().token().revealToUse()))
            .orElseThrow(() -> malformed(reply));
    return new WhmToken(
        name,
        privileges(reply, place + "/acls"),
        second(reply, place + "/create_time"),
        second(reply, place + "/expires_at"),
        addresses(reply, place + "/whitelist_ips"));
  }

  /** A list of names, or an object of 0 and 1 by name; if there is neither, it has all. */
  private static Set<String> privileges(WhmReply reply, String place) {
    JsonFields fields = reply.fields();
    if (fields.isAbsent(place)) {
      return Set.of(WhmToken.ALL);
    }
    Set<String> privileges = new TreeSet<>();
    for (String path : fields.paths()) {
      if (path.startsWith(place + "/")) {
        String name = path.substring(place.length() + 1);
        Optional<String> listed = fields.text(path).filter(text -> name.matches("[0-9]+"));
        if (listed.isPresent()) {
          privileges.add(listed.get());
        } else if (fields.isTrue(path)) {
          privileges.add(name);
        }
      }
    }
    if (!privileges.stream().allMatch(NewToken::isPrivilege)) {
      throw malformed(reply);
    }
    return privileges;
  }

  private static Optional<Instant> second(WhmReply reply, String path) {
    JsonFields fields = reply.fields();
    if (fields.isAbsent(path) || fields.wholeNumber(path).equals(Optional.of(0L))) {
      return Optional.empty();
    }
    return Optional.of(
        fields
            .wholeNumber(path)
            .filter(second -> second <= Instant.MAX.getEpochSecond())
            .map(Instant::ofEpochSecond)
            .orElseThrow(() -> malformed(reply)));
  }

  private static List<String> addresses(WhmReply reply, String place) {
    List<String> addresses = new ArrayList<>();
    for (int i = 0; reply.fields().has(place + "/" + i); i++) {
      addresses.add(
          reply
              .fields()
              .text(place + "/" + i)
              .filter(text -> ADDRESS.matcher(text).matches())
              .orElseThrow(() -> malformed(reply)));
    }
    return addresses;
  }

  private static CallFailedException malformed(WhmReply reply) {
    return reply.failures().malformed("what it tells of API tokens is not in WHM's form");
  }
}
