package dev.staffgate.secrets;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Several sources of secrets as one. */
final class SecretsByScheme implements SecretSource {
  private final ImmutableMap<String, SecretSource> sources;

  private SecretsByScheme(Map<String, SecretSource> sources) {
    this.sources = ImmutableMap.copyOf(sources);
  }

  static SecretsByScheme of(SecretSource... sources) {
    Map<String, SecretSource> byScheme = new HashMap<>();
    for (SecretSource source : sources) {
      for (String scheme : source.schemes()) {
        SecretSource before = byScheme.put(scheme, source);
        checkArgument(before == null, "two sources of secrets have the scheme %s", scheme);
      }
    }
    return new SecretsByScheme(byScheme);
  }

  @Override
  public Set<String> schemes() {
    return sources.keySet();
  }

  @Override
  public Optional<Secret> find(SecretRef ref) {
    SecretSource source = sources.get(ref.scheme());
    return source == null ? Optional.empty() : source.find(ref);
  }
}
