package dev.staffgate.whm.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.whm.api1.WhmPurposes;
import dev.staffgate.whm.transport.PanelTransport;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The three time-outs, each with its own message, and what may be set. */
class TransportFailureTranslatorTest {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration REQUEST = Duration.ofMillis(9500);
  private static final Duration TOTAL = Duration.ofSeconds(15);
  private static final ServerAddress WEB1 = new ServerAddress("web1.example", 2087);
  private static final CallPurpose PURPOSE = WhmPurposes.reading("root", "list-accts");

  private static PanelException of(IOException failure, Duration limit) {
    return of(failure, new CallTimeouts(CONNECT, REQUEST, TOTAL), limit);
  }

  private static PanelException of(IOException failure, CallTimeouts timeouts, Duration limit) {
    return TransportFailureTranslator.of(failure, PURPOSE, WEB1, timeouts, limit)
        .toException("web1", WEB1);
  }

  @Test
  void timeouts_connectRequestAndTotal_areToldApart() {
    assertThat(of(new HttpConnectTimeoutException("x"), REQUEST))
        .hasMessage(
            "server web1 (web1.example:2087): it could not be connected to within 5 s. Check that the"
                + " server is up and that its address is right; then try again.");
    assertThat(of(new HttpTimeoutException("x"), REQUEST))
        .hasMessage(
            "server web1 (web1.example:2087): it gave no whole answer within 9500 ms. Nothing was"
                + " changed; try again later.");
    assertThat(of(new HttpTimeoutException("x"), Duration.ofSeconds(3)))
        .hasMessage(
            "server web1 (web1.example:2087): it gave no whole answer before the 15 s of the whole call"
                + " were over. Nothing was changed; try again later.");
    assertThat(of(new HttpTimeoutException("x"), REQUEST).detail()).isEqualTo(Detail.TIMEOUT);
  }

  @Test
  void timeouts_requestNoShorterThanTotal_areOne() {
    CallTimeouts timeouts = new CallTimeouts(CONNECT, Duration.ofSeconds(60), TOTAL);

    assertThat(timeouts.request()).isEqualTo(TOTAL);
    assertThat(of(new HttpTimeoutException("x"), timeouts, TOTAL.minusNanos(1)))
        .hasMessageContaining("it gave no whole answer within 15 s.");
  }

  @Test
  void builder_valuesOutOfBounds_areRefused() {
    PanelTransport.Builder builder = PanelTransport.builder();
    Duration second = Duration.ofSeconds(1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.circuitBreaker(0, second))
        .withMessage("0 failures are not 1 to 1000");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.circuitBreaker(1001, second));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.circuitBreaker(1, Duration.ZERO))
        .withMessage("a pause of PT0S is not in 1 ms to 1 hour");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.circuitBreaker(1, Duration.ofMinutes(61)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.concurrency(0, 1))
        .withMessage("0 calls to a server are not 1 to 1000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.concurrency(2, 1))
        .withMessage("1 calls in all are not 2 to 10000");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.concurrency(1, 10_001));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.requestTimeout(Duration.ZERO));
  }
}
