package dev.staffgate.servlet.authzen;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Those who may ask. */
record CallerAuthenticator(List<AuthZenCaller> all) {
  private static final String SCHEME = "Bearer ";

  CallerAuthenticator {
    all = ImmutableList.copyOf(all);
  }

  /**
   * Returns the program that asks.
   *
   * @throws CallRefusedException if nobody is known by what came
   */
  AuthZenCaller of(AuthZenCall call) throws CallRefusedException {
    return byKey(call.header("Authorization"))
        .or(() -> call.principal().flatMap(this::byPrincipal))
        .orElseThrow(
            () -> new CallRefusedException(401, "the call has no API key, or one that nobody has"));
  }

  /** Looks at all keys, whichever fits. */
  private Optional<AuthZenCaller> byKey(List<String> headers) {
    if (headers.size() != 1 || !headers.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String key = headers.get(0).substring(SCHEME.length()).strip();
    if (key.length() > AuthZenCaller.MAX_KEY) {
      return Optional.empty();
    }
    byte[] digest = AuthZenCaller.digest(key);
    @Nullable AuthZenCaller found = null;
    for (AuthZenCaller caller : all) {
      found = caller.hasKey(digest) ? caller : found;
    }
    return Optional.ofNullable(found);
  }

  private Optional<AuthZenCaller> byPrincipal(String principal) {
    return all.stream().filter(caller -> caller.isPrincipal(principal)).findFirst();
  }
}
