package dev.staffgate.examples.spring;

import dev.staffgate.panels.ConnectListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** A Micrometer timer of each server's panel: how long it takes to answer, and the outcome. */
final class ConnectMetrics implements ConnectListener {
  /** The name of the timer; its labels are {@code server}, {@code panel}, and what is below. */
  static final String NAME = "staffgate.connect";

  private final MeterRegistry meters;

  ConnectMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void ended(Call call) {
    Timer.builder(NAME)
        .description("Calls to the panels of servers")
        .tag("server", call.server())
        .tag("panel", call.panel())
        .tag("operation", call.operation().text())
        .tag("outcome", call.outcome())
        .register(meters)
        .record(call.took());
  }
}
