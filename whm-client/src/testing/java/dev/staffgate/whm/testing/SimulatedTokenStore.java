package dev.staffgate.whm.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.model.Secret;
import dev.staffgate.network.Cidr;
import dev.staffgate.network.IpAddress;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The API tokens of a simulated WHM, by owner and name. Safe for any number of threads. */
final class SimulatedTokenStore {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int LENGTH = 32;

  private final Map<String, SimulatedToken> tokens = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();

  void put(SimulatedToken token) {
    tokens.put(key(token.owner(), token.name()), token);
  }

  /** Adds a token; returns whether its name was free. */
  boolean putIfAbsent(SimulatedToken token) {
    return tokens.putIfAbsent(key(token.owner(), token.name()), token) == null;
  }

  /** Removes a token; succeeds if it does not exist, as WHM does. */
  void remove(String owner, String name) {
    tokens.remove(key(owner, name));
  }

  List<SimulatedToken> of(String owner) {
    return tokens.values().stream()
        .filter(token -> token.owner().equals(owner))
        .sorted(Comparator.comparing(SimulatedToken::name))
        .toList();
  }

  Optional<SimulatedToken> bySecret(String owner, String text) {
    return tokens.values().stream()
        .filter(token -> token.owner().equals(owner) && same(token.secret().revealToUse(), text))
        .findFirst();
  }

  /** Returns the user who calls with this header from there, if that is accepted. */
  Optional<SimulatedToken> caller(String authorization, IpAddress from, Instant now) {
    String[] parts = authorization.split("[ :]", 3);
    if (parts.length != 3 || !parts[0].equalsIgnoreCase("whm")) {
      return Optional.empty();
    }
    return bySecret(parts[1], parts[2])
        .filter(token -> token.expiresAt().map(now::isBefore).orElse(true))
        .filter(token -> token.addresses().isEmpty() || within(token.addresses(), from));
  }

  private static boolean within(Collection<String> networks, IpAddress address) {
    return networks.stream()
        .anyMatch(
            one ->
                one.contains("/")
                    ? Cidr.parse(one).contains(address)
                    : IpAddress.parse(one).equals(address));
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }

  Secret newSecret() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return Secret.of(text.toString());
  }

  private static String key(String owner, String name) {
    return owner + ":" + name;
  }
}
