package dev.staffgate.audit;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log of several files, of which one is written: keeps its chain, closes a file that is large or
 * of yesterday, and goes on after whatever somebody else did to the file. For one thread; {@link
 * #health} for any.
 *
 * <p>INVARIANT: what was written is in a file under a name, or in one that is open, so that nothing
 * that was acknowledged is lost as long as the program runs: a deleted file is written anew from
 * its open handle, and the end of one that was cut from the memory of the last records.
 */
final class SegmentedLog implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(SegmentedLog.class);
  private static final int TRIES = 3;

  private final Path path;
  private final FileAuditOptions options;
  private final List<String> why = new ArrayList<>(List.of("start"));
  private final RecentRecords recent = new RecentRecords();
  private @Nullable SegmentFile file;
  private RecordChain chain;
  private long first;
  private LocalDate day;
  private volatile AuditHealth health = AuditHealth.WELL;

  private SegmentedLog(Path path, FileAuditOptions options) {
    this.path = path;
    this.options = options;
    this.chain = new RecordChain(options.key(), 0, RecordChain.NOTHING);
    this.day = today();
  }

  /** Opens a file that is there, or a device for a test. */
  static SegmentedLog open(Path path, FileAuditOptions options) throws IOException {
    SegmentedLog opened = new SegmentedLog(path, options);
    try {
      SegmentFile unused = opened.opened();
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  AuditHealth health() {
    return health;
  }

  /** Returns the last record; nothing before the first. */
  Optional<AuditHead> head() {
    return chain.number() == 0
        ? Optional.empty()
        : Optional.of(new AuditHead(chain.number(), chain.link()));
  }

  /** Writes records, and forces them to the disk: all, or none. */
  void write(List<String> objects) throws IOException {
    try {
      settle();
      rotateIfDue();
      append(objects);
      health = health.kept();
    } catch (IOException | RuntimeException e) {
      health = health.failed(e.toString());
      throw e;
    }
  }

  /** Looks whether somebody else did something to the file, and whether its day is over. */
  void tick() {
    try {
      settle();
      rotateIfDue();
    } catch (IOException | RuntimeException e) {
      if (health.keeps()) {
        log.error("the audit file {} cannot be looked after: {}", path, e.toString());
      }
      health = health.failed(e.toString());
    }
  }

  private void append(List<String> objects) throws IOException {
    SegmentFile open = opened();
    long number = chain.number();
    String link = chain.link();
    boolean isEmpty = open.length() == 0;
    List<byte[]> lines = new ArrayList<>(objects.size() + 1);
    if (!why.isEmpty()) {
      lines.add(chain.next(begun()));
    }
    for (String object : objects) {
      lines.add(chain.next(object));
    }
    try {
      open.write(joined(lines));
    } catch (IOException e) {
      chain.backTo(number, link);
      throw e;
    }
    if (isEmpty) {
      first = number + 1;
      day = today();
    }
    why.clear();
    recent.add(number + 1, lines);
    if (open.lengthNow() >= open.length() && open.hasHole()) {
      settle(open, AuditTrouble.TRUNCATED);
    }
  }

  private String begun() {
    AuditEvent event =
        AuditEvent.of(now(), AuditEvent.Type.AUDIT_BEGUN, "", Optional.empty())
            .with("key", options.key().map(AuditKey::id).orElse(RecordChain.KEYLESS))
            .with("why", String.join(" ", why));
    return AuditJson.line(event);
  }

  private static byte[] joined(List<byte[]> lines) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    lines.forEach(all::writeBytes);
    return all.toByteArray();
  }

  // ---- Opening

  /** Returns the open file; opens it if it is not, and finds out where its chain goes on. */
  private SegmentFile opened() throws IOException {
    SegmentFile open = file;
    if (open != null && !open.isBroken()) {
      return open;
    }
    if (open != null) {
      closeFile();
    }
    for (int i = 0; i < TRIES; i++) {
      SegmentFile next = SegmentFile.open(path);
      file = next;
      setTornLineAside(next);
      if (!isSealed(next)) {
        return next;
      }
      moveAway(first);
    }
    throw new IOException("the audit file " + path + " is closed each time that it is opened");
  }

  private void setTornLineAside(SegmentFile open) throws IOException {
    long end = open.endOfLine(open.length());
    if (end < open.length()) {
      Path aside = open.copyAside("torn", end, stamp());
      open.cutTo(end);
      trouble(AuditTrouble.TORN, aside);
    }
  }

  /** Reads where the chain goes on; returns whether the last record closes the file. */
  private boolean isSealed(SegmentFile open) throws IOException {
    Optional<ChainedLine> last =
        open.length() == 0 ? Optional.empty() : ChainedLine.read(open.lastLine());
    if (last.isEmpty()) {
      if (chain.number() == 0) {
        chain = LastRecord.beside(path).map(this::after).orElse(chain);
      }
      first = chain.number() + 1;
      day = today();
      return false;
    }
    if (chain.number() <= last.get().number()) {
      chain = after(last.get());
    }
    Optional<ChainedLine> begin = ChainedLine.read(open.firstLine());
    first = begin.map(ChainedLine::number).orElse(0L);
    day = begin.flatMap(SegmentedLog::dayOf).orElseGet(this::today);
    return AuditEvent.Type.AUDIT_SEALED.text().equals(last.get().fields().get("type"));
  }

  private RecordChain after(ChainedLine last) {
    return new RecordChain(options.key(), last.number(), last.link());
  }

  private static Optional<LocalDate> dayOf(ChainedLine line) {
    try {
      return Optional.ofNullable(line.fields().get("at"))
          .map(at -> Instant.parse(at).atZone(ZoneOffset.UTC).toLocalDate());
    } catch (DateTimeParseException notAnInstant) {
      return Optional.empty();
    }
  }

  // ---- Closing a file, and beginning the next

  private void rotateIfDue() throws IOException {
    SegmentFile open = opened();
    boolean over = options.daily() && today().isAfter(day);
    if (open.length() == 0 || (open.length() < options.segmentBytes() && !over)) {
      return;
    }
    long number = chain.number();
    String link = chain.link();
    AuditEvent sealed =
        AuditEvent.of(now(), AuditEvent.Type.AUDIT_SEALED, "", Optional.empty())
            .with("first", Long.toString(first));
    byte[] line = chain.next(AuditJson.line(sealed));
    try {
      open.write(line);
    } catch (IOException e) {
      chain.backTo(number, link);
      throw e;
    }
    recent.add(chain.number(), List.of(line));
    moveAway(first);
    why.add("next");
    SegmentFile unused = opened();
  }

  private void moveAway(long itsFirst) throws IOException {
    closeFile();
    Path to = SegmentNames.closed(path, itsFirst);
    if (Files.exists(to)) {
      to = SegmentNames.aside(path, "closed", stamp());
    }
    Files.move(path, to, StandardCopyOption.ATOMIC_MOVE);
    SegmentFile.prepare(path);
  }

  private void closeFile() throws IOException {
    SegmentFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }

  // ---- What others did

  private void settle() throws IOException {
    SegmentFile open = opened();
    Optional<AuditTrouble> found = open.look();
    for (int i = 0; i < TRIES && found.isPresent(); i++) {
      settle(open, found.get());
      open = opened();
      found = open.look();
    }
    if (found.isPresent()) {
      throw new IOException(
          "the audit file " + path + " is " + found.get() + " by somebody else all the time");
    }
  }

  private void settle(SegmentFile open, AuditTrouble what) throws IOException {
    switch (what) {
      case MOVED -> {
        beginAnew();
        trouble(what, path);
      }
      case DELETED -> {
        Path kept = open.copyAside("recovered", 0, stamp());
        beginAnew();
        trouble(what, kept);
      }
      case REPLACED -> {
        if (!open.isElsewhere()) {
          Path unused = open.copyAside("recovered", 0, stamp());
        }
        Path foreign = SegmentNames.aside(path, "foreign", stamp());
        Files.move(path, foreign, StandardCopyOption.ATOMIC_MOVE);
        beginAnew();
        trouble(what, foreign);
      }
      case TRUNCATED -> {
        long intact = open.intactLength();
        long end = open.endOfLine(intact);
        if (end < intact) {
          Path unused = open.copyAside("torn", end, stamp());
        }
        open.cutTo(end);
        Path kept = keepRecent(open);
        if (end > 0) { // what is left comes before what was kept, which the next file goes on from
          Files.move(
              path, SegmentNames.aside(path, "cut", stamp()), StandardCopyOption.ATOMIC_MOVE);
          beginAnew();
        }
        trouble(what, kept);
      }
      case APPENDED -> {
        Path foreign = open.copyAside("foreign", open.length(), stamp());
        open.cutTo(open.length());
        trouble(what, foreign);
      }
      case TORN -> throw new IllegalStateException("a line is torn when a file is opened");
    }
  }

  private void beginAnew() throws IOException {
    closeFile();
    SegmentFile.prepare(path);
    SegmentFile open = SegmentFile.open(path);
    file = open;
    first = chain.number() + 1;
    day = today();
    if (open.length() > 0) { // put there in this moment: settled next, as replaced
      Path foreign = open.copyAside("foreign", 0, stamp());
      open.cutTo(0);
      trouble(AuditTrouble.REPLACED, foreign);
    }
  }

  /** Writes those of the last records to a file beside that no other file has any more. */
  private Path keepRecent(SegmentFile open) throws IOException {
    long last = LastRecord.beside(path).map(ChainedLine::number).orElse(0L);
    long left = open.length() == 0 ? 0 : numberOf(open.lastLine());
    long leftFrom = open.length() == 0 ? 0 : numberOf(open.firstLine());
    List<byte[]> lost =
        recent.linesOf(number -> number > last && (number < leftFrom || number > left));
    if (lost.isEmpty()) {
      return path;
    }
    Path kept = SegmentNames.aside(path, "kept", stamp());
    SegmentFile.prepare(kept);
    try (SegmentFile other = SegmentFile.open(kept)) {
      other.write(joined(lost));
    }
    return kept;
  }

  private static long numberOf(byte[] line) {
    return ChainedLine.read(line).map(ChainedLine::number).orElse(0L);
  }

  private void trouble(AuditTrouble what, Path where) {
    why.add(what.text());
    health = health.troubled(what, now());
    log.warn("the audit file {}: {} ({})", path, what.sentence(), where.getFileName());
  }

  private Instant now() {
    return options.clock().instant();
  }

  private LocalDate today() {
    return now().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private long stamp() {
    return System.currentTimeMillis() * 1000 + Math.floorMod(System.nanoTime() / 1000, 1000);
  }

  @Override
  public void close() throws IOException {
    closeFile();
  }
}
