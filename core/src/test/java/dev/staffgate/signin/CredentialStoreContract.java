package dev.staffgate.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.staffgate.model.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of every {@link CredentialStore}. */
public abstract class CredentialStoreContract {
  protected static final Credentials FIRST = TestCredentials.enrolling("hash");

  protected static final Credentials NEXT = after(FIRST, "next");

  protected static final Credentials WITH_CODE_KEY =
      new Credentials(
          1,
          Optional.of(Secret.of("hash")),
          Optional.of(OneTimeCodeKey.of(SignInFixture.RFC_KEY, OneTimeCodeForm.STANDARD)),
          58_823_529,
          List.of(),
          Optional.empty());

  /** Returns credentials that replace others, with another hash. */
  protected static Credentials after(Credentials before, String hash) {
    return before.next().withPasswordHash(Secret.of(hash));
  }

  /** Returns a store on what the one before kept, as after a restart or on another node. */
  protected abstract CredentialStore store();

  @Test
  void find_ofNobody_isEmpty() {
    assertThat(store().find("bob")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("nastyIds")
  void replace_underATextThatIsNoId_isRefused(String text) {
    assertThat(store().replace("bob", FIRST)).isTrue();

    assertThat(store().find(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> store().replace(text, FIRST));
    assertThat(store().find("bob")).contains(FIRST);
  }

  static Stream<String> nastyIds() {
    return Stream.of(
        "",
        "b b",
        "no id\n",
        "bob'--",
        "' OR '1'='1",
        "b%",
        "\u202ebob",
        "\ud800",
        "bob\u0000",
        "x".repeat(1 << 20));
  }

  @Test
  void find_inAnotherLetterCase_isEmpty() {
    assertThat(store().replace("bob", FIRST)).isTrue();

    assertThat(store().find("Bob")).isEmpty();
  }

  @Test
  void replace_withTheNextVersion_isKeptWhole() {
    CredentialStore store = store();
    Credentials whole =
        new Credentials(
            2,
            Optional.empty(),
            Optional.of(
                OneTimeCodeKey.of(
                    SignInFixture.RFC_KEY,
                    new OneTimeCodeForm(OneTimeCodeForm.Algorithm.SHA512, 8))),
            58_823_529,
            List.of(Secret.of("a fingerprint"), Secret.of("another")),
            Optional.of(Instant.parse("2026-11-24T10:00:00.123Z")));

    assertThat(store.replace("bob", FIRST)).isTrue();
    assertThat(store.replace("bob", whole)).isTrue();
    assertThat(store.find("bob")).contains(whole);
    assertThat(store().find("bob")).contains(whole);
  }

  @Test
  void replace_withAnyOtherVersion_changesNothing() {
    CredentialStore store = store();

    assertThat(store.replace("bob", NEXT)).isFalse();
    assertThat(store.find("bob")).isEmpty();
    assertThat(store.replace("bob", FIRST)).isTrue();
    assertThat(store.replace("bob", TestCredentials.enrolling("other"))).isFalse();
    assertThat(store.find("bob")).contains(FIRST);
  }

  @Test
  void replace_onAnotherNode_isSeenHere() {
    CredentialStore here = store();
    CredentialStore there = store();

    assertThat(here.replace("bob", FIRST)).isTrue();
    assertThat(there.replace("bob", NEXT)).isTrue();
    assertThat(here.find("bob").orElseThrow().version()).isEqualTo(2);
    assertThat(here.replace("bob", NEXT)).isFalse();
  }

  @Test
  void replace_byFiftyOnTwoNodes_winsForOne() throws Exception {
    List<CredentialStore> nodes = List.of(store(), store());
    assertThat(nodes.get(0).replace("bob", FIRST)).isTrue();
    ExecutorService threads = Executors.newFixedThreadPool(50);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Boolean>> wins = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        CredentialStore node = nodes.get(i % 2);
        wins.add(
            threads.submit(
                () -> {
                  start.await();
                  return node.replace("bob", NEXT);
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
