package dev.staffgate.sso;

import dev.staffgate.model.SecretRef;
import java.nio.file.Path;

/** The words for a token that is not where the policy says: where that is, and what to do. */
final class MissingToken {
  private MissingToken() {}

  /** Returns the place and what to do, to complete "no token was found at"; without a full stop. */
  static String at(SecretRef place) {
    return place + mend(place) + ", or correct `token:` in the policy";
  }

  private static String mend(SecretRef place) {
    return switch (place.scheme()) {
      case "file" ->
          ": the file %s does not exist or is empty. Put the token there, alone on one line"
              .formatted(Path.of(place.name()).toAbsolutePath());
      case "env" ->
          ": this program's environment has no variable %s, or an empty one. Set it and start the program again"
              .formatted(place.name());
      default -> ". Add one first";
    };
  }
}
