package dev.staffgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.network.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The contract of every {@link AuditSink}. */
abstract class AuditSinkContract {
  static final AuditEvent EVENT =
      AuditEvent.of(
              Instant.parse("2026-11-24T10:00:00Z"),
              AuditEvent.Type.SSO_OPENED,
              "bob",
              Optional.of(IpAddress.parse("203.0.113.7")))
          .with("server", "web1");

  /** Returns the sink under test; the same one each time. */
  abstract AuditSink sink();

  /** Returns what is kept, a record each. */
  abstract List<String> kept();

  @Test
  void append_severalEvents_keepsEachInOrder() {
    for (int i = 0; i < 3; i++) {
      sink().append(EVENT.with("number", "n" + i));
    }

    assertThat(kept()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(kept().get(i)).contains("n" + i, "sso-opened", "bob", "203.0.113.7", "web1");
    }
  }

  @Test
  void append_hostileTexts_cannotBeginARecordOrHide() {
    sink()
        .append(
            EVENT
                .with("x\n\"", "a\r\n{\"type\":\"forged\"}\0\u0085\u2028\u202e\u001b[2J\u007f{}")
                .with("y", "\uD83D\uDD11 \uDC00\uD800"));

    assertThat(kept()).hasSize(1);
    assertThat(kept().get(0).chars()).allMatch(c -> c >= 32 && c < 127);
  }

  @Test
  void append_byManyThreads_keepsEveryRecordWhole() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        all.add(threads.submit(() -> sink().append(EVENT)));
      }
      for (Future<?> one : all) {
        one.get(30, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(kept()).hasSize(200).allMatch(record -> record.equals(kept().get(0)));
  }

  @Test
  void append_byAnInterruptedThread_isKeptAndSoIsTheNext() {
    Thread.currentThread().interrupt();
    sink().append(EVENT);
    assertThat(Thread.interrupted()).isTrue();
    sink().append(EVENT);

    assertThat(kept()).hasSize(2);
  }
}
