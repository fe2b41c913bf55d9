package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.network.IpAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A server with a control panel, and who may enter it.
 *
 * @param id its id
 * @param title for people
 * @param panel the kind of its panel, such as {@code whm}
 * @param url {@code https://host:port}, nothing behind
 * @param aliases other hosts that its login links may name; kept in one form, so that equal hosts
 *     are equal: names in lower case, addresses as {@link IpAddress} writes them
 * @param user the panel user that the token belongs to
 * @param token where its API token is kept
 * @param pin the one public key that it may show; without it the JVM's trust store decides
 * @param sso who may enter; without it {@link Defaults#ssoRestricted} decides
 * @param at where it was defined
 */
public record Server(
    String id,
    Optional<String> title,
    String panel,
    URI url,
    List<String> aliases,
    String user,
    SecretRef token,
    Optional<KeyPin> pin,
    Optional<Sso> sso,
    Place at) {
  public Server {
    NameSyntax.requireId(id);
    requireNonNull(title, "title");
    checkArgument(NameSyntax.isWord(panel), "%s is not a panel", panel);
    checkArgument(isServerUrl(url), "a server's URL is https://host or https://host:port");
    aliases = aliases.stream().map(Server::requireAlias).toList();
    checkArgument(
        isPanelUser(user),
        "a panel user has 1 to 128 printable ASCII characters without space or colon");
    requireNonNull(token, "token");
    requireNonNull(pin, "pin");
    requireNonNull(sso, "sso");
    requireNonNull(at, "at");
  }

  /**
   * Returns whether {@code url} is {@code https://host} or {@code https://host:port}, a slash
   * allowed behind, and no more.
   */
  public static boolean isServerUrl(URI url) {
    return "https".equals(url.getScheme())
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawQuery() == null
        && url.getRawFragment() == null
        && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
        && url.getPort() != 0
        && url.getPort() <= 65535;
  }

  /** Returns the same server with another rule for single sign-on. */
  public Server with(Sso rule) {
    return new Server(id, title, panel, url, aliases, user, token, pin, Optional.of(rule), at);
  }

  private static String requireAlias(String text) {
    return alias(text).orElseThrow(() -> new IllegalArgumentException(text + " is not a host"));
  }

  /**
   * Returns the host of {@code url} in the form of the aliases; empty if it has another form, such
   * as an address with a zone.
   */
  public Optional<String> host() {
    return HostText.ofUrl(url);
  }

  /**
   * Returns the alias that a text says, in the form in which aliases are kept; empty if it is not a
   * host name in ASCII or an address, without port, brackets or wildcard.
   */
  public static Optional<String> alias(String text) {
    return HostText.parse(text);
  }

  /**
   * Returns whether {@code text} can be the name of a panel's user: it goes into a header and a
   * form, so no space and no colon.
   */
  public static boolean isPanelUser(String text) {
    return !text.isEmpty()
        && text.length() <= NameSyntax.MAX_LENGTH
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':');
  }

  /**
   * The rule for entering a server by single sign-on: which roles, and as which panel user.
   *
   * @param restricted to the roles; false: open to all who hold {@code connect.use} or {@code
   *     server.configure}
   * @param roles with {@code restricted} alone; none: nobody
   * @param as the panel user whose session is opened where no role says otherwise; without it the
   *     server's {@code user}
   * @param requires conditions on every way in
   * @param at where it was written
   */
  public record Sso(
      boolean restricted,
      List<SsoRole> roles,
      Optional<String> as,
      List<Condition> requires,
      Place at) {
    public Sso {
      roles = List.copyOf(roles);
      requires = ConditionOrder.inOrder(requires);
      checkArgument(
          restricted || roles.isEmpty(), "roles have no effect on an unrestricted server");
      as.ifPresent(user -> checkArgument(isPanelUser(user), "%s is not a panel user", user));
      requireNonNull(at, "at");
    }
  }

  /**
   * A role that may enter a restricted server.
   *
   * @param role the role
   * @param as the panel user whose session is opened for it
   */
  public record SsoRole(NameRef role, Optional<String> as) {
    public SsoRole {
      requireNonNull(role, "role");
      as.ifPresent(user -> checkArgument(isPanelUser(user), "%s is not a panel user", user));
    }
  }
}
