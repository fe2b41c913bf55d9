package dev.staffgate.whm.tokens;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import dev.staffgate.model.Server;
import dev.staffgate.whm.tokens.TokenPosture.OfServer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks many servers, some at once, for a bounded time, on daemon threads that end with the report.
 * Whatever happens with one of them, all are in the report.
 */
final class PostureCollector {
  private static final Logger LOG = LoggerFactory.getLogger(PostureCollector.class);
  private static final ThreadFactory THREADS =
      new ThreadFactoryBuilder().setDaemon(true).setNameFormat("staffgate-posture-%d").build();

  private PostureCollector() {}

  static TokenPosture of(
      Collection<Server> servers, Function<Server, OfServer> check, PostureLimits limits) {
    List<Server> all = List.copyOf(servers);
    if (all.isEmpty()) {
      return new TokenPosture(List.of());
    }
    List<Callable<OfServer>> questions = new ArrayList<>();
    all.forEach(server -> questions.add(() -> check.apply(server)));
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.min(limits.atOnce(), all.size()), THREADS);
    List<OfServer> answers = new ArrayList<>();
    try {
      // What is not done by then is cancelled: its thread is interrupted, and with it its call.
      List<Future<OfServer>> asked =
          threads.invokeAll(questions, limits.time().toNanos(), TimeUnit.NANOSECONDS);
      for (int i = 0; i < all.size(); i++) {
        answers.add(answer(all.get(i), asked.get(i), limits));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      all.subList(answers.size(), all.size())
          .forEach(server -> answers.add(TokenInspector.unknown(server, "it was broken off")));
    } finally {
      threads.shutdownNow();
    }
    return new TokenPosture(answers);
  }

  /** Returns the answer, which is there: {@code invokeAll} waited for it, or cancelled it. */
  private static OfServer answer(Server server, Future<OfServer> asked, PostureLimits limits)
      throws InterruptedException {
    try {
      return asked.get();
    } catch (CancellationException late) {
      return TokenInspector.unknown(
          server,
          "it did not answer within the %d ms that the report over all servers may take"
              .formatted(limits.time().toMillis()));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      LOG.error("the tokens of server {} cannot be looked at", server.id(), cause);
      return TokenInspector.unknown(
          server, "looking at it failed (" + cause.getClass().getSimpleName() + ")");
    }
  }
}
