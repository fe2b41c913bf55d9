package dev.staffgate.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StateWatchersTest {
  private static final StateKey PREFIX = StateKey.of("p");

  @Test
  void changes_thatASlowListenerHasNoRoomFor_areToldAsMissed() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch missed = new CountDownLatch(1);
    try (StateWatchers watchers = new StateWatchers()) {
      StateStore.Watch watch =
          watchers.add(
              PREFIX,
              new StateListener() {
                @Override
                public void changed(StateKey key) {
                  entered.countDown();
                  try {
                    assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                }

                @Override
                public void missedChanges() {
                  missed.countDown();
                }
              });
      watchers.changed(StateKey.of("p", "0"));
      assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
      for (int i = 1; i < 3_000; i++) {
        watchers.changed(StateKey.of("p", "" + i));
      }
      assertThat(missed.getCount()).isEqualTo(1);
      goOn.countDown();

      assertThat(missed.await(30, TimeUnit.SECONDS)).isTrue();
      watch.close();
    }
  }

  @Test
  void listeners_moreThanTheMost_areRefused() {
    try (StateWatchers watchers = new StateWatchers()) {
      StateListener listener = new StateStoreContract.RecordingListener();
      StateStore.Watch first = watchers.add(PREFIX, listener);
      for (int i = 1; i < StateWatchers.MAX_LISTENERS; i++) {
        assertThat(watchers.add(PREFIX, listener)).isNotNull();
      }
      assertThatThrownBy(() -> watchers.add(PREFIX, listener))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("1000");

      first.close();
      first.close();
      assertThat(watchers.add(PREFIX, listener)).isNotNull();
      assertThatThrownBy(() -> watchers.add(PREFIX, listener))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
