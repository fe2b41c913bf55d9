package dev.staffgate.whm.http;

import com.google.common.base.Ticker;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/**
 * Makes calls: not while the server is left alone ({@link ServerCircuit}), not more at once than
 * allowed ({@link ConcurrencyLimiter}), within one time for all of it, and with a second try of
 * what only reads.
 *
 * <p>A second try is made after a pause of a tenth to four tenths of a second, once, if what went
 * wrong may pass; never of what changes something, and never after a refusal.
 */
public final class CallExecutor {
  private static final int MOST_SERVERS = 10_000;
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  /** Whoever waits for a session has waited for one call already. */
  private static final Duration TO_TAKE_BACK = Duration.ofSeconds(5);

  private static final Duration LEAST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

  private final HttpTransport transport;
  private final CallTimeouts timeouts;
  private final ConcurrencyLimiter slots;
  private final LoadingCache<Peer, ServerState> serverStates;
  private final FailsafeExecutor<Object> retry;
  private final FailsafeExecutor<Object> retryUnlessConnectionBroke;

  /**
   * A server, as it is reached and trusted: with another pin it is another one.
   *
   * @param mayBeLocal whether its name may lead to this machine or its link
   */
  public record Peer(ServerAddress address, ServerTrustManager.Basis basis, boolean mayBeLocal) {}

  /** The state of a server that is kept from call to call. */
  private record ServerState(ServerCircuit circuit, Semaphore slots) {}

  public CallExecutor(
      HttpTransport transport, CallTimeouts timeouts, CallLimits limits, Ticker ticker) {
    this.transport = transport;
    this.timeouts = timeouts;
    this.slots = new ConcurrencyLimiter(limits);
    this.serverStates =
        CacheBuilder.newBuilder()
            .maximumSize(MOST_SERVERS)
            .expireAfterAccess(FORGOTTEN)
            .ticker(ticker)
            .build(
                CacheLoader.from(
                    peer ->
                        new ServerState(
                            new ServerCircuit(peer.address(), limits, ticker),
                            slots.newServerSlots())));
    this.retry = retrying(CallExecutor::mayPass);
    // The JDK's own client has sent a GET twice by then.
    this.retryUnlessConnectionBroke =
        retrying(failure -> mayPass(failure) && failure.detail() != Detail.CONNECTION);
  }

  private FailsafeExecutor<Object> retrying(Predicate<CallFailure> passing) {
    return Failsafe.with(
        RetryPolicy.builder()
            .handleIf(
                thrown ->
                    thrown instanceof CallFailedException failed && passing.test(failed.failure()))
            .withMaxRetries(1)
            .withDelay(LEAST_PAUSE, LONGEST_PAUSE)
            .withMaxDuration(timeouts.total().multipliedBy(9).dividedBy(10))
            .build());
  }

  /** Returns whether a second try makes sense now; not where this side did not even send. */
  private static boolean mayPass(CallFailure failure) {
    return failure.mayPass()
        && failure.detail() != Detail.TOO_MANY
        && failure.detail() != Detail.CIRCUIT_OPEN
        && !Thread.currentThread().isInterrupted();
  }

  /**
   * Makes a call, within one time for all of it.
   *
   * @param peer the server that it goes to
   * @throws CallFailedException if the call failed
   */
  public <T> T execute(PreparedCall<T> call, Peer peer) {
    boolean takesBack = call.effect() == CallEffect.TAKES_BACK;
    Duration total = takesBack ? least(timeouts.total(), TO_TAKE_BACK) : timeouts.total();
    long end = System.nanoTime() + total.toNanos();
    if (takesBack || call.effect() == CallEffect.CHANGES) {
      return attempt(call, peer, end);
    }
    boolean get = call.request().method().equals("GET");
    try {
      return (get ? retryUnlessConnectionBroke : retry).get(() -> attempt(call, peer, end));
    } catch (FailsafeException interrupted) {
      throw interrupted();
    }
  }

  private <T> T attempt(PreparedCall<T> call, Peer peer, long end) {
    ServerState state = serverStates.getUnchecked(peer);
    boolean inAnyCase = call.effect() == CallEffect.TESTS;
    if (!inAnyCase) {
      requireNoPause(state.circuit().currentPause());
    }
    try (ConcurrencyLimiter.CallSlot slot =
        slots.acquire(state.slots(), least(timeouts.slotWait(), left(end).dividedBy(2)))) {
      if (!inAnyCase) {
        requireNoPause(state.circuit().tryEnter());
      }
      return sent(call, peer, state.circuit(), slot, least(timeouts.request(), left(end)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  private <T> T sent(
      PreparedCall<T> call,
      Peer peer,
      ServerCircuit circuit,
      ConcurrencyLimiter.CallSlot slot,
      Duration limit) {
    boolean told = false;
    try {
      HttpReply answer =
          transport.send(
              call.request(),
              peer.address(),
              peer.basis(),
              peer.mayBeLocal(),
              limit,
              slot::releaseSharedSlot);
      T result = call.reader().apply(answer);
      circuit.recordSuccess();
      told = true;
      return result;
    } catch (InterruptedIOException e) {
      throw interrupted();
    } catch (IOException e) {
      CallFailure failure =
          TransportFailureTranslator.of(e, call.purpose(), call.address(), timeouts, limit);
      recordOutcome(circuit, failure);
      told = true;
      throw new CallFailedException(failure);
    } catch (CallFailedException e) {
      recordOutcome(circuit, e.failure());
      told = true;
      throw e;
    } finally {
      if (!told) {
        circuit.recordUnknown();
      }
    }
  }

  private static void recordOutcome(ServerCircuit circuit, CallFailure failure) {
    if (ServerCircuit.countsAsFailure(failure)) {
      circuit.recordFailure(failure.seen());
    } else {
      circuit.recordSuccess();
    }
  }

  private static void requireNoPause(Optional<ServerCircuit.Pause> pause) {
    if (pause.isPresent()) {
      throw new CallFailedException(circuitOpen(pause.get()));
    }
  }

  private static CallFailure circuitOpen(ServerCircuit.Pause pause) {
    boolean trying = pause.left().isZero();
    return CallFailure.of(
        Kind.UNREACHABLE,
        Detail.CIRCUIT_OPEN,
        "%s, since %s calls in a row failed, the last one because %s"
            .formatted(
                trying ? "another call is trying it out" : "it is left alone for now",
                pause.failures(),
                pause.last()),
        trying
            ? "Nothing was sent; try again in a moment"
            : "Nothing was sent; try again in %s s, or have the server tested once it is mended"
                .formatted((pause.left().toMillis() + 999) / 1000));
  }

  private static CallFailedException interrupted() {
    return new CallFailedException(
        CallFailure.of(
            Kind.UNREACHABLE,
            Detail.TIMEOUT,
            "the wait for its answer was interrupted",
            "Try again"));
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
