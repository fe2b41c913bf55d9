package dev.staffgate.state.jdbc;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.Secret;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.OneTimeCodeForm;
import dev.staffgate.signin.OneTimeCodeKey;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.text.VisibleText;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns of somebody's credentials, and their checksum: SHA-256 of all of them, so that a row
 * that was changed by hand is noticed, the last step too.
 *
 * @param recoveryCodes hashes, which have no line breaks
 */
record CredentialRow(
    String staff,
    Optional<Secret> passwordHash,
    Optional<OneTimeCodeKey> codeKey,
    long lastStep,
    List<Secret> recoveryCodes,
    Optional<Instant> enrolBefore,
    long version,
    String attempt) {
  static final String COLUMNS =
      "id, password_hash, code_seed, code_algorithm, code_digits, last_step, recovery_codes,"
          + " enrol_before, version, attempt, checksum";

  private static final int MAX_HASH = 4_000;
  private static final int MAX_CODES = 16_000;

  static CredentialRow of(String staff, Credentials credentials, String attempt) {
    CredentialRow row =
        new CredentialRow(
            staff,
            credentials.passwordHash(),
            credentials.codeKey(),
            credentials.lastStep(),
            credentials.recoveryCodes(),
            credentials.enrolBefore(),
            credentials.version(),
            attempt);
    checkArgument(
        row.passwordHash.filter(hash -> hash.revealToUse().length() > MAX_HASH).isEmpty(),
        "the hash of a password has more than %s characters",
        MAX_HASH);
    checkArgument(
        row.codesText().length() <= MAX_CODES,
        "the recovery codes have more than %s characters",
        MAX_CODES);
    checkArgument(
        row.recoveryCodes.stream().noneMatch(code -> code.revealToUse().indexOf('\n') >= 0),
        "a recovery code has a line break");
    return row;
  }

  Credentials credentials() {
    return new Credentials(version, passwordHash, codeKey, lastStep, recoveryCodes, enrolBefore);
  }

  /**
   * Reads the row at the cursor.
   *
   * @throws StateStoreException if it is not what was written; the message names the person
   */
  static CredentialRow read(ResultSet row, String table) throws SQLException {
    String staff = row.getString(1);
    String hash = row.getString(2);
    String seed = row.getString(3);
    String algorithm = row.getString(4);
    int digits = row.getInt(5);
    String codes = row.getString(7);
    CredentialRow read;
    try {
      read =
          new CredentialRow(
              staff,
              Optional.ofNullable(hash).map(Secret::of),
              Optional.ofNullable(seed).map(text -> key(text, algorithm, digits)),
              row.getLong(6),
              Splitter.on('\n').omitEmptyStrings().splitToStream(codes).map(Secret::of).toList(),
              Optional.ofNullable(row.getString(8)).map(Instant::parse),
              row.getLong(9),
              row.getString(10));
    } catch (IllegalArgumentException | NullPointerException | DateTimeException e) {
      throw corrupt(staff, table); // what was thrown may quote it
    }
    if (!NameSyntax.isId(staff) || !read.checksum().equals(row.getString(11))) {
      throw corrupt(staff, table);
    }
    return read;
  }

  private static OneTimeCodeKey key(String seed, String algorithm, int digits) {
    return new OneTimeCodeKey(
        Secret.of(seed), new OneTimeCodeForm(OneTimeCodeForm.Algorithm.valueOf(algorithm), digits));
  }

  private static StateStoreException corrupt(@Nullable String staff, String table) {
    return new StateStoreException(
        StateStoreException.Kind.CORRUPT,
        true,
        "the row of `"
            + VisibleText.excerpt(String.valueOf(staff))
            + "` in table "
            + table
            + " is not what was written: this person cannot sign in. Find out what changed it, then"
            + " restore a backup, or delete the row and give the person a new password",
        null);
  }

  /** Sets all columns but the id, from the first parameter on; returns the next. */
  int bind(PreparedStatement statement) throws SQLException {
    statement.setString(1, passwordHash.map(Secret::revealToUse).orElse(null));
    statement.setString(2, codeKey.map(key -> key.seed().revealToUse()).orElse(null));
    statement.setString(3, codeKey.map(key -> key.form().algorithm().name()).orElse(null));
    if (codeKey.isPresent()) {
      statement.setInt(4, codeKey.get().form().digits());
    } else {
      statement.setNull(4, Types.INTEGER);
    }
    statement.setLong(5, lastStep);
    statement.setString(6, codesText());
    statement.setString(7, enrolBefore.map(Instant::toString).orElse(null));
    statement.setLong(8, version);
    statement.setString(9, attempt);
    statement.setString(10, checksum());
    return 11;
  }

  private String codesText() {
    return recoveryCodes.stream().map(Secret::revealToUse).collect(Collectors.joining("\n"));
  }

  private String checksum() {
    Hasher hasher = Hashing.sha256().newHasher();
    put(hasher, staff);
    put(hasher, passwordHash.map(Secret::revealToUse).orElse(""));
    put(hasher, codeKey.map(key -> key.seed().revealToUse()).orElse(""));
    put(hasher, codeKey.map(key -> key.form().algorithm().name()).orElse(""));
    put(hasher, codesText());
    put(hasher, enrolBefore.map(Instant::toString).orElse(""));
    put(hasher, attempt);
    return hasher
        .putInt(codeKey.map(key -> key.form().digits()).orElse(0))
        .putLong(lastStep)
        .putLong(version)
        .hash()
        .toString();
  }

  private static void put(Hasher hasher, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Hasher unused = hasher.putInt(bytes.length).putBytes(bytes);
  }
}
