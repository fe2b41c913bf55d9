package dev.staffgate.whm.fleet;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Looks on a thread of its own, ten times a second, what a run needs: the most of each. */
final class ResourceMonitor implements AutoCloseable {
  private static final long EVERY_MS = 100;

  /** Threads of the simulators, of this run and of the JVM, by how their names begin. */
  private static final List<String> NOT_OURS =
      List.of(
          ConcurrentCallers.NAME,
          "observer",
          "whm-simulator-",
          "HTTP-Dispatcher",
          "idle-timeout-task",
          "req-rsp-timeout-task",
          "main",
          "surefire",
          "junit",
          "Reference Handler",
          "Finalizer",
          "Signal Dispatcher",
          "Common-Cleaner",
          "Notification Thread",
          "Attach Listener",
          "process reaper");

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Most most = new Most(Map.of(), 0);

  /**
   * The most that was seen.
   *
   * @param threads of the library and whatever it uses, by the beginning of their names, when there
   *     were most of them
   * @param files open at a time
   */
  record Most(Map<String, Integer> threads, long files) {
    int allThreads() {
      return threads.values().stream().mapToInt(count -> count).sum();
    }
  }

  /** Begins. */
  ResourceMonitor() {
    Thread thread = new Thread(this::look, "observer");
    thread.setDaemon(true);
    thread.start();
  }

  Most most() {
    return most;
  }

  private void look() {
    try {
      while (!ended.await(EVERY_MS, TimeUnit.MILLISECONDS)) {
        Most now = new Most(threads(), files());
        most =
            new Most(
                now.allThreads() > most.allThreads() ? now.threads() : most.threads(),
                Math.max(now.files(), most.files()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, Integer> threads() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    Thread[] threads = new Thread[group.activeCount() + 256];
    int count = group.enumerate(threads);
    Map<String, Integer> names = new TreeMap<>();
    Stream.of(threads)
        .limit(count)
        .map(Thread::getName)
        .filter(name -> NOT_OURS.stream().noneMatch(name::startsWith))
        .forEach(name -> names.merge(name.replaceAll("[0-9]+", "N"), 1, Integer::sum));
    return names;
  }

  /** How many files and sockets this process has open. */
  static long files() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  /** What the heap holds after a collection, in bytes. */
  static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Override
  public void close() {
    ended.countDown();
  }
}
