package dev.staffgate.panels;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * Is told of each call to a panel: for metrics. Called on the thread that called the panel, after
 * the call; it returns soon. What it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface ConnectListener {
  /** A call has ended. */
  void ended(Call call);

  /**
   * A call to a panel.
   *
   * @param server the server's id
   * @param panel the kind of its panel
   * @param operation what was asked
   * @param took how long it took, waiting for a free place included
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

    /** {@code ok}, or the kind of the failure: a closed set, fit for a label of a metric. */
    public String outcome() {
      return failure.map(one -> one.kind().text()).orElse("ok");
    }
  }

  /** What a panel is asked for. */
  enum Operation {
    /** Open a session. */
    OPEN("open"),
    /** Test a server. */
    TEST("test"),
    /** Revoke an entry. */
    REVOKE("revoke");

    private final String text;

    Operation(String text) {
      this.text = text;
    }

    /** The word: lower case. */
    public String text() {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
