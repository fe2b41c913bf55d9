package dev.staffgate.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Lock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policy reference, section 6: locks of a request. */
class LockReaderTest {
  private static AccessRequest read(String locks) throws RequestFormatException {
    return RequestReader.read(
        "{\"staff\":\"nora\",\"permission\":\"client.view\",\"at\":\"2027-02-03T11:00Z\",\"locks\":"
            + locks.replace('\'', '"')
            + "}");
  }

  @Test
  void locks_ofEveryTarget_areReadAsTheyWereWritten() throws RequestFormatException {
    List<Lock> locks =
        List.of(
            Lock.onEverybody("a"),
            Lock.onEverybodySparingEmergencies("b"),
            Lock.onStaff("nora", "c"),
            Lock.onPermission("payment.*", "d"),
            Lock.onServer("hel1", "e"),
            Lock.onServerGroup("nordic", "f"),
            Lock.onRole("desk", "g"));
    AccessRequest request =
        AccessRequest.of("nora", "client.view").at(Instant.EPOCH).underLocks(locks);

    assertThat(RequestReader.read(RequestWriter.write(request)).locks()).isEqualTo(locks);
    assertThat(
            read("[{'everybody':true,'spare-emergencies':true,'message':'b'},{'server-group':'nordic','message':'f'}]")
                .locks())
        .containsExactly(locks.get(1), locks.get(5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{}                                                       | `locks` is not a list",
        "['x']                                                    | `locks` is not a list of"
            + " objects",
        "[{'message':'m'}]                                        | a lock has no target",
        "[{'role':'desk'}]                                        | `message` is missing in a lock",
        "[{'role':'desk','message':''}]                           | the message of a lock has 1 to",
        "[{'role':'desk','message':null}]                         | `message` is not a text",
        "[{'role':'desk','staff':'nora','message':'m'}]           | a lock has two targets",
        "[{'everybody':false,'message':'m'}]                      | `everybody` of a lock is true"
            + " or left out",
        "[{'everybody':'true','message':'m'}]                     | `everybody` of a lock is not"
            + " true or false",
        "[{'role':'desk','spare-emergencies':true,'message':'m'}] | only a lock on everybody",
        "[{'permission':'pay*','message':'m'}]                    | neither a permission nor a"
            + " wildcard",
        "[{'rule':'desk','message':'m'}]                          | unknown key `rule` in a lock",
        "[{'role':'','message':'m'}]                              | what a lock is on has 1 to",
      })
  void lock_thatIsNotOne_isRefused(String locks, String message) {
    assertThatThrownBy(() -> read(locks))
        .isInstanceOf(RequestFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void locks_moreThanARequestMayHave_areRefused() {
    String many =
        String.join(
            ",",
            IntStream.rangeClosed(0, AccessRequest.MAX_ENTRIES)
                .mapToObj(i -> "{'role':'r" + i + "','message':'m'}")
                .toList());

    assertThatThrownBy(() -> read("[" + many + "]"))
        .isInstanceOf(RequestFormatException.class)
        .hasMessageContaining("more than 256");
  }
}
