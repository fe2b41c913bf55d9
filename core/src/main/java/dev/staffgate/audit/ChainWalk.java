package dev.staffgate.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.staffgate.audit.RecordChain.LinkHash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One walk along the chain of a log, up to the first record that does not fit. For one use. */
final class ChainWalk {
  private static final byte[] BEGUN =
      ("\"type\":\"" + AuditEvent.Type.AUDIT_BEGUN + "\"").getBytes(US_ASCII);
  private static final byte[] SEALED =
      ("\"type\":\"" + AuditEvent.Type.AUDIT_SEALED + "\"").getBytes(US_ASCII);

  /** The bytes of a line within which its type stands, behind number and time. */
  private static final int TYPE_WITHIN = 120;

  private final Path path;
  private final Map<String, AuditKey> keys;
  private final Map<Long, String> heads = new HashMap<>();
  private final Map<String, LinkHash> hashes = new HashMap<>();
  private @Nullable LinkHash hash;
  private long last;
  private String link = RecordChain.NOTHING;
  private long records;
  private long unchained;
  private boolean sealed;

  /** Where a file repeats records of the one before: the last one that was compared. */
  private @Nullable RecordPlace repeated;

  ChainWalk(Path path, Map<String, AuditKey> keys, List<AuditHead> copies) {
    this.path = path;
    this.keys = keys;
    copies.forEach(head -> heads.put(head.number(), head.link()));
  }

  AuditVerification walk() throws IOException {
    try (LogLines lines = LogLines.open(path)) {
      while (lines.next()) {
        Optional<AuditFinding> wrong = look(lines);
        if (wrong.isPresent()) {
          return result(wrong);
        }
      }
      return result(removedTail(lines));
    }
  }

  private AuditVerification result(Optional<AuditFinding> wrong) {
    return new AuditVerification(
        records,
        unchained,
        last == 0 ? Optional.empty() : Optional.of(new AuditHead(last, link)),
        wrong);
  }

  private Optional<AuditFinding> removedTail(LogLines lines) {
    return heads.keySet().stream()
        .filter(number -> number > last)
        .max(Long::compare)
        .map(
            number ->
                new AuditFinding(
                    AuditFault.TRUNCATED,
                    lines.file(),
                    lines.number(),
                    last + 1,
                    "the log ends with record "
                        + last
                        + ", and a copy of its head says that it had "
                        + number));
  }

  private Optional<AuditFinding> look(LogLines lines) throws IOException {
    if (!lines.isWhole()) {
      return unfinished(lines);
    }
    Optional<RecordPlace> place = RecordPlace.of(lines.line(), lines.length());
    if (place.isEmpty()) {
      if (records == 0 && repeated == null) {
        unchained++;
        return Optional.empty();
      }
      return found(AuditFault.CHANGED, lines, last + 1, "this line is not a record of the log");
    }
    RecordPlace here = place.get();
    boolean begins = has(lines, BEGUN);
    if (begins) {
      Optional<AuditFinding> noKey = takeKey(lines, here);
      if (noKey.isPresent()) {
        return noKey;
      }
    }
    LinkHash by = hash;
    if (by == null) {
      boolean changed = unchained > 0 || here.number() == 1;
      return found(
          changed ? AuditFault.CHANGED : AuditFault.REMOVED,
          lines,
          Math.max(1, here.number() - 1),
          "the log begins with record " + here.number() + ", which does not say its key");
    }
    if (!by.link(lines.line(), 0, here.hashed()).equals(here.link())) {
      return found(
          AuditFault.CHANGED,
          lines,
          here.number(),
          "record " + here.number() + " is not what was written");
    }
    return inPlace(lines, here);
  }

  /** A line without an end: of a file that is being written, or cut. */
  private Optional<AuditFinding> unfinished(LogLines lines) throws IOException {
    boolean tooLong = lines.length() > ChainedLine.MAX_BYTES;
    boolean ofAWriter = lines.isInLastFile() && LogLock.isHeld(path);
    if (!tooLong && (ofAWriter || (!lines.isInLastFile() && mayBeNext(lines)))) {
      return Optional.empty();
    }
    return tooLong
        ? found(AuditFault.CHANGED, lines, last + 1, "this line is longer than any record")
        : found(AuditFault.TRUNCATED, lines, last + 1, "the last line of this file is not whole");
  }

  /** A copy that was made while somebody wrote ends so: then the next file has the record whole. */
  private boolean mayBeNext(LogLines lines) {
    byte[] next = ("{\"n\":" + (last + 1) + ",").getBytes(US_ASCII);
    int size = Math.min(next.length, lines.length());
    return !sealed && Arrays.equals(lines.line(), 0, size, next, 0, size);
  }

  private static boolean has(LogLines lines, byte[] type) {
    int end = Math.min(lines.length(), TYPE_WITHIN) - type.length;
    byte[] line = lines.line();
    for (int at = 0; at <= end; at++) {
      int same = 0;
      while (same < type.length && line[at + same] == type[same]) {
        same++;
      }
      if (same == type.length) {
        return true;
      }
    }
    return false;
  }

  private Optional<AuditFinding> takeKey(LogLines lines, RecordPlace here) {
    String id =
        ChainedLine.fields(lines.copy()).map(fields -> fields.getOrDefault("key", "")).orElse("");
    if (id.isEmpty()) {
      return found(
          AuditFault.CHANGED, lines, here.number(), "this line does not say its key any more");
    }
    boolean keyless = id.equals(RecordChain.KEYLESS);
    if (keyless ? !keys.isEmpty() : !keys.containsKey(id)) {
      return found(
          AuditFault.UNVERIFIABLE,
          lines,
          here.number(),
          keyless
              ? "from here on the log has no key"
              : "from here on the log has the key `" + id + "`, which was not given");
    }
    hash = hashes.computeIfAbsent(id, any -> LinkHash.of(Optional.ofNullable(keys.get(id))));
    return Optional.empty();
  }

  private Optional<AuditFinding> inPlace(LogLines lines, RecordPlace here) throws IOException {
    if (lines.isFirst()) {
      repeated = null;
    }
    RecordPlace before = repeated;
    boolean repeats =
        here.number() <= last
            && (lines.isFirst() || (before != null && before.number() + 1 == here.number()));
    if (repeats) {
      return repeats(lines, here, before);
    }
    if (here.number() == last + 1 && here.previous().equals(link)) {
      return take(lines, here);
    }
    if (records == 0) {
      return found(
          AuditFault.REMOVED,
          lines,
          here.number() - 1,
          "the log begins with record " + here.number());
    }
    return outOfPlace(lines, here);
  }

  /**
   * A file may begin with records of the one before, as where a program copied a file and cut it.
   */
  private Optional<AuditFinding> repeats(
      LogLines lines, RecordPlace here, @Nullable RecordPlace before) {
    boolean follows = before == null || here.previous().equals(before.link());
    if (!follows || (here.number() == last && !here.link().equals(link))) {
      return found(
          AuditFault.FORKED,
          lines,
          here.number(),
          "record " + here.number() + " is there twice, and not the same");
    }
    repeated = here;
    return Optional.empty();
  }

  private Optional<AuditFinding> take(LogLines lines, RecordPlace here) {
    last = here.number();
    link = here.link();
    records++;
    repeated = null;
    sealed = has(lines, SEALED);
    String copy = heads.get(last);
    return copy == null || copy.equals(link)
        ? Optional.empty()
        : found(
            AuditFault.CHANGED,
            lines,
            last,
            "record " + last + " is another one than a copy of the head says: written anew");
  }

  private Optional<AuditFinding> outOfPlace(LogLines lines, RecordPlace here) throws IOException {
    long expected = last + 1;
    if (here.number() == expected) {
      return found(
          keys.isEmpty() ? AuditFault.CHANGED : AuditFault.FORKED,
          lines,
          here.number(),
          "record " + expected + " does not follow the record " + last + " that is before it");
    }
    if (here.number() > expected) {
      if (isThere(expected)) {
        return found(
            AuditFault.REORDERED,
            lines,
            expected,
            "record " + here.number() + " is here, and record " + expected + " is elsewhere");
      }
      boolean cut = lines.isFirst() && !sealed;
      return found(
          cut ? AuditFault.TRUNCATED : AuditFault.REMOVED,
          lines,
          expected,
          (expected == here.number() - 1
                  ? "record " + expected + " is"
                  : "records " + expected + " to " + (here.number() - 1) + " are")
              + " missing before this line");
    }
    boolean same = linksOf(here.number()).equals(here.link());
    return found(
        same ? AuditFault.REORDERED : AuditFault.FORKED,
        lines,
        here.number(),
        "record "
            + here.number()
            + (same ? " is here again" : " is there twice, and not the same"));
  }

  private boolean isThere(long number) throws IOException {
    return !linksOf(number).isEmpty();
  }

  /** Returns the link of the first record of a number; empty if there is none. */
  private String linksOf(long number) throws IOException {
    try (LogLines all = LogLines.open(path)) {
      while (all.next()) {
        Optional<RecordPlace> place = RecordPlace.of(all.line(), all.length());
        if (place.isPresent() && place.get().number() == number) {
          return place.get().link();
        }
      }
      return "";
    }
  }

  private static Optional<AuditFinding> found(
      AuditFault fault, LogLines lines, long number, String sentence) {
    return Optional.of(new AuditFinding(fault, lines.file(), lines.number(), number, sentence));
  }
}
