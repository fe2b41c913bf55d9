package dev.staffgate.accounts;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.StaffAccount;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory that registers for changes at another one once, however many register here. Each is
 * told of each change, in the order in which they came. Safe for any number of threads.
 */
public final class SharedDirectory implements StaffDirectory {
  private final StaffDirectory directory;
  private final CopyOnWriteArrayList<Registration> registered = new CopyOnWriteArrayList<>();
  private @Nullable Watch watch;

  private SharedDirectory(StaffDirectory directory) {
    this.directory = requireNonNull(directory, "directory");
  }

  /** Returns a directory that is shared; an {@link AccountTable} tells everybody by itself. */
  public static StaffDirectory of(StaffDirectory directory) {
    return directory instanceof AccountTable ? directory : new SharedDirectory(directory);
  }

  /** One who is told; equal to no other, whoever it is that is told. */
  private final class Registration implements Watch {
    private final Consumer<String> changed;

    Registration(Consumer<String> changed) {
      this.changed = requireNonNull(changed, "changed");
    }

    @Override
    public void close() {
      remove(this);
    }
  }

  @Override
  public Optional<StaffAccount> find(String staff) {
    return directory.find(staff);
  }

  @Override
  public Optional<StaffAccount> findIgnoringCase(String typed) {
    return directory.findIgnoringCase(typed);
  }

  @Override
  public Optional<StaffAccount> findKnownAs(String name) {
    return directory.findKnownAs(name);
  }

  @Override
  public Stream<StaffAccount> all() {
    return directory.all();
  }

  @Override
  public synchronized Watch watch(Consumer<String> changed) {
    Registration one = new Registration(changed);
    registered.add(one);
    if (watch == null) {
      watch = directory.watch(this::tell);
    }
    return one;
  }

  private void tell(String staff) {
    registered.forEach(one -> one.changed.accept(staff));
  }

  private synchronized void remove(Registration one) {
    Watch last = watch;
    if (registered.remove(one) && registered.isEmpty() && last != null) {
      watch = null;
      last.close();
    }
  }
}
