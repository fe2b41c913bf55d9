package dev.staffgate.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A directory that can tell but one is asked to tell but once. */
class SharedDirectoryTest {
  private static final class OneListener implements StaffDirectory {
    private int registrations;
    private @Nullable Consumer<String> listener;

    @Override
    public Optional<StaffAccount> find(String staff) {
      return Optional.of(StaffAccount.of(staff));
    }

    @Override
    public Stream<StaffAccount> all() {
      return Stream.of(StaffAccount.of("ann"));
    }

    @Override
    public Watch watch(Consumer<String> changed) {
      registrations++;
      listener = changed;
      return () -> listener = null;
    }

    void tell(String staff) {
      if (listener != null) {
        listener.accept(staff);
      }
    }
  }

  private final OneListener directory = new OneListener();
  private final StaffDirectory shared = SharedDirectory.of(directory);
  private final List<String> told = new ArrayList<>();

  @Test
  void change_ofADirectoryThatKeepsOneListener_isToldToAllInTheirOrder() {
    StaffDirectory.Watch first = shared.watch(staff -> told.add("first " + staff));
    StaffDirectory.Watch second = shared.watch(staff -> told.add("second " + staff));
    directory.tell("ann");
    first.close();
    first.close();
    directory.tell("ben");
    second.close();
    directory.tell("cleo");

    assertThat(told).containsExactly("first ann", "second ann", "second ben");
    assertThat(directory.registrations).isEqualTo(1);
    assertThat(directory.listener).isNull();
    StaffDirectory.Watch again = shared.watch(staff -> told.add("again " + staff));
    directory.tell("dora");
    again.close();
    assertThat(told).endsWith("again dora");
  }

  @Test
  void accounts_ofASharedDirectory_areThoseOfTheDirectory() {
    assertThat(shared.find("ben")).hasValue(StaffAccount.of("ben"));
    assertThat(shared.all()).containsExactly(StaffAccount.of("ann"));
  }

  @Test
  void table_isNotWrapped() {
    Policy policy = PolicyFiles.parse("policy.yaml", "staffgate: 1\nroles: {}\n");
    AccountTable table = new AccountTable(policy);

    assertThat(SharedDirectory.of(table)).isSameAs(table);
  }
}
