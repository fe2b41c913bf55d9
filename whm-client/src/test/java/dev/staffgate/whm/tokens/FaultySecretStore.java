package dev.staffgate.whm.tokens;

import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import dev.staffgate.secrets.SecretSink;
import dev.staffgate.secrets.SecretSource;
import java.util.Optional;
import java.util.Set;

/** A store of one token, that fails where it is told to. */
final class FaultySecretStore implements SecretSource, SecretSink {
  /** How it fails. */
  enum Fault {
    NONE,
    /** It refuses, and nothing changed. */
    REFUSES,
    /** It says that it failed, and has taken the secret nevertheless. */
    TAKES_AND_FAILS,
    /** The program is killed before anything changed. */
    KILLED_BEFORE,
    /** The program is killed once the secret is there. */
    KILLED_AFTER,
    /** It says that it has it, and has not. */
    FORGETS
  }

  /** The end of the program: nothing catches it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private Secret secret;
  private Fault fault = Fault.NONE;

  FaultySecretStore(Secret secret) {
    this.secret = secret;
  }

  void fail(Fault next) {
    fault = next;
  }

  @Override
  public Set<String> schemes() {
    return Set.of("env");
  }

  @Override
  public Optional<Secret> find(SecretRef ref) {
    return Optional.of(secret);
  }

  @Override
  public void replace(SecretRef ref, Secret next) {
    if (fault == Fault.KILLED_BEFORE) {
      throw new Killed();
    }
    if (fault == Fault.REFUSES) {
      throw new IllegalStateException("no room for " + next.revealToUse());
    }
    if (fault != Fault.FORGETS) {
      secret = next;
    }
    if (fault == Fault.KILLED_AFTER) {
      throw new Killed();
    }
    if (fault == Fault.TAKES_AND_FAILS) {
      throw new IllegalStateException("perhaps " + next.revealToUse());
    }
  }
}
