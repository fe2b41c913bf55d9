package dev.staffgate.state.jdbc;

import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A program whose state lies on a small disk of its own, which is filled and then mended, or which
 * cannot be written at all. It prints what it sees, a line each.
 */
final class SmallDiskProcess {
  private static final int MOST = 2_000;

  private SmallDiskProcess() {}

  /**
   * Runs.
   *
   * @param arguments {@code full} or {@code read-only}, and a folder of the small disk
   */
  public static void main(String... arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[1]);
    if (arguments[0].equals("full")) {
      fill(folder);
    } else {
      write(folder.resolve("state"));
      mount("-o", "remount,ro", folder.toString());
      write(folder.resolve("state"));
      write(folder.resolve("other"));
      mount("-o", "remount,rw", folder.toString());
      write(folder.resolve("state"));
    }
  }

  private static void mount(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(arguments));
    System.out.println("mount " + new ProcessBuilder(command).inheritIO().start().waitFor());
  }

  private static void write(Path file) {
    try (StateStore store = JdbcStateStore.inFile(file)) {
      System.out.println(
          "opened "
              + store.compareAndSet(StateWrite.create(key("r"), StateValue.EMPTY)).isPresent());
    } catch (StateStoreException e) {
      System.out.println(e.kind() + " " + e.nothingDone() + " " + e.getMessage());
    }
  }

  private static void fill(Path folder) throws IOException {
    Path ballast = Files.write(folder.resolve("ballast"), new byte[1024 * 1024]);
    List<StateKey> kept = new ArrayList<>();
    try (JdbcStateStore store = JdbcStateStore.inFile(folder.resolve("state"))) {
      StateStoreException full = fill(store, kept);
      System.out.println(full.kind() + " " + full.getMessage());
      for (int i = 0; i < 3; i++) {
        try {
          System.out.println("still written " + create(store, key("still" + i)));
        } catch (StateStoreException e) {
          System.out.println("still " + e.kind());
        }
      }
      Files.delete(ballast);
      System.out.println("mended " + create(store, key("mended")));
      kept.add(key("mended"));
      System.out.println("lost " + kept.stream().filter(key -> store.get(key).isEmpty()).count());
      System.out.println("kept some " + (kept.size() > 20));
    }
    try (JdbcStateStore again = JdbcStateStore.inFile(folder.resolve("state"))) {
      System.out.println("lost " + kept.stream().filter(key -> again.get(key).isEmpty()).count());
    }
  }

  private static StateStoreException fill(StateStore store, List<StateKey> kept) {
    for (int i = 0; i < MOST; i++) {
      try {
        if (create(store, key("" + i))) {
          kept.add(key("" + i));
        }
      } catch (StateStoreException e) {
        return e;
      }
    }
    throw new IllegalStateException("the disk did not fill");
  }

  private static boolean create(StateStore store, StateKey key) {
    byte[] value = new byte[StateValue.MAX_BYTES];
    new Random(key.hashCode()).nextBytes(value);
    return store.compareAndSet(StateWrite.create(key, StateValue.of(value)).durably()).isPresent();
  }

  private static StateKey key(String name) {
    return StateKey.of("disk", name);
  }
}
