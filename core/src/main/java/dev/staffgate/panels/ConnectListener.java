package dev.staffgate.panels;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * A listener to calls of panels, for metrics. It is called after each call, on the thread that
 * called the panel, and must return soon. What it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface ConnectListener {
  /** Notes that a call has ended. */
  void ended(Call call);

  /**
   * A call to a panel.
   *
   * @param server the server's id
   * @param panel the kind of its panel
   * @param operation what the panel was asked for
   * @param took the duration, waiting for a free place included
   * @param failure the kind and the finer cause if it failed
   */
  record Call(
      String server,
      String panel,
      Operation operation,
      Duration took,
      Optional<PanelException> failure) {
    public Call {
      requireNonNull(server, "server");
      requireNonNull(panel, "panel");
      requireNonNull(operation, "operation");
      requireNonNull(took, "took");
      requireNonNull(failure, "failure");
    }

    /** Returns {@code ok} or the kind of the failure: a closed set, fit for a label of a metric. */
    public String outcome() {
      return failure.map(one -> one.kind().text()).orElse("ok");
    }
  }

  /** The operations of a panel. */
  enum Operation {
    /** Opens a session. */
    OPEN("open"),
    /** Tests a server. */
    TEST("test"),
    /** Revokes a session that was opened. */
    REVOKE("revoke");

    private final String text;

    Operation(String text) {
      this.text = text;
    }

    /** Returns the word, in lower case. */
    public String text() {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
