package dev.staffgate.examples.spring;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.panels.ConnectListener.Call;
import dev.staffgate.panels.ConnectListener.Operation;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each server has its own timer for each outcome. */
class ConnectMetricsTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ConnectMetrics metrics = new ConnectMetrics(meters);

  private static Call call(String server, int milliseconds) {
    return new Call(
        server, "whm", Operation.OPEN, Duration.ofMillis(milliseconds), Optional.empty());
  }

  @Test
  void calls_toTwoServers_areTimedApart() {
    metrics.ended(call("web1", 30));
    metrics.ended(call("web1", 50));
    metrics.ended(call("web2", 700));

    Timer web1 =
        meters
            .get(ConnectMetrics.NAME)
            .tags("server", "web1", "panel", "whm", "operation", "open", "outcome", "ok")
            .timer();
    assertThat(web1.count()).isEqualTo(2);
    assertThat(web1.totalTime(MILLISECONDS)).isEqualTo(80);
    assertThat(meters.get(ConnectMetrics.NAME).tag("server", "web2").timer().count()).isEqualTo(1);
  }
}
