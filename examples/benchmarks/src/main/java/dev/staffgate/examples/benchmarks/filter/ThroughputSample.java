package dev.staffgate.examples.benchmarks.filter;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/**
 * A sample of a server under load for a short time.
 *
 * @param perSecond requests
 * @param bytes that all threads but those of the load have allocated for one request
 */
record ThroughputSample(double perSecond, double bytes) {
  private static final int THREADS = 2;
  private static final int CONNECTIONS = 8;
  private static final ThreadMXBean BEAN = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final ThreadFactory DAEMONS =
      work -> {
        Thread thread = new Thread(work, "load");
        thread.setDaemon(true);
        return thread;
      };

  /**
   * Asks again and again over connections that are kept: each thread writes to all of its own, then
   * reads from all. What is answered in another way than by the servlet ends the run.
   */
  static ThroughputSample of(BenchmarkServer server, byte[][] requests, int milliseconds) {
    ExecutorService load = Executors.newFixedThreadPool(THREADS, DAEMONS);
    try {
      Map<Long, Long> before = allocated();
      long start = System.nanoTime();
      long end = start + milliseconds * 1_000_000L;
      List<Callable<Long>> work = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        work.add(() -> askUntil(end, server.port(), requests));
      }
      long done = 0;
      for (Future<Long> one : load.invokeAll(work)) {
        done += one.get();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new ThroughputSample(done / seconds, (double) since(before) / done);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      load.shutdownNow();
    }
  }

  private static long askUntil(long end, int port, byte[][] requests) throws IOException {
    List<PersistentConnection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        connections.add(new PersistentConnection(port));
      }
      long done = 0;
      while (System.nanoTime() < end) {
        for (PersistentConnection connection : connections) {
          connection.send(requests[(int) (done++ % requests.length)]);
        }
        for (PersistentConnection connection : connections) {
          connection.expectAnswer();
        }
      }
      return done;
    } finally {
      for (PersistentConnection connection : connections) {
        connection.close();
      }
    }
  }

  /** Bytes by thread; threads of the load are left out. */
  private static Map<Long, Long> allocated() {
    Map<Long, Long> bytes = new HashMap<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!thread.getName().equals("load") && thread != Thread.currentThread()) {
        bytes.put(thread.getId(), BEAN.getThreadAllocatedBytes(thread.getId()));
      }
    }
    return bytes;
  }

  private static long since(Map<Long, Long> before) {
    long bytes = 0;
    for (Map.Entry<Long, Long> one : allocated().entrySet()) {
      bytes += one.getValue() - before.getOrDefault(one.getKey(), 0L);
    }
    return bytes;
  }
}
