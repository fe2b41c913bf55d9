package dev.staffgate.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.files.FileStamp;
import dev.staffgate.model.StaffAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that edits write, as others see them. */
class EditedFilesTest {
  private static final int EDITS = 25;

  @TempDir Path folder;
  private Path policy;

  @BeforeEach
  void write() throws IOException {
    policy =
        Files.writeString(folder.resolve("p.yaml"), "staffgate: 1\nstaff: { ann: {}, bob: {} }\n");
  }

  private int add(String prefix) throws IOException {
    int lost = 0;
    for (int i = 0; i < EDITS; i++) {
      StaffAccount account = StaffAccount.of(prefix + i);
      while (true) {
        try {
          PolicyEdit.of(policy).addStaff(account).apply().write();
          break;
        } catch (ConcurrentModificationException again) {
          lost++;
        }
      }
    }
    return lost;
  }

  @Test
  void write_byTwoAtOnce_losesNothing() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(2);
    List<Future<Integer>> results = new ArrayList<>();
    for (String prefix : List.of("a", "b")) {
      results.add(writers.submit(() -> add(prefix)));
    }
    for (Future<Integer> result : results) {
      assertThat(result.get(1, TimeUnit.MINUTES)).isNotNegative();
    }
    writers.shutdown();

    assertThat(PolicyFiles.load(policy).document().staff()).hasSize(2 + 2 * EDITS);
  }

  @Test
  void write_ofAShorterPolicy_isPlainlyRenamed() throws IOException {
    PolicyEdit.of(policy).removeStaff("bob").apply().write();

    assertThat(FileStamp.of(policy).orElseThrow().isChangedSinceWritten()).isTrue();
  }
}
