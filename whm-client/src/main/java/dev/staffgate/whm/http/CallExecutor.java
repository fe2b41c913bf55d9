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
 * What stands between a call and the server: whether the server is left alone ({@link
 * ServerCircuit}), whose turn it is ({@link ConcurrencyLimiter}), one time for all of it, and a
 * second try of what only reads.
 *
 * <p>A second try is made after a pause of a tenth to four tenths of a second, once, if what went
 * wrong may pass; never of what changes something, and never after a refusal.
 */
public final class CallExecutor {
  private static final int MOST_SERVERS = 10_000;
  private static final Duration FORGOTTEN = Duration.ofHours(1);
  private static final Duration LEAST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

  private final HttpTransport transport;
  private final CallTimeouts timeouts;
  private final ConcurrencyLimiter turns;
  private final LoadingCache<Peer, Gate> gates;
  private final FailsafeExecutor<Object> again;
  private final FailsafeExecutor<Object> againUnlessSentTwice;

  /**
   * A server, as it is reached and trusted: with another pin it is another one.
   *
   * @param mayBeLocal whether its name may lead to this machine or its link
   */
  public record Peer(ServerAddress address, ServerTrustManager.Basis basis, boolean mayBeLocal) {}

  /** What is kept of a server. */
  private record Gate(ServerCircuit circuit, Semaphore line) {}

  public CallExecutor(
      HttpTransport transport, CallTimeouts timeouts, CallLimits limits, Ticker ticker) {
    this.transport = transport;
    this.timeouts = timeouts;
    this.turns = new ConcurrencyLimiter(limits);
    this.gates =
        CacheBuilder.newBuilder()
            .maximumSize(MOST_SERVERS)
            .expireAfterAccess(FORGOTTEN)
            .ticker(ticker)
            .build(
                CacheLoader.from(
                    peer ->
                        new Gate(
                            new ServerCircuit(peer.address(), limits, ticker), turns.newLine())));
    this.again = retrying(CallExecutor::mayPass);
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
  public <T> T execute(PreparedCall<T> exchange, Peer peer) {
    long end = System.nanoTime() + timeouts.total().toNanos();
    if (exchange.effect() == CallEffect.CHANGES) {
      return once(exchange, peer, end);
    }
    boolean get = exchange.request().method().equals("GET");
    try {
      return (get ? againUnlessSentTwice : again).get(() -> once(exchange, peer, end));
    } catch (FailsafeException interrupted) {
      throw exchange.failures().interrupted();
    }
  }

  private <T> T once(PreparedCall<T> exchange, Peer peer, long end) {
    Gate gate = gates.getUnchecked(peer);
    boolean inAnyCase = exchange.effect() == CallEffect.TESTS;
    if (!inAnyCase) {
      refuseIf(gate.circuit().look(), exchange);
    }
    try (ConcurrencyLimiter.Turn turn =
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
      PreparedCall<T> exchange,
      Peer peer,
      ServerCircuit circuit,
      ConcurrencyLimiter.Turn turn,
      Duration limit) {
    CallFailureFactory failures = exchange.failures();
    boolean told = false;
    try {
      HttpReply answer =
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
      PanelException failure = TransportFailureTranslator.of(e, failures, timeouts, limit);
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

  private static void tell(
      ServerCircuit circuit, PanelException failure, CallFailureFactory failures) {
    if (ServerCircuit.isSick(failure) && !failures.isInWords(failure)) {
      circuit.failed(failures.whatOf(failure));
    } else {
      circuit.succeeded();
    }
  }

  private static void refuseIf(Optional<ServerCircuit.Pause> pause, PreparedCall<?> exchange) {
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
