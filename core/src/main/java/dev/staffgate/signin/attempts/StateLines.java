package dev.staffgate.signin.attempts;

import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateStoreException.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value of the state store as lines of fields with blanks between, of which the first field says
 * what the line is. Strict: what cannot have been written is an error that names the entry.
 */
public final class StateLines {
  private static final String NONE = "-";

  private final List<String> lines;
  private int next;

  /** The fields of one line, taken one after the other. */
  public static final class Fields {
    private final Iterator<String> rest;

    private Fields(List<String> fields) {
      this.rest = fields.iterator();
    }

    /** Returns the next field as it is. */
    public String text() {
      return rest.next();
    }

    /** Returns the next field as a number that is not negative. */
    public int count() {
      return Math.toIntExact(number());
    }

    /** Returns the next field as a number that is not negative. */
    public long number() {
      long number = Long.parseLong(rest.next());
      if (number < 0) {
        throw new NumberFormatException("negative");
      }
      return number;
    }

    /** Returns the next field as an instant, if it is one. */
    public Optional<Instant> instant() {
      String text = rest.next();
      return text.equals(NONE)
          ? Optional.empty()
          : Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
    }

    FailureCount failures() {
      return new FailureCount(count(), instant());
    }

    private void requireEnd() {
      if (rest.hasNext()) {
        throw new IllegalArgumentException("more fields than are written");
      }
    }
  }

  private StateLines(String text) {
    this.lines = text.lines().toList();
  }

  /** Returns an instant as a field; to the millisecond. */
  public static String text(Optional<Instant> instant) {
    return instant.map(one -> Long.toString(one.toEpochMilli())).orElse(NONE);
  }

  /**
   * Reads an entry.
   *
   * @throws StateStoreException if it is not what is written
   */
  public static <T> T read(StateEntry entry, Function<StateLines, T> reader) {
    try {
      StateLines lines = new StateLines(entry.value().text());
      T read = reader.apply(lines);
      if (lines.next != lines.lines.size()) {
        throw new IllegalArgumentException("more lines than are written");
      }
      return read;
    } catch (IllegalArgumentException
        | IllegalStateException
        | DateTimeException
        | ArithmeticException
        | IndexOutOfBoundsException
        | NoSuchElementException e) {
      throw corrupt(entry.key());
    }
  }

  private static StateStoreException corrupt(StateKey key) {
    return new StateStoreException(
        Kind.CORRUPT,
        true,
        "the entry " + key + " of the state store is not what was written: remove it",
        null);
  }

  /** Requires that the first line says how the others are to be read. */
  public void requireFormat(String kind, String format) {
    if (!line(kind, Fields::text).equals(format)) {
      throw new IllegalArgumentException("another format than is known");
    }
  }

  /** Returns whether the next line is of this kind. */
  public boolean isNext(String kind) {
    return next < lines.size() && lines.get(next).startsWith(kind + " ");
  }

  /** Reads the next line, which has to be of this kind. */
  public <T> T line(String kind, Function<Fields, T> reader) {
    List<String> fields = Arrays.asList(lines.get(next++).split(" ", -1));
    if (!fields.get(0).equals(kind)) {
      throw new IllegalArgumentException("another line than is written");
    }
    Fields rest = new Fields(fields.subList(1, fields.size()));
    T read = reader.apply(rest);
    rest.requireEnd();
    return read;
  }
}
