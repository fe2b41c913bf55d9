package dev.staffgate.servlet.authzen;

import static dev.staffgate.servlet.authzen.CallRefusedException.badRequest;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.Maps;
import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Bytes;
import com.google.common.primitives.Longs;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The part of a search's results that is asked for. A token is a position and a digest of the
 * search that it belongs to; it is good for that search alone, on any server, and gives nobody more
 * than asking would.
 *
 * @param position how much was looked at before
 * @param limit how many results at most
 * @param asked whether the request speaks of pages
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SearchPageRequest(long position, int limit, boolean asked, byte[] digest) {
  /** The most results of an answer. */
  static final int MAX_LIMIT = 1000;

  private static final int DIGEST = 16;
  private static final BaseEncoding BASE64 = BaseEncoding.base64Url().omitPadding();

  /**
   * Reads the page of a search.
   *
   * @param search its name
   */
  static SearchPageRequest of(String search, JsonNode.Members body) throws CallRefusedException {
    byte[] digest = digest(search, body);
    if (!body.has("page")) {
      return new SearchPageRequest(0, MAX_LIMIT, false, digest);
    }
    if (!(body.all().get("page") instanceof JsonNode.Members page)) {
      throw badRequest("`page` is not an object");
    }
    return new SearchPageRequest(position(page, digest), limit(page), true, digest);
  }

  private static int limit(JsonNode.Members page) throws CallRefusedException {
    if (!page.has("limit")) {
      return MAX_LIMIT;
    }
    String limit = page.all().get("limit") instanceof JsonNode.Scalar number ? number.text() : "";
    if (!limit.matches("[0-9]{1,18}")) {
      throw badRequest("`page.limit` is not a whole number, 0 or more");
    }
    return (int) Math.min(Long.parseLong(limit), MAX_LIMIT);
  }

  private static long position(JsonNode.Members page, byte[] digest) throws CallRefusedException {
    String token = "";
    if (page.has("token")) {
      if (!(page.all().get("token") instanceof JsonNode.Text text)) {
        throw badRequest("`page.token` is not a string");
      }
      token = text.text();
    }
    if (token.isEmpty()) {
      return 0;
    }
    if (token.length() == (Long.BYTES + DIGEST) * 8 / 6 && BASE64.canDecode(token)) {
      byte[] bytes = BASE64.decode(token);
      long position = Longs.fromByteArray(bytes);
      if (position >= 0 && Arrays.equals(bytes, Long.BYTES, bytes.length, digest, 0, DIGEST)) {
        return position;
      }
    }
    throw badRequest("`page.token` is of no search, or of one that is not the same as this");
  }

  /** Everything of a search but the token: the first page may be asked for without a `page`. */
  private static byte[] digest(String search, JsonNode.Members body) {
    Map<String, JsonNode> same = new HashMap<>(body.all());
    if (same.get("page") instanceof JsonNode.Members page) {
      Map<String, JsonNode> rest = Maps.filterKeys(page.all(), key -> !key.equals("token"));
      if (rest.isEmpty()) {
        same.remove("page");
      } else {
        same.put("page", new JsonNode.Members(rest));
      }
    }
    String text = search + " " + new JsonNode.Members(same).canonical();
    return Arrays.copyOf(Hashing.sha256().hashString(text, UTF_8).asBytes(), DIGEST);
  }

  /** The token of what follows a position; empty if nothing does. */
  String next(Optional<Long> following) {
    return following
        .map(at -> BASE64.encode(Bytes.concat(Longs.toByteArray(at), digest)))
        .orElse("");
  }
}
