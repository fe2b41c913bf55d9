package dev.staffgate.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.model.PolicyException;
import dev.staffgate.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicySourceTest {
  private static final String GOOD = "staffgate: 1\nroles: { a: { grants: [client.view] } }\n";
  private static final String BETTER = "staffgate: 1\nroles: { b: { grants: [client.view] } }\n";

  @TempDir Path folder;

  @Test
  void change_good_comesIntoForceAndIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("policy.yaml"), GOOD);
    List<String> news = new ArrayList<>();
    try (PolicySource source =
        PolicySource.watching(List.of(file), LoadOptions.DEFAULT, Duration.ofDays(1))) {
      source.onChange(telling(news));
      Policy before = source.current();
      Files.writeString(file, BETTER);
      source.refresh();

      assertThat(source.current().document().roles()).containsOnlyKeys("b");
      assertThat(source.current().version()).isNotEqualTo(before.version());
      assertThat(news).containsExactly("loaded");
    }
  }

  @Test
  void change_broken_leavesTheOneBeforeInForceUntilItIsMended() throws IOException {
    Path file = Files.writeString(folder.resolve("policy.yaml"), GOOD);
    List<String> news = new ArrayList<>();
    try (PolicySource source =
        PolicySource.watching(List.of(file), LoadOptions.DEFAULT, Duration.ofDays(1))) {
      source.onChange(telling(news));
      Policy before = source.current();
      Files.writeString(file, "staffgate: 1\nroles: { a: { grants: [client.veiw] } }\n");
      source.refresh();

      assertThat(source.current()).isSameAs(before);
      assertThat(source.problem().orElseThrow().problems().get(0).code())
          .isEqualTo("unknown-permission");
      Files.delete(file);
      source.refresh();
      assertThat(source.current()).isSameAs(before);
      Files.writeString(file, GOOD);
      source.refresh();
      assertThat(source.problem()).isEmpty();
      assertThat(news).containsExactly("rejected", "rejected", "loaded");
    }
  }

  @Test
  void change_unasked_isFoundByLooking() throws Exception {
    Path file = Files.writeString(folder.resolve("policy.yaml"), GOOD);
    CountDownLatch loaded = new CountDownLatch(1);
    try (PolicySource source =
        PolicySource.watching(List.of(file), LoadOptions.DEFAULT, Duration.ofMillis(20))) {
      source.onChange(
          new PolicySource.Listener() {
            @Override
            public void loaded(Policy policy) {
              loaded.countDown();
            }

            @Override
            public void rejected(PolicyException problem) {}
          });
      Files.writeString(file, BETTER);

      assertThat(loaded.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(source.current().document().roles()).containsOnlyKeys("b");
    }
  }

  @Test
  void start_withABrokenPolicy_fails() throws IOException {
    Path file = Files.writeString(folder.resolve("policy.yaml"), "staffgate: 1\nrols: {}\n");

    assertThatThrownBy(() -> PolicySource.watching(file)).isInstanceOf(PolicyException.class);
  }

  private static PolicySource.Listener telling(List<String> news) {
    return new PolicySource.Listener() {
      @Override
      public void loaded(Policy policy) {
        news.add("loaded");
      }

      @Override
      public void rejected(PolicyException problem) {
        news.add("rejected");
      }
    };
  }
}
