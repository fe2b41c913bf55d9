package dev.staffgate.whm.tokens;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.whm.api1.WhmApiClient;
import dev.staffgate.whm.tokens.TokenPosture.Finding;
import dev.staffgate.whm.tokens.TokenPosture.OfServer;
import dev.staffgate.whm.tokens.TokenPosture.OfToken;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at the tokens of one server. */
final class TokenInspector {
  private TokenInspector() {}

  /** Returns the entry of a server that is not asked, or tells nothing. */
  static OfServer unknown(Server server, String why) {
    return new OfServer(server.id(), server.user(), List.of(), Optional.of(why));
  }

  static OfServer of(
      WhmTokens tokens, Server server, SecretSource source, PostureRules rules, Instant now) {
    if (!server.panel().equals(WhmApiClient.PANEL)) {
      return unknown(
          server,
          ("panels of the kind %s tell nothing of a token. Take it for one that may do all that %s"
                  + " may, and guard it like the password")
              .formatted(server.panel(), server.user()));
    }
    Optional<Secret> found;
    try {
      found = source.find(server.token());
    } catch (RuntimeException mayQuoteIt) {
      return unknown(server, "its token in " + server.token() + " cannot be read");
    }
    if (found.isEmpty()) {
      return unknown(server, "no token was found in " + server.token());
    }
    try {
      String own = tokens.own(server, found.get()).map(WhmToken::name).orElse("");
      List<OfToken> all =
          tokens.list(server, found.get()).stream()
              .map(token -> look(token, own, server, rules, now))
              .toList();
      return new OfServer(server.id(), server.user(), all, Optional.empty());
    } catch (PanelException failure) {
      return unknown(server, failure.getMessage());
    }
  }

  private static OfToken look(
      WhmToken token, String own, Server server, PostureRules rules, Instant now) {
    boolean inUse = token.name().equals(own);
    Set<Finding> findings = EnumSet.noneOf(Finding.class);
    if (rules
        .prefix()
        .filter(one -> new TokenNames(one).isLeftover(token.name(), own))
        .isPresent()) {
      findings.add(Finding.LEFT_BEHIND);
    }
    if (token.mayAll()) {
      findings.add(Finding.ALL_PRIVILEGES);
    } else if (inUse && !rules.needed().containsAll(token.privileges())) {
      findings.add(Finding.MORE_THAN_NEEDED);
    }
    if (inUse && !rules.needed().stream().allMatch(token::may)) {
      findings.add(Finding.LESS_THAN_NEEDED);
    }
    if (token.may(WhmToken.CREATE_USER_SESSION)) {
      findings.add(Finding.FREES_ITSELF);
    }
    if (server.user().equals("root")) {
      findings.add(Finding.OWNED_BY_ROOT);
    }
    token
        .expiresAt()
        .ifPresentOrElse(
            end -> {
              if (!end.isAfter(now)) {
                findings.add(Finding.EXPIRED);
              }
            },
            () -> findings.add(Finding.NO_EXPIRY));
    if (token.addresses().isEmpty()) {
      findings.add(Finding.NO_ADDRESSES);
    }
    token
        .created()
        .ifPresentOrElse(
            begin -> {
              if (begin.plus(rules.oldest()).isBefore(now)) {
                findings.add(Finding.OVERDUE);
              }
            },
            () -> findings.add(Finding.AGE_UNKNOWN));
    return new OfToken(token, inUse, List.copyOf(findings));
  }
}
