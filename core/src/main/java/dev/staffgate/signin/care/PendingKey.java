package dev.staffgate.signin.care;

import dev.staffgate.model.Secret;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.OneTimeCodeForm;
import dev.staffgate.signin.OneTimeCodeKey;
import dev.staffgate.signin.attempts.StateLines;
import java.util.Optional;

/**
 * A new key that awaits its first code.
 *
 * @param purpose what it is for
 * @param basis the fingerprint of the credentials that it was made for
 * @param password the hash of the password that is set along with it
 */
record PendingKey(
    Purpose purpose, String staff, String basis, Optional<Secret> password, OneTimeCodeKey key) {
  private static final String FORMAT = "1";

  /** The things that a new key is for. */
  enum Purpose {
    INVITATION,
    RESET,
    CHANGE
  }

  /** Returns the fingerprint of password and second factor. */
  static String basisOf(Credentials credentials) {
    return RandomTokens.fingerprint(
        credentials.passwordHash().map(Secret::revealToUse).orElse("")
            + "\n"
            + credentials.codeKey().map(key -> key.seed().revealToUse()).orElse(""));
  }

  /** Returns the text, of which the handle's fingerprint is a part. */
  String toText(String handle) {
    StringBuilder text = new StringBuilder("enrolment " + FORMAT + "\n");
    text.append("for ").append(purpose.name()).append(' ').append(staff);
    text.append(' ').append(handle).append(' ').append(basis).append('\n');
    password.ifPresent(
        hash ->
            text.append("password ").append(RandomTokens.toField(hash.revealToUse())).append('\n'));
    return text.append("key ")
        .append(key.seed().revealToUse())
        .append(' ')
        .append(key.form().algorithm().name())
        .append(' ')
        .append(key.form().digits())
        .append('\n')
        .toString();
  }

  /** Reads what has this handle; empty if it has another one. */
  static Optional<PendingKey> read(StateLines lines, String handle) {
    lines.requireFormat("enrolment", FORMAT);
    return lines.line(
        "for",
        one -> {
          Purpose purpose = Purpose.valueOf(one.text());
          String staff = one.text();
          boolean isIt = one.text().equals(handle);
          String basis = one.text();
          Optional<Secret> password =
              lines.isNext("password")
                  ? Optional.of(lines.line("password", PendingKey::password))
                  : Optional.empty();
          OneTimeCodeKey key = lines.line("key", PendingKey::key);
          return Optional.of(new PendingKey(purpose, staff, basis, password, key))
              .filter(any -> isIt);
        });
  }

  private static Secret password(StateLines.Fields fields) {
    return Secret.of(RandomTokens.ofField(fields.text()));
  }

  private static OneTimeCodeKey key(StateLines.Fields fields) {
    Secret seed = Secret.of(fields.text());
    OneTimeCodeForm.Algorithm algorithm = OneTimeCodeForm.Algorithm.valueOf(fields.text());
    return new OneTimeCodeKey(seed, new OneTimeCodeForm(algorithm, fields.count()));
  }
}
