package dev.staffgate.signin.hashing;

import dev.staffgate.signin.hashing.Argon2idPasswordHasher.Cost;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id, version 1.3 (RFC 9106). The one class that knows Bouncy Castle, which is optional. */
final class Argon2idFunction {
  private Argon2idFunction() {}

  /**
   * Loads the library.
   *
   * @throws NoClassDefFoundError if it is missing
   */
  static void load() {
    Argon2BytesGenerator unused = new Argon2BytesGenerator();
  }

  static byte[] derive(byte[] password, byte[] salt, Cost cost, int length) {
    Argon2Parameters.Builder parameters = parameters(cost).withSalt(salt);
    return derive(password, parameters, length);
  }

  /** Returns the parameters of a cost, to which a test vector adds a key and associated data. */
  static Argon2Parameters.Builder parameters(Cost cost) {
    return new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
        .withMemoryAsKB(cost.memoryKib())
        .withIterations(cost.passes())
        .withParallelism(cost.lanes());
  }

  static byte[] derive(byte[] password, Argon2Parameters.Builder parameters, int length) {
    Argon2Parameters made = parameters.build();
    try {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(made);
      byte[] hash = new byte[length];
      int unused = generator.generateBytes(password, hash);
      return hash;
    } finally {
      made.clear();
    }
  }
}
