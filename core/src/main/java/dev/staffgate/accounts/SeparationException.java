package dev.staffgate.accounts;

import dev.staffgate.decision.SeparationBreach;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Signals that a change is refused, since an account would break an {@code account} rule of {@code
 * separate}. Nothing was changed.
 */
public final class SeparationException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 10;

  private final transient List<SeparationBreach> breaches;

  SeparationException(List<SeparationBreach> breaches) {
    super(
        breaches.stream().limit(SHOWN).map(SeparationBreach::text).collect(Collectors.joining("; "))
            + (breaches.size() > SHOWN ? "; and others" : ""));
    this.breaches = List.copyOf(breaches);
  }

  /** Returns the breaches: account, rule and first instant of each; at most 100. */
  public List<SeparationBreach> breaches() {
    return breaches;
  }
}
