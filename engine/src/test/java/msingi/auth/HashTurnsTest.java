package msingi.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who comes when: one turn at a time, and everybody waits until the test lets them. */
class HashTurnsTest {
  private static final int PLACES = 32;

  private final HashTurns turns = new HashTurns(1, 0);
  private final CountDownLatch opened = new CountDownLatch(1);
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void hold() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    turns.submit(
        _ -> {
          begun.countDown();
          return waited();
        },
        false);
    begun.await();
  }

  @AfterEach
  void close() {
    opened.countDown();
    turns.close();
  }

  private boolean waited() {
    try {
      opened.await();
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private FutureTask<Boolean> ask(boolean familiar) {
    return turns.submit(_ -> order.add(familiar ? "familiar" : "stranger"), familiar);
  }

  @Test
  void aFloodOfStrangersFillsTheirOwnPlacesAlone() throws Exception {
    List<FutureTask<Boolean>> waiting = new ArrayList<>();
    for (int each = 0; each < PLACES; each++) {
      assertThat(turns.full(false)).isFalse();
      waiting.add(ask(false));
    }
    assertThat(turns.full(false)).isTrue();
    assertThatThrownBy(() -> ask(false)).isInstanceOf(RejectedExecutionException.class);

    assertThat(turns.full(true)).isFalse();
    FutureTask<Boolean> home = ask(true);

    // Who gives up makes room, once.
    turns.forget(waiting.getFirst());
    turns.forget(waiting.getFirst());
    waiting.set(0, ask(false));
    assertThat(turns.full(false)).isTrue();

    opened.countDown();
    assertThat(home.get()).isTrue();
    for (FutureTask<Boolean> each : waiting) {
      assertThat(each.get()).isTrue();
    }
    assertThat(order).hasSize(PLACES + 1);
    assertThat(turns.full(false)).isFalse();
  }

  @Test
  void whoIsAtHomeGoesFirstAndStarvesNoStranger() throws Exception {
    List<FutureTask<Boolean>> waiting = new ArrayList<>();
    for (int each = 0; each < PLACES; each++) {
      waiting.add(ask(false));
    }
    for (int each = 0; each < PLACES; each++) {
      waiting.add(ask(true));
    }
    opened.countDown();
    for (FutureTask<Boolean> each : waiting) {
      each.get();
    }
    assertThat(order.getFirst()).isEqualTo("familiar");
    // Four turns to one, as long as both wait.
    assertThat(order.subList(0, 20)).filteredOn("familiar"::equals).hasSizeBetween(14, 17);
    assertThat(order.subList(20, 40)).filteredOn("stranger"::equals).hasSizeBetween(3, 6);
  }

  @Test
  void whoComesAfterAFloodDoesNotPayForIt() throws Exception {
    for (int each = 0; each < PLACES; each++) {
      ask(true);
    }
    FutureTask<Boolean> late = ask(false);
    opened.countDown();
    late.get();
    assertThat(order.indexOf("stranger")).isLessThan(8);
  }
}
