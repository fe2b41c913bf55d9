package dev.staffgate.examples.policytool.accounts;

import org.jspecify.annotations.Nullable;

/** A reason why nothing was done, in a sentence for whoever typed the command. */
public final class AccountsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AccountsException(String sentence) {
    this(sentence, null);
  }

  AccountsException(String sentence, @Nullable Exception cause) {
    super(sentence, cause);
  }
}
