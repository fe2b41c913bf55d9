package dev.staffgate.whm.tokens;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;

/**
 * A report on what the API tokens of servers may do, against what they need. It holds no token's
 * text.
 *
 * @param servers one for each server that was asked about, in that order
 */
public record TokenPosture(List<OfServer> servers) {
  public TokenPosture {
    servers = List.copyOf(servers);
  }

  /**
   * The tokens of the user that a server's own token belongs to.
   *
   * @param server the server's id
   * @param owner that user
   * @param tokens by name, in the server's order; none if there was a failure
   * @param failure why they are not known
   */
  public record OfServer(
      String server, String owner, List<OfToken> tokens, Optional<String> failure) {
    public OfServer {
      requireNonNull(server, "server");
      requireNonNull(owner, "owner");
      tokens = List.copyOf(tokens);
      requireNonNull(failure, "failure");
    }
  }

  /**
   * A token.
   *
   * @param token what WHM tells of it
   * @param inUse whether it is the one that this program uses
   * @param findings what should be known or mended, in the order of {@link Finding}
   */
  public record OfToken(WhmToken token, boolean inUse, List<Finding> findings) {
    public OfToken {
      requireNonNull(token, "token");
      findings = List.copyOf(findings);
    }
  }

  /** A finding about a token. */
  public enum Finding {
    /** A rotation that was broken off has left it. */
    LEFT_BEHIND("is left from an exchange that was broken off: exchange again, which revokes it"),
    /** Expired and still listed: WHM does not delete such tokens. */
    EXPIRED("has expired and is still listed: revoke it"),
    /** Too few privileges for its use. */
    LESS_THAN_NEEDED("lacks privileges that this program needs"),
    /** All privileges. */
    ALL_PRIVILEGES("has all privileges of its owner"),
    /** More privileges than its use needs. */
    MORE_THAN_NEEDED("has privileges that this program does not need"),
    /** Able to free itself from its limits. */
    FREES_ITSELF(
        "has create-user-session, which frees a token from its own limits: whoever holds it can do"
            + " all that its owner can, whatever its privileges say"),
    /** Owned by root. */
    OWNED_BY_ROOT("belongs to root: prefer one of a reseller that owns the accounts"),
    /** Accepted for ever. */
    NO_EXPIRY("never expires"),
    /** Accepted from everywhere. */
    NO_ADDRESSES("is accepted from every address"),
    /** Older than a token should be. */
    OVERDUE("is older than it should be: exchange it"),
    /** When it was made is not told. */
    AGE_UNKNOWN("is of an age that the server does not tell");

    private final String text;

    Finding(String text) {
      this.text = text;
    }

    /** Returns a clause about a token, to follow its name. */
    public String text() {
      return text;
    }
  }

  /** The report for people: a line for each server, token and finding. */
  public String report() {
    return servers.stream().map(TokenPosture::lines).collect(joining("\n"));
  }

  private static String lines(OfServer one) {
    String head = "server " + one.server() + ", tokens of " + one.owner();
    if (one.failure().isPresent()) {
      return head + ": not known: " + one.failure().get();
    }
    return head + one.tokens().stream().map(TokenPosture::lines).collect(joining());
  }

  private static String lines(OfToken one) {
    WhmToken token = one.token();
    return "\n  %s%s: %s"
            .formatted(
                token.name(), one.inUse() ? ", in use" : "", String.join(", ", token.privileges()))
        + one.findings().stream().map(finding -> "\n    " + finding.text()).collect(joining());
  }
}
