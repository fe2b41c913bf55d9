package dev.staffgate.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.staffgate.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The contract of every {@link CredentialStore}. */
abstract class CredentialStoreContract {
  private static final Credentials FIRST = TestCredentials.enrolling("hash");

  /** Returns a store on what the one before kept, as after a restart or on another node. */
  abstract CredentialStore store();

  @Test
  void find_ofNobody_isEmpty() {
    assertThat(store().find("bob")).isEmpty();
    assertThat(store().find("no id\n")).isEmpty();
  }

  @Test
  void replace_withTheNextVersion_isKeptWhole() {
    CredentialStore store = store();
    Credentials whole =
        new Credentials(
            2,
            Optional.of(Secret.of("another hash")),
            Optional.of(SignInFixture.key(SignInFixture.RFC_KEY)),
            59_000_000,
            List.of(),
            Optional.empty());

    assertThat(store.replace("bob", FIRST)).isTrue();
    assertThat(store.replace("bob", whole)).isTrue();
    assertThat(store.find("bob")).contains(whole);
    assertThat(store().find("bob")).contains(whole);
  }

  @Test
  void replace_withAnyOtherVersion_changesNothing() {
    CredentialStore store = store();

    assertThat(store.replace("bob", FIRST.next().withLastStep(1))).isFalse();
    assertThat(store.find("bob")).isEmpty();
    assertThat(store.replace("bob", FIRST)).isTrue();
    assertThat(store.replace("bob", TestCredentials.enrolling("other"))).isFalse();
    assertThat(store.find("bob")).contains(FIRST);
  }

  @Test
  void replace_underAnIllegalId_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> store().replace("b b", FIRST));
  }

  @Test
  void replace_onAnotherNode_isSeenHere() {
    CredentialStore here = store();
    CredentialStore there = store();

    assertThat(here.replace("bob", FIRST)).isTrue();
    assertThat(there.replace("bob", FIRST.next().withLastStep(1))).isTrue();
    assertThat(here.find("bob").orElseThrow().lastStep()).isEqualTo(1);
    assertThat(here.replace("bob", FIRST.next().withLastStep(1))).isFalse();
  }

  @Test
  void replace_bySixteenOnTwoNodes_winsForOne() throws Exception {
    List<CredentialStore> nodes = List.of(store(), store());
    assertThat(nodes.get(0).replace("bob", FIRST)).isTrue();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Boolean>> wins = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        CredentialStore node = nodes.get(i % 2);
        wins.add(
            threads.submit(
                () -> {
                  start.await();
                  return node.replace("bob", FIRST.next().withLastStep(1));
                }));
      }
      start.countDown();
      int won = 0;
      for (Future<Boolean> win : wins) {
        won += win.get(30, TimeUnit.SECONDS) ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }
}
