package dev.staffgate.whm.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names that are looked up by many at once, and one that hangs. */
class NameLookupsTest {
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final NameLookups lookUps =
      new NameLookups(new ServerNameResolver(this::resolve), threads);

  private InetAddress[] resolve(String host) throws UnknownHostException {
    asked.add(host);
    if (host.startsWith("hangs")) {
      try {
        assertThat(hanging.await(60, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (host.startsWith("none")) {
      throw new UnknownHostException(host);
    }
    return new InetAddress[] {InetAddress.getByName("203.0.113.7")};
  }

  @AfterEach
  void stop() {
    hanging.countDown();
    threads.shutdownNow();
  }

  @Test
  void of_nameThatHangs_costsOneThreadHoweverManyAsk() throws Exception {
    List<Future<String>> waiting = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      waiting.add(lookUps.lookUp("hangs.example"));
    }

    assertThat(lookUps.lookUp("web1.example").get(60, TimeUnit.SECONDS)).isEqualTo("web1.example");
    assertThat(waiting).noneMatch(Future::isDone);
    hanging.countDown();
    for (Future<String> one : waiting) {
      assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo("hangs.example");
    }
    assertThat(asked).containsOnlyOnce("hangs.example");
  }

  @Test
  void of_nameThatWasLookedUpBefore_isLookedUpAnew() {
    NameLookups atOnce = new NameLookups(new ServerNameResolver(this::resolve), Runnable::run);
    for (int i = 0; i < 2; i++) {
      Future<String> look = atOnce.lookUp("none.example");
      assertThatThrownBy(look::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UnknownHostException.class);
    }
    assertThat(asked).containsExactly("none.example", "none.example");
  }
}
