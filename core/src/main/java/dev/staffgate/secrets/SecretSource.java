package dev.staffgate.secrets;

import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import java.util.Optional;
import java.util.Set;

/**
 * Where secrets come from: environment and files, or the program's own vault. Safe for any number
 * of threads.
 *
 * <p>It is asked each time a secret is needed, so a token that was exchanged is used at once.
 */
public interface SecretSource {
  /** The schemes that it answers, such as {@code env} and {@code file}. */
  Set<String> schemes();

  /**
   * Returns the secret, or nothing if there is none of that name. Whoever opens a session waits for
   * it, so an implementation answers within a few seconds or fails.
   *
   * @throws RuntimeException if the source cannot be asked; the message holds no secret
   */
  Optional<Secret> find(SecretRef ref);

  /**
   * Secrets from environment variables ({@code env:NAME}) and files ({@code file:PATH}, UTF-8, one
   * line, at most 64 KiB; white space around it is dropped).
   *
   * <p>A file has to be a regular one that not everybody may write, and its file system has to
   * answer within two seconds. One that everybody can read is used, and the log says so.
   */
  static SecretSource environmentAndFiles() {
    return new EnvironmentAndFiles(System::getenv);
  }

  /**
   * Several sources as one: each scheme is answered by the source that has it.
   *
   * @throws IllegalArgumentException if two have the same scheme
   */
  static SecretSource of(SecretSource... sources) {
    return SecretsByScheme.of(sources);
  }
}
