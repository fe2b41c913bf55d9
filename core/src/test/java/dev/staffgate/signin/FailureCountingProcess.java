package dev.staffgate.signin;

import java.nio.file.Path;

/** A program of its own that counts failures of {@code bob} in a store: a file, how many. */
final class FailureCountingProcess {
  private FailureCountingProcess() {}

  public static void main(String[] args) {
    count(Path.of(args[0]), Integer.parseInt(args[1]));
  }

  static void count(Path file, int times) {
    FileCredentialStore store = FileCredentialStore.open(file);
    int counted = 0;
    while (counted < times) {
      Credentials before = store.find("bob").orElseThrow();
      counted += store.replace("bob", before.next().withLastStep(1)) ? 1 : 0;
    }
  }
}
