package dev.staffgate.sso;

import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The suspensions of single sign-on: for all panels, or for kinds of panels. Thread-safe. */
final class ConnectSuspensions {
  /** A key that stands for all panels; a kind of panel is never empty. */
  static final String ALL = "";

  private volatile ImmutableMap<String, String> reasons;

  ConnectSuspensions(Map<String, String> reasons) {
    this.reasons = ImmutableMap.copyOf(reasons);
  }

  synchronized void suspend(String panel, String reason) {
    Map<String, String> more = new HashMap<>(reasons);
    more.put(panel, reason);
    reasons = ImmutableMap.copyOf(more);
  }

  synchronized void resume(String panel) {
    Map<String, String> fewer = new HashMap<>(reasons);
    fewer.remove(panel);
    reasons = ImmutableMap.copyOf(fewer);
  }

  /** Returns the reason why nobody enters panels of this kind, if they are suspended. */
  Optional<String> reason(String panel) {
    ImmutableMap<String, String> known = reasons;
    return Optional.ofNullable(known.get(ALL)).or(() -> Optional.ofNullable(known.get(panel)));
  }

  /** Returns the reasons by kind of panel; {@link #ALL} for all. */
  Map<String, String> reasons() {
    return reasons;
  }
}
