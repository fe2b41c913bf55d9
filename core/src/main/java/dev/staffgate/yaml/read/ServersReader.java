package dev.staffgate.yaml.read;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.Condition;
import dev.staffgate.model.KeyPin;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.SecretRef;
import dev.staffgate.model.Server;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.ConditionsReader.In;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads servers and who may enter them. */
final class ServersReader {
  private static final Set<String> TLS_KEYS = ImmutableSet.of("pin");
  private static final Set<String> ROLE_KEYS = ImmutableSet.of("role", "as");

  private static final Pattern HOST_OR_URL =
      Pattern.compile("((?:https://)?)([^\\p{Cntrl}/:?#@\\[\\]`]{1,253})((?::[0-9]{1,5})?)");

  private final ProblemCollector problems;
  private final ScalarReader values;
  private final ConditionsReader conditions;

  ServersReader(ProblemCollector problems, ScalarReader values, ConditionsReader conditions) {
    this.problems = problems;
    this.values = values;
    this.conditions = conditions;
  }

  Optional<Server> read(String id, Scalar key, YamlNode node) {
    Subject what = Subject.named("server", id);
    MappingFields fields = MappingFields.of(node, what, PolicyKeys.SERVER, problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<String> title = fields.text("title");
    Optional<String> panel = fields.requiredScalar("panel").flatMap(this::panel);
    Optional<URI> url = fields.requiredScalar("url").flatMap(this::url);
    List<String> aliases = new ArrayList<>();
    ListEntries seen = fields.distinct("aliases");
    for (Scalar scalar : fields.scalars("aliases")) {
      // The same host in other letters is the same.
      alias(scalar).filter(alias -> seen.add(alias, scalar)).ifPresent(aliases::add);
    }
    Optional<String> user = fields.requiredScalar("user").flatMap(this::panelUser);
    Optional<SecretRef> token =
        fields.requiredScalar("token").flatMap(scalar -> token(scalar, what));
    Optional<KeyPin> pin = pin(fields.node("tls"), what);
    YamlNode ssoNode = fields.node("sso");
    Optional<Server.Sso> sso = ssoNode == null ? Optional.empty() : sso(ssoNode, what.key("sso"));
    fields.refuseOthers();
    boolean whole =
        panel.isPresent()
            && url.isPresent()
            && user.isPresent()
            && token.isPresent()
            && (ssoNode == null || sso.isPresent());
    return whole
        ? Optional.of(
            new Server(
                id,
                title,
                panel.get(),
                url.get(),
                aliases,
                user.get(),
                token.get(),
                pin,
                sso,
                key.at()))
        : Optional.empty();
  }

  private Optional<String> panel(Scalar scalar) {
    if (NameSyntax.isWord(scalar.text())) {
      return Optional.of(scalar.text());
    }
    problems.report(
        scalar.at(),
        "bad-panel",
        "`" + VisibleText.excerpt(scalar.text()) + "` is not a panel",
        "a panel is a lower-case word",
        "write `whm`, `plesk`, `directadmin`, `virtualmin`, or a name that the program registers");
    return Optional.empty();
  }

  private Optional<URI> url(Scalar scalar) {
    try {
      URI url = new URI(scalar.text());
      if (Server.isServerUrl(url)) {
        return Optional.of(url);
      }
    } catch (URISyntaxException notUrl) {
      // Told below, like every other text that is not the URL of a server.
    }
    boolean mayHoldPassword = scalar.text().indexOf('@') >= 0;
    if (mayHoldPassword) {
      problems.hide(scalar.at(), scalar.lastLine());
    }
    problems.report(
        scalar.at(),
        "bad-url",
        mayHoldPassword
            ? "a URL with a user in it"
            : "`" + VisibleText.excerpt(scalar.text()) + "` is not the URL of a server",
        "a server is reached over TLS alone: https, a host in ASCII, perhaps a port, and nothing"
            + " behind",
        inAscii(scalar.text())
            .map(url -> "write `" + url + "`")
            .orElse("write for example `https://web1.example.net:2087`"));
    return Optional.empty();
  }

  private Optional<String> alias(Scalar scalar) {
    Optional<String> alias = Server.alias(scalar.text());
    if (alias.isPresent()) {
      return alias;
    }
    problems.report(
        scalar.at(),
        "bad-alias",
        "`" + VisibleText.excerpt(scalar.text()) + "` is not an alias of a server",
        "an alias is a host name in ASCII or an address: no port, no brackets, no wildcard",
        inAscii(scalar.text())
            .flatMap(Server::alias)
            .map(host -> "write `" + host + "`")
            .orElse("write for example `whm1.example.net`"));
    return Optional.empty();
  }

  /** Returns a host, or a URL of one, in ASCII if it is not and has such a form. */
  private static Optional<String> inAscii(String text) {
    Matcher parts = HOST_OR_URL.matcher(text);
    if (!parts.matches() || parts.group(2).chars().allMatch(c -> c < 0x80)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          parts.group(1) + IDN.toASCII(parts.group(2)).toLowerCase(Locale.ROOT) + parts.group(3));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private Optional<String> panelUser(Scalar scalar) {
    if (Server.isPanelUser(scalar.text())) {
      return Optional.of(scalar.text());
    }
    problems.report(
        scalar.at(),
        "bad-panel-user",
        "`" + VisibleText.excerpt(scalar.text()) + "` is not a panel user",
        "a panel user has 1 to 128 printable ASCII characters, no space and no colon",
        "write the name as the panel does");
    return Optional.empty();
  }

  /** Reads a reference to a token. Never quotes the text: it may be the token itself. */
  private Optional<SecretRef> token(Scalar scalar, Subject what) {
    String text = scalar.text();
    int colon = text.indexOf(':');
    boolean isReference =
        colon > 0 && NameSyntax.isWord(text.substring(0, colon)) && colon < text.length() - 1;
    if (isReference && isName(text.substring(colon + 1))) {
      return Optional.of(new SecretRef(text.substring(0, colon), text.substring(colon + 1)));
    }
    problems.hide(scalar.at(), scalar.lastLine());
    problems.report(
        scalar.at(),
        "secret-in-clear",
        "the token of " + what + " is not a reference to where it is kept",
        "a policy is read, copied and kept by many; a token in it is no longer a secret",
        "write `env:NAME` or `file:PATH`; if this was the token itself, replace it on the server as"
            + " well");
    return Optional.empty();
  }

  private static boolean isName(String text) {
    return text.length() <= 1024 && text.chars().noneMatch(c -> c < ' ' || c == 0x7f);
  }

  private Optional<KeyPin> pin(@Nullable YamlNode node, Subject what) {
    if (node == null) {
      return Optional.empty();
    }
    MappingFields fields = MappingFields.of(node, what.key("tls"), TLS_KEYS, problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<Scalar> pin = fields.requiredScalar("pin");
    fields.refuseOthers();
    if (pin.isPresent() && !KeyPin.isPin(pin.get().text())) {
      problems.report(
          pin.get().at(),
          "bad-pin",
          "`" + VisibleText.excerpt(pin.get().text()) + "` is not a pin",
          "a pin is `sha256/` and, in Base64, the SHA-256 of the certificate's public key: 44"
              + " characters",
          "copy it whole; the message of a refused connection tells the pin that the server has");
      return Optional.empty();
    }
    return pin.map(scalar -> new KeyPin(scalar.text()));
  }

  private Optional<Server.Sso> sso(YamlNode node, Subject what) {
    MappingFields fields = MappingFields.of(node, what, PolicyKeys.SSO, problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<Boolean> restricted =
        fields.requiredScalar("access").flatMap(scalar -> restricted(scalar, problems));
    YamlNode rolesNode = fields.node("roles");
    List<Server.SsoRole> roles = new ArrayList<>();
    ListEntries seen = fields.distinct("roles");
    for (YamlNode item : fields.list("roles")) {
      int before = problems.count();
      Optional<Server.SsoRole> role = role(item, what.key("roles").part("an item"));
      if (role.isPresent() && (!seen.isWhole(before) || isFirst(role.get(), item, seen))) {
        roles.add(role.get());
      }
    }
    Optional<String> as = fields.scalar("as").flatMap(this::panelUser);
    List<Condition> requires =
        conditions.requires(fields.node("requires"), what.key("requires"), In.REQUIRES);
    fields.refuseOthers();
    if (restricted.isPresent() && !restricted.get() && rolesNode != null) {
      problems.report(
          rolesNode.at(),
          "roles-without-restriction",
          "`roles` in " + what + ", which is unrestricted",
          "the list would have no effect, and the server would be open to all who may connect",
          "write `access: restricted`, or take the list out");
      return Optional.empty();
    }
    return restricted.map(is -> new Server.Sso(is, roles, as, requires, node.at()));
  }

  /** Returns whether a role stands for the first time as this panel user; under two it may. */
  private static boolean isFirst(Server.SsoRole role, YamlNode item, ListEntries seen) {
    return seen.add(
        List.of(role.role().id(), role.as()), "role `" + role.role().id() + "`", item.at());
  }

  /** Reads {@code restricted} or {@code unrestricted}. */
  static Optional<Boolean> restricted(Scalar scalar, ProblemCollector problems) {
    return switch (scalar.text()) {
      case "restricted" -> Optional.of(true);
      case "unrestricted" -> Optional.of(false);
      default -> {
        problems.report(
            scalar.at(),
            "bad-access",
            "`" + VisibleText.excerpt(scalar.text()) + "` is not a kind of access",
            "a server is open to all who may connect, or to listed roles alone",
            "write `restricted` or `unrestricted`");
        yield Optional.empty();
      }
    };
  }

  private Optional<Server.SsoRole> role(YamlNode node, Subject what) {
    if (node instanceof Scalar scalar) {
      return values.ref(scalar, "role").map(ref -> new Server.SsoRole(ref, Optional.empty()));
    }
    MappingFields fields = MappingFields.of(node, what, ROLE_KEYS, problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<NameRef> role =
        fields.requiredScalar("role").flatMap(scalar -> values.ref(scalar, "role"));
    Optional<String> as = fields.scalar("as").flatMap(this::panelUser);
    fields.refuseOthers();
    return role.map(ref -> new Server.SsoRole(ref, as));
  }
}
