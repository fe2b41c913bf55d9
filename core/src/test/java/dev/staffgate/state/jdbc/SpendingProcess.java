package dev.staffgate.state.jdbc;

import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import java.nio.file.Path;

/**
 * A program that opens a store, and spends one thing after the other from several threads, until it
 * is killed. It prints the name of each once it was spent.
 */
final class SpendingProcess {
  private SpendingProcess() {}

  /**
   * Runs.
   *
   * @param arguments the file, a prefix of the names, and the number of threads: 0 only holds the
   *     store open
   */
  public static void main(String... arguments) throws InterruptedException {
    JdbcStateStore store;
    try {
      store = JdbcStateStore.inFile(Path.of(arguments[0]));
    } catch (StateStoreException e) {
      System.out.println(e.kind() + " " + e.getMessage());
      return;
    }
    System.out.println("open");
    int threads = Integer.parseInt(arguments[2]);
    for (int i = 0; i < threads; i++) {
      String name = arguments[1] + "-" + i + "-";
      new Thread(() -> spend(store, name)).start();
    }
    Thread.currentThread().join(60_000);
    System.exit(1); // nobody killed it
  }

  private static void spend(StateStore store, String name) {
    for (int i = 0; i < 1_000_000; i++) {
      StateKey key = StateKey.of("spent", name + i);
      if (store.compareAndSet(StateWrite.create(key, StateValue.EMPTY).durably()).isPresent()) {
        System.out.println(name + i); // one write of the whole line: println is synchronized
      }
    }
  }
}
