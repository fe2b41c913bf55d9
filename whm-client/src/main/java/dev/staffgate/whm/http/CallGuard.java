package dev.staffgate.whm.http;

import com.google.common.base.Ticker;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.whm.call.CallFailureFactory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/**
 * What stands between a call and the server: whether the server is left alone ({@link Circuit}),
 * whose turn it is ({@link Turns}), one time for all of it, and a second try of what only reads.
 *
 * <p>A second try is made after a pause of a tenth to four tenths of a second, once, if what went
 * wrong may pass; never of what changes something, and never after a refusal.
 */
public final class CallGuard {
  private static final int MOST_SERVERS = 10_000;
  private static final Duration FORGOTTEN = Duration.ofHours(1);
  private static final Duration LEAST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

  private final Transport transport;
  private final Timeouts timeouts;
  private final Turns turns;
  private final LoadingCache<Peer, Gate> gates;
  private final FailsafeExecutor<Object> again;
  private final FailsafeExecutor<Object> againUnlessSentTwice;

  /**
   * A server, as it is reached and trusted: with another pin it is another one.
   *
   * @param mayBeLocal whether its name may lead to this machine or its link
   */
  public record Peer(ServerAddress address, ServerTrust.Basis basis, boolean mayBeLocal) {}

  /** What is kept of a server. */
  private record Gate(Circuit circuit, Semaphore line) {}

  public CallGuard(Transport transport, Timeouts timeouts, Limits limits, Ticker ticker) {
    this.transport = transport;
    this.timeouts = timeouts;
    this.turns = new Turns(limits);
    this.gates =
        CacheBuilder.newBuilder()
            .maximumSize(MOST_SERVERS)
            .expireAfterAccess(FORGOTTEN)
            .ticker(ticker)
            .build(
                CacheLoader.from(
                    peer ->
                        new Gate(new Circuit(peer.address(), limits, ticker), turns.newLine())));
    this.again = retrying(CallGuard::mayPass);
    // The JDK's own client has sent a GET twice by then.
    this.againUnlessSentTwice =
        retrying(failure -> mayPass(failure) && failure.detail() != Detail.CONNECTION);
  }

  private FailsafeExecutor<Object> retrying(Predicate<PanelException> passing) {
    return Failsafe.with(
        RetryPolicy.builder()
            .handleIf(thrown -> thrown instanceof PanelException failure && passing.test(failure))
            .withMaxRetries(1)
            .withDelay(LEAST_PAUSE, LONGEST_PAUSE)
            .withMaxDuration(timeouts.total().multipliedBy(9).dividedBy(10))
            .build());
  }

  /** Whether a second try makes sense now; not where this side did not even send. */
  private static boolean mayPass(PanelException failure) {
    return failure.mayPass()
        && failure.detail() != Detail.TOO_MANY
        && failure.detail() != Detail.CIRCUIT_OPEN
        && !Thread.currentThread().isInterrupted();
  }

  /**
   * Makes a call.
   *
   * @param peer the server that it goes to
   * @throws PanelException if there is no result
   */
  public <T> T make(Exchange<T> exchange, Peer peer) {
    long end = System.nanoTime() + timeouts.total().toNanos();
    if (exchange.effect() == Effect.CHANGES) {
      return once(exchange, peer, end);
    }
    boolean get = exchange.request().method().equals("GET");
    try {
      return (get ? againUnlessSentTwice : again).get(() -> once(exchange, peer, end));
    } catch (FailsafeException interrupted) {
      throw exchange.failures().interrupted();
    }
  }

  private <T> T once(Exchange<T> exchange, Peer peer, long end) {
    Gate gate = gates.getUnchecked(peer);
    boolean inAnyCase = exchange.effect() == Effect.TESTS;
    if (!inAnyCase) {
      refuseIf(gate.circuit().look(), exchange);
    }
    try (Turns.Turn turn =
        turns.take(
            gate.line(), least(timeouts.turn(), left(end).dividedBy(2)), exchange.failures())) {
      if (!inAnyCase) {
        refuseIf(gate.circuit().enter(), exchange);
      }
      return sent(exchange, peer, gate.circuit(), turn, least(timeouts.request(), left(end)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw exchange.failures().interrupted();
    }
  }

  private <T> T sent(
      Exchange<T> exchange, Peer peer, Circuit circuit, Turns.Turn turn, Duration limit) {
    CallFailureFactory failures = exchange.failures();
    boolean told = false;
    try {
      Answer answer =
          transport.send(
              exchange.request(),
              peer.address(),
              peer.basis(),
              peer.mayBeLocal(),
              limit,
              turn::takesLong);
      T result = exchange.reader().apply(answer);
      circuit.succeeded();
      told = true;
      return result;
    } catch (InterruptedIOException e) {
      throw failures.interrupted();
    } catch (IOException e) {
      PanelException failure = TransportFailures.of(e, failures, timeouts, limit);
      tell(circuit, failure, failures);
      told = true;
      throw failure;
    } catch (PanelException failure) {
      tell(circuit, failure, failures);
      told = true;
      throw failure;
    } finally {
      if (!told) {
        circuit.undecided();
      }
    }
  }

  private static void tell(Circuit circuit, PanelException failure, CallFailureFactory failures) {
    if (Circuit.isSick(failure) && !failures.isInWords(failure)) {
      circuit.failed(failures.whatOf(failure));
    } else {
      circuit.succeeded();
    }
  }

  private static void refuseIf(Optional<Circuit.Pause> pause, Exchange<?> exchange) {
    if (pause.isPresent()) {
      throw exchange.failures().leftAlone(pause.get());
    }
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
