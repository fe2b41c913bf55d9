package dev.staffgate.secrets;

import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;

/**
 * Where a new secret takes the place of an old one: the program's vault, or a store of this
 * library's. Safe for any number of threads.
 */
public interface SecretSink {
  /**
   * Puts a secret in the place of the one of that name, or where there was none. It is there as a
   * whole or not at all, and once this returns a {@link SecretSource} over the same store finds it,
   * after a crash too.
   *
   * @throws RuntimeException if it may not be there; the message holds no secret
   */
  void replace(SecretRef ref, Secret secret);
}
