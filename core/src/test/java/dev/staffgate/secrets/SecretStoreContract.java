package dev.staffgate.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.fixtures.FakeSecretSource;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import dev.staffgate.secrets.SecretStore.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The promises of every encrypted store of secrets of this library. */
public abstract class SecretStoreContract {
  /** The place of the key. */
  protected static final SecretRef KEY = new SecretRef("env", "KEY");

  /** A key. */
  protected static final String KEY_TEXT = Base64.getEncoder().encodeToString(new byte[32]);

  /** The instant of the store's clock. */
  protected static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");

  /** The place of a secret. */
  protected static final SecretRef WEB1 = new SecretRef("store", "web1");

  /** Opens the store once more, as another program would. */
  protected abstract SecretStore open(SecretRef key, SecretSource keys);

  /** Opens it with the right key. */
  protected final SecretStore open() {
    return open(KEY, keys(KEY_TEXT));
  }

  /** Returns a source of this key. */
  protected static SecretSource keys(String key) {
    return FakeSecretSource.of(KEY.name(), Secret.of(key));
  }

  @Test
  void replace_newName_isFoundByThisStoreAndByAnother() {
    SecretStore other = open();

    open().replace(WEB1, Secret.of("TOKEN1"));

    assertThat(other.find(WEB1)).contains(Secret.of("TOKEN1"));
    assertThat(open().find(WEB1)).contains(Secret.of("TOKEN1"));
    assertThat(open().find(new SecretRef("store", "web2"))).isEmpty();
    assertThat(open().find(new SecretRef("env", "web1"))).isEmpty();
    assertThat(open().list()).containsExactly(new Entry("web1", NOW, Optional.empty()));
  }

  @Test
  void replace_namesThatDifferInLetterCaseOrAreLong_keepsEach() {
    SecretStore store = open();
    List<String> names = List.of("WEB1", "web1", "a".repeat(128), "a".repeat(127) + "b");
    names.forEach(name -> store.replace(new SecretRef("store", name), Secret.of("OF-" + name)));

    for (String name : names) {
      assertThat(open().find(new SecretRef("store", name))).contains(Secret.of("OF-" + name));
    }
    assertThat(open().list()).extracting(Entry::name).isSorted().hasSameElementsAs(names);
  }

  @Test
  void replace_ofTheLongestSecret_isFoundWhole() {
    Secret longest = Secret.of("\u0001".repeat(Secret.MAX_LENGTH));

    open().replace(WEB1, longest);

    assertThat(open().find(WEB1)).contains(longest);
  }

  @Test
  void retire_destroysTheSecretAndKeepsTheName() {
    SecretStore store = open();
    store.replace(WEB1, Secret.of("TOKEN1"));

    assertThat(store.retire("web1")).contains(Secret.of("TOKEN1"));

    assertThat(store.find(WEB1)).isEmpty();
    assertThat(store.retire("web1")).isEmpty();
    assertThat(store.retire("web2")).isEmpty();
    assertThat(open().list()).containsExactly(new Entry("web1", NOW, Optional.of(NOW)));
    store.replace(WEB1, Secret.of("TOKEN2"));
    assertThat(open().find(WEB1)).contains(Secret.of("TOKEN2"));
  }

  @Test
  void open_withAnotherKey_isRefused() {
    open().replace(WEB1, Secret.of("TOKEN1"));
    byte[] other = new byte[32];
    other[31] = 1;
    String key = Base64.getEncoder().encodeToString(other);

    assertThatThrownBy(() -> assertThat(open(KEY, keys(key))).isNull())
        .isInstanceOf(SecretStoreException.class)
        .hasMessageContaining("the key does not fit")
        .hasMessageContaining("env:KEY")
        .hasMessageNotContaining(key);
    assertThat(open().find(WEB1)).contains(Secret.of("TOKEN1"));
  }

  @Test
  void open_withSomethingThatIsNoKey_saysWhatOneIs() {
    assertThatThrownBy(() -> assertThat(open(KEY, keys("password"))).isNull())
        .isInstanceOf(SecretStoreException.class)
        .hasMessageContaining("32 random bytes")
        .hasMessageNotContaining("password");
    assertThatThrownBy(
            () -> assertThat(open(new SecretRef("env", "NONE"), keys(KEY_TEXT))).isNull())
        .isInstanceOf(SecretStoreException.class)
        .hasMessageContaining("env:NONE");
  }

  @Test
  void replace_outsideOfTheStore_isRefused() {
    SecretStore store = open();
    assertThatThrownBy(() -> store.replace(new SecretRef("env", "web1"), Secret.of("x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.replace(new SecretRef("store", "../web1"), Secret.of("x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(open().list()).isEmpty();
  }

  @Test
  void replace_byManyAtOnce_losesNone() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      SecretRef ref = new SecretRef("store", "s" + i);
      all.add(threads.submit(() -> open().replace(ref, Secret.of(ref.name()))));
    }
    for (Future<?> one : all) {
      assertThat(one.get(60, TimeUnit.SECONDS)).isNull();
    }
    threads.shutdown();

    SecretStore store = open();
    assertThat(store.list()).hasSize(40);
    assertThat(store.find(new SecretRef("store", "s39"))).contains(Secret.of("s39"));
  }

  @Test
  void retire_byManyAtOnce_givesTheSecretToOne() throws Exception {
    open().replace(WEB1, Secret.of("TOKEN1"));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Optional<Secret>>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(threads.submit(() -> open().retire("web1")));
    }
    int given = 0;
    for (Future<Optional<Secret>> one : all) {
      given += one.get(60, TimeUnit.SECONDS).isPresent() ? 1 : 0;
    }
    threads.shutdown();

    assertThat(given).isEqualTo(1);
  }

  @Test
  void texts_ofTheStore_holdNoSecret() {
    SecretStore store = open();
    store.replace(WEB1, Secret.of("TOKEN-IN-CLEAR"));

    assertThat(store.toString() + store.list()).doesNotContain("TOKEN-IN-CLEAR");
  }
}
