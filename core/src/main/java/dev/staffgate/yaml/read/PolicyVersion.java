package dev.staffgate.yaml.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The version of a policy: {@code sha256:} and the SHA-256 of its text in hexadecimal; with several
 * files, the SHA-256 of their sorted hashes, one a line.
 */
final class PolicyVersion {
  private PolicyVersion() {}

  static String of(List<SourceText> sources) {
    List<String> hashes = sources.stream().map(source -> hash(source.text())).sorted().toList();
    return "sha256:"
        + (hashes.size() == 1 ? hashes.get(0) : hash(String.join("\n", hashes) + "\n"));
  }

  private static String hash(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(UTF_8)));
  }

  /** Returns the JDK's own: Guava's would load a dozen classes more with the first policy. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
