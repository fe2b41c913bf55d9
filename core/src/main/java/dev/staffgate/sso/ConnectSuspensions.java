package dev.staffgate.sso;

import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where single sign-on is switched off: everywhere, or for kinds of panels. Thread-safe. */
final class ConnectSuspensions {
  /** Stands for all panels; no panel is called so. */
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

  /** Why nobody enters a panel of this kind, if nobody does. */
  Optional<String> reason(String panel) {
    ImmutableMap<String, String> known = reasons;
    return Optional.ofNullable(known.get(ALL)).or(() -> Optional.ofNullable(known.get(panel)));
  }

  /** The reasons by kind of panel; {@link #ALL} for all. */
  Map<String, String> reasons() {
    return reasons;
  }
}
