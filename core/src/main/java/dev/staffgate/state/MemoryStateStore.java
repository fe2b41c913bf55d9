package dev.staffgate.state;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A store that lives as long as its object: a restart forgets everything. For tests, and for
 * programs of one process that can bear that.
 *
 * <p>It holds at most as many bytes as it was made for, where an entry counts its key, its value
 * and 400 bytes of overhead. When it is full, it drops what has expired; if that is not enough, it
 * refuses the write. No call waits for another.
 */
public final class MemoryStateStore implements StateStore {
  /** The bytes that a store holds unless told otherwise: 16 MiB. */
  public static final long DEFAULT_BYTES = 16L * 1024 * 1024;

  private static final long OVERHEAD = 400;
  private static final int SWEPT_AT_ONCE = 200;
  private static final int WRITES_BETWEEN_SWEEPS = 100;

  // Long enough for a clock that was wrong by a time zone: what it hid comes back with the right
  // time.
  private static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(1);

  private final ConcurrentSkipListMap<String, StateEntry> entries = new ConcurrentSkipListMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();
  private final StateWatchers watchers = new StateWatchers();
  private final InstantSource clock;
  private final long maxBytes;
  private volatile @Nullable String sweptTo;
  private volatile boolean closed;

  private MemoryStateStore(InstantSource clock, long maxBytes) {
    this.clock = requireNonNull(clock, "clock");
    checkArgument(maxBytes >= 1, "a store holds at least one byte");
    this.maxBytes = maxBytes;
  }

  /** Makes an empty store of {@link #DEFAULT_BYTES} that goes by the system's clock. */
  public static MemoryStateStore create() {
    return create(InstantSource.system());
  }

  /** Makes an empty store of {@link #DEFAULT_BYTES}. */
  public static MemoryStateStore create(InstantSource clock) {
    return create(clock, DEFAULT_BYTES);
  }

  /** Makes an empty store that holds at most so many bytes. */
  public static MemoryStateStore create(InstantSource clock, long maxBytes) {
    return new MemoryStateStore(clock, maxBytes);
  }

  @Override
  public Optional<StateEntry> get(StateKey key) {
    requireNonNull(key, "key");
    requireOpen();
    return Optional.ofNullable(entries.get(key.text())).filter(this::isLive);
  }

  @Override
  public Optional<StateVersion> compareAndSet(StateWrite write) {
    requireNonNull(write, "write");
    requireOpen();
    if (writes.incrementAndGet() % WRITES_BETWEEN_SWEEPS == 0) {
      sweepSome();
    }
    while (true) {
      StateEntry before = entries.get(write.key().text());
      if (before != null && before.version().attempt().equals(write.attempt())) {
        return Optional.of(before.version()); // the same attempt, given again
      }
      Optional<StateVersion> version =
          Optional.ofNullable(before).filter(this::isLive).map(StateEntry::version);
      if (!version.equals(write.expected())) {
        return Optional.empty();
      }
      StateEntry after = after(before, write);
      if (swap(before, after)) {
        watchers.changed(write.key());
        return Optional.of(after.version());
      }
    }
  }

  private static StateEntry after(@Nullable StateEntry before, StateWrite write) {
    long number = before == null ? 1 : before.version().number() + 1;
    return new StateEntry(
        write.key(), write.value(), new StateVersion(number, write.attempt()), write.expiresAt());
  }

  private boolean swap(@Nullable StateEntry before, StateEntry after) {
    long more = size(after) - (before == null ? 0 : size(before));
    reserve(more);
    boolean swapped =
        before == null
            ? entries.putIfAbsent(after.key().text(), after) == null
            : entries.replace(after.key().text(), before, after);
    if (!swapped) {
      bytes.addAndGet(-more);
    }
    return swapped;
  }

  private void reserve(long more) {
    if (bytes.addAndGet(more) <= maxBytes || more <= 0) {
      return;
    }
    bytes.addAndGet(-more);
    Instant now = clock.instant();
    entries.values().forEach(entry -> dropIfExpired(entry, now));
    if (bytes.addAndGet(more) > maxBytes) {
      bytes.addAndGet(-more);
      throw new StateStoreException(
          StateStoreException.Kind.FULL,
          true,
          "the state in memory has no room left: it holds " + maxBytes + " bytes at most",
          null);
    }
  }

  @Override
  public StatePage scan(StateKey prefix, Optional<StateKey> after, int limit) {
    checkArgument(limit >= 1 && limit <= MAX_PAGE, "a page has 1 to %s entries", MAX_PAGE);
    requireOpen();
    String first = prefix.text() + "/";
    String end = prefix.text() + (char) ('/' + 1);
    String from = after.map(StateKey::text).filter(key -> key.compareTo(first) > 0).orElse(first);
    if (from.compareTo(end) >= 0) {
      return new StatePage(List.of(), Optional.empty());
    }
    List<StateEntry> page = new ArrayList<>();
    for (StateEntry entry : entries.subMap(from, false, end, false).values()) {
      if (isLive(entry)) {
        if (page.size() == limit) {
          return new StatePage(page, Optional.of(page.get(limit - 1).key()));
        }
        page.add(entry);
      }
    }
    return new StatePage(page, Optional.empty());
  }

  @Override
  public Watch watch(StateKey prefix, StateListener listener) {
    requireOpen();
    return watchers.add(prefix, listener);
  }

  @Override
  public void close() {
    closed = true;
    watchers.close();
  }

  /** Returns the number of entries that are held, those counted that expired and were not swept. */
  public int size() {
    return entries.size();
  }

  private void sweepSome() {
    Instant before = clock.instant().minus(KEPT_AFTER_EXPIRY);
    String from = sweptTo;
    String last = null;
    int seen = 0;
    for (StateEntry entry : (from == null ? entries : entries.tailMap(from, false)).values()) {
      if (++seen > SWEPT_AT_ONCE) {
        break;
      }
      dropIfExpired(entry, before);
      last = entry.key().text();
    }
    sweptTo = seen > SWEPT_AT_ONCE ? last : null;
  }

  private void dropIfExpired(StateEntry entry, Instant instant) {
    if (entry.isExpiredAt(instant) && entries.remove(entry.key().text(), entry)) {
      bytes.addAndGet(-size(entry));
    }
  }

  private boolean isLive(StateEntry entry) {
    return !entry.isExpiredAt(clock.instant());
  }

  private static long size(StateEntry entry) {
    return OVERHEAD + entry.key().text().length() + entry.value().size();
  }

  private void requireOpen() {
    if (closed) {
      throw new StateStoreException(
          StateStoreException.Kind.CLOSED, true, "the state store is closed", null);
    }
  }

  @Override
  public String toString() {
    return "MemoryStateStore[" + entries.size() + " entries]";
  }
}
