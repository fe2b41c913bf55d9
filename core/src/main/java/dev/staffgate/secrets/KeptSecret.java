package dev.staffgate.secrets;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.Secret;
import java.util.Optional;

/**
 * A secret as a store keeps it under its seal, or what is left of one that was destroyed.
 *
 * @param entry its name and instants
 * @param secret the secret, unless it was destroyed
 */
public record KeptSecret(SecretStore.Entry entry, Optional<Secret> secret) {
  public KeptSecret {
    requireNonNull(entry, "entry");
    requireNonNull(secret, "secret");
    checkArgument(NameSyntax.isId(entry.name()), "a secret is kept under an id");
    checkArgument(
        secret.isPresent() == entry.retiredAt().isEmpty(), "a secret is kept until it is retired");
  }
}
