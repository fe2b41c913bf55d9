package dev.staffgate.examples.panel.web;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditException;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.network.IpAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records refusals that anybody can bring about who proves nothing, and a bounded number of them:
 * an outsider must not fill the disk, nor hide one refusal behind a million others. Safe for any
 * number of threads.
 *
 * <p>Of each kind, the first {@link #SINGLY} within {@link #PERIOD} are recorded one by one. The
 * others are counted, by address as far as there are few, and their number is recorded with the
 * next refusal after that period, or at the end of the program (decision 0037).
 */
public final class OutsiderAudit implements AutoCloseable {
  /** The refusals of a kind that are recorded one by one within a period. */
  static final int SINGLY = 20;

  /** The length of a period, which begins with a refusal. */
  static final Duration PERIOD = Duration.ofMinutes(10);

  private static final Logger log = LoggerFactory.getLogger(OutsiderAudit.class);
  private static final int MAX_ADDRESSES = 16;
  private static final Pattern TOKEN = Pattern.compile("[^/]{24,}");
  private static final Set<String> WITHOUT_LINK = Set.of("no-link", "not-pending");
  private static final Set<String> WITHOUT_PROOF =
      Set.of("has-to-wait", "busy", "not-pending", "not-a-code", "not-a-name");

  /** The kinds of refusals. */
  public enum Refused {
    /** A page was asked for by somebody who is not signed in. */
    NOT_SIGNED_IN("not-signed-in"),
    /** A form was not sent from a page of this panel. */
    FORM("form-without-token"),
    /** The API was called without its key. */
    API_KEY("api-key"),
    /** The panel was asked for by a name that is not its own. */
    HOST("host");

    private final String text;

    Refused(String text) {
      this.text = text;
    }
  }

  private final AuditSink audit;
  private final InstantSource clock;
  private final Function<HttpServletRequest, Optional<IpAddress>> addresses;

  @GuardedBy("this")
  private final Map<Kind, Period> periods = new HashMap<>();

  /** A kind of refusals. */
  private record Kind(AuditEvent.Type type, String reason) {}

  /** The refusals of one kind within a period. */
  private static final class Period {
    final AuditEvent.Type type;
    final Instant start;
    Instant last;
    int singly;
    long more;
    final Map<String, Long> byAddress = new LinkedHashMap<>();

    Period(AuditEvent.Type type, Instant start) {
      this.type = type;
      this.start = start;
      this.last = start;
    }

    void count(Instant now, Optional<IpAddress> from) {
      last = now;
      more++;
      String address = from.map(IpAddress::toString).orElse("unknown");
      boolean room = byAddress.size() < MAX_ADDRESSES || byAddress.containsKey(address);
      long unused = byAddress.merge(room ? address : "others", 1L, Long::sum);
    }

    AuditEvent summary(Instant now, String reason) {
      return AuditEvent.of(now, type, "", Optional.empty())
          .with("reason", reason)
          .with("more", Long.toString(more))
          .with("since", start.toString())
          .with("until", last.toString())
          .with(
              "by-address",
              byAddress.entrySet().stream()
                  .map(one -> one.getKey() + " " + one.getValue())
                  .collect(Collectors.joining(", ")));
    }
  }

  /**
   * Creates a recorder.
   *
   * @param addresses the way to a client's address
   */
  public OutsiderAudit(
      AuditSink audit,
      InstantSource clock,
      Function<HttpServletRequest, Optional<IpAddress>> addresses) {
    this.audit = requireNonNull(audit, "audit");
    this.clock = requireNonNull(clock, "clock");
    this.addresses = requireNonNull(addresses, "addresses");
  }

  /**
   * Records a refusal, or counts it. Nothing is thrown if it cannot be recorded: the caller is
   * refused already.
   *
   * @param staff who is signed in; empty if nobody is
   */
  void record(Refused what, HttpServletRequest request, String staff) {
    Optional<IpAddress> from = addresses.apply(request);
    AuditEvent event =
        AuditEvent.of(clock.instant(), AuditEvent.Type.ACCESS_REFUSED, staff, from)
            .with("reason", what.text)
            .with("path", withoutTokens(request.getRequestURI()));
    try {
      due(what.text, event).forEach(audit::append);
    } catch (AuditException e) {
      log.error("a refusal could not be recorded", e);
    }
  }

  /** Returns a path whose long segments are left out: the token of a link is one of them. */
  static String withoutTokens(String path) {
    return TOKEN.matcher(path).replaceAll("...");
  }

  /**
   * Returns a sink for sign-ins and links: of those refusals that cost an outsider nothing it keeps
   * a bounded number, of everything else all.
   */
  public AuditSink boundingSignIns() {
    return event -> {
      String reason = event.details().getOrDefault("reason", "");
      boolean isFree =
          event.type().equals(AuditEvent.Type.SIGN_IN_REFUSED)
              ? WITHOUT_PROOF.contains(reason)
              : event.type().equals(AuditEvent.Type.LINK_REFUSED) && WITHOUT_LINK.contains(reason);
      if (isFree) {
        due(reason, event).forEach(audit::append);
      } else {
        audit.append(event);
      }
    };
  }

  /** Returns the events to write now: this one while there are few, and the sum of what is over. */
  private synchronized List<AuditEvent> due(String reason, AuditEvent event) {
    List<AuditEvent> due = new ArrayList<>();
    Kind kind = new Kind(event.type(), reason);
    Period period = periods.get(kind);
    if (period == null || !event.at().isBefore(period.start.plus(PERIOD))) {
      addSummary(due, period, event.at(), reason);
      period = new Period(event.type(), event.at());
      periods.put(kind, period);
    }
    if (period.singly < SINGLY) {
      period.singly++;
      due.add(event);
    } else {
      period.count(event.at(), event.from());
    }
    return due;
  }

  private static void addSummary(
      List<AuditEvent> due, @Nullable Period period, Instant now, String reason) {
    if (period != null && period.more > 0) {
      due.add(period.summary(now, reason));
    }
  }

  /** Records the sums that are still open. */
  @Override
  public void close() {
    List<AuditEvent> due = new ArrayList<>();
    synchronized (this) {
      periods.forEach((kind, period) -> addSummary(due, period, clock.instant(), kind.reason()));
      periods.clear();
    }
    try {
      due.forEach(audit::append);
    } catch (AuditException e) {
      log.error("the number of refusals could not be recorded", e);
    }
  }
}
