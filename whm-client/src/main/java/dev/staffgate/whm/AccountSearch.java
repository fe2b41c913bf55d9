package dev.staffgate.whm;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A search for accounts of a server.
 *
 * @param by what the text is compared with
 * @param text what is looked for: at most 128 of {@code A-Z a-z 0-9 . _ @ -}; empty finds all
 * @param exactly whether it has to be the same; else it has to be contained
 * @param limit the most that are found: 1 to 1,000
 */
public record AccountSearch(By by, String text, boolean exactly, int limit) {
  /** The property of accounts that a text is compared with. */
  public enum By {
    /** The account's name. */
    USER("user"),
    /** The account's main domain. */
    DOMAIN("domain"),
    /** The owner: a reseller, or root. */
    OWNER("owner");

    private final String text;

    By(String text) {
      this.text = text;
    }

    /** WHM's name for it. */
    public String text() {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final int MAX_LIMIT = 1000;
  private static final int USUAL_LIMIT = 50;
  private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9._@-]{0,128}");
  private static final Pattern SPECIAL = Pattern.compile("[^A-Za-z0-9_]");

  public AccountSearch {
    requireNonNull(by, "by");
    checkArgument(TEXT.matcher(text).matches(), "no account is found by such a text");
    checkArgument(!exactly || !text.isEmpty(), "nothing is exactly empty");
    checkArgument(limit >= 1 && limit <= MAX_LIMIT, "a limit is 1 to %s", MAX_LIMIT);
  }

  /** All accounts, the first 50. */
  public static AccountSearch all() {
    return new AccountSearch(By.USER, "", false, USUAL_LIMIT);
  }

  /**
   * Those that contain the text, the first 50.
   *
   * @throws IllegalArgumentException if no account can be found by it
   */
  public static AccountSearch of(By by, String text) {
    return new AccountSearch(by, text, false, USUAL_LIMIT);
  }

  /** Returns this search for what is the same. */
  public AccountSearch same() {
    return new AccountSearch(by, text, true, limit);
  }

  /** Returns this search with another limit. */
  public AccountSearch atMost(int most) {
    return new AccountSearch(by, text, exactly, most);
  }

  /** The call's parameters: no text is a pattern, though WHM takes one. */
  Map<String, String> parameters() {
    ImmutableMap.Builder<String, String> parameters = ImmutableMap.builder();
    if (!text.isEmpty()) {
      parameters
          .put("searchtype", by.text())
          .put("searchmethod", exactly ? "exact" : "regex")
          .put("search", exactly ? text : SPECIAL.matcher(text).replaceAll("\\\\$0"));
    }
    return parameters
        .put("want", "user,domain,owner,suspended")
        .put("api.chunk.enable", "1")
        .put("api.chunk.size", String.valueOf(limit + 1))
        .put("api.chunk.start", "1")
        .buildOrThrow();
  }
}
