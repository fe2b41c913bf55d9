package dev.staffgate.state.jdbc;

import dev.staffgate.accounts.StaffDirectory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who are told of changed accounts of a database. Safe for any number of threads. */
final class AccountListeners {
  private static final Logger log = LoggerFactory.getLogger(AccountListeners.class);

  private final List<Registration> registered = new CopyOnWriteArrayList<>();

  /** One who is told; equal to no other, whoever it is that is told. */
  private static final class Registration {
    private final Consumer<String> changed;

    Registration(Consumer<String> changed) {
      this.changed = changed;
    }
  }

  StaffDirectory.Watch add(Consumer<String> changed) {
    Registration one = new Registration(changed);
    registered.add(one);
    return () -> registered.remove(one);
  }

  /** Tells all; what one of them throws is logged, and the others are told. */
  void tell(String staff) {
    for (Registration one : registered) {
      try {
        one.changed.accept(staff);
      } catch (RuntimeException e) {
        log.error("a listener failed on the change of {}", staff, e);
      }
    }
  }

  void clear() {
    registered.clear();
  }
}
