package dev.staffgate.examples.policytool;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.InstantParser;
import dev.staffgate.network.IpAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The circumstances of a request. What is left out is not given, except the instant: it is now. */
final class Circumstances {
  private static final Pattern AGE = Pattern.compile("([0-9]{1,9})([smhd])");

  @Option(
      names = "--attribute",
      paramLabel = "NAME=VALUE",
      description = "What else is given, such as amount=49.90. May be repeated.")
  private Map<String, String> attributes = Map.of();

  @Option(names = "--from", paramLabel = "ADDRESS", description = "Where from.")
  private @Nullable String from;

  @Option(names = "--at", paramLabel = "INSTANT", description = "When; now without it.")
  private @Nullable String at;

  @Option(
      names = "--second-factor",
      paramLabel = "AGE",
      description = "How long ago the second factor was proved, such as 5m.")
  private @Nullable String secondFactorAge;

  @Option(
      names = "--second-factor-at",
      paramLabel = "INSTANT",
      description = "When the second factor was last proved.")
  private @Nullable String secondFactorAt;

  @Option(
      names = "--acting-as",
      paramLabel = "ROLE",
      split = ",",
      description = "The role that it is done with, of those assigned. May be repeated.")
  private List<String> actingAs = List.of();

  @Option(
      names = "--emergency",
      paramLabel = "ID",
      split = ",",
      description = "An emergency that is active. May be repeated.")
  private List<String> emergencies = List.of();

  @Option(
      names = "--approved-by",
      paramLabel = "STAFF[,from=ADDRESS][,age=AGE][,second-factor=AGE][,acting-as=ROLE]",
      description =
          "Who has approved it: how long before it, and how long before that they proved their"
              + " second factor. May be repeated.")
  private List<String> approvals = List.of();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Returns whether any of them is given. */
  boolean areGiven() {
    return from != null
        || at != null
        || secondFactorAge != null
        || secondFactorAt != null
        || !attributes.isEmpty()
        || !actingAs.isEmpty()
        || !emergencies.isEmpty()
        || !approvals.isEmpty();
  }

  /**
   * Returns a request in these circumstances.
   *
   * @throws CommandLine.ParameterException if one of them cannot be read; with one sentence
   */
  AccessRequest of(AccessRequest asked) {
    try {
      Instant instant = at == null ? Instant.now() : instant("--at", at);
      AccessRequest request =
          asked
              .at(instant)
              .with(attributes)
              .actingAs(actingAs.toArray(String[]::new))
              .inEmergencies(emergencies.toArray(String[]::new))
              .approvedBy(
                  approvals.stream()
                      .map(one -> approval(one, instant))
                      .toArray(GivenApproval[]::new));
      request = from == null ? request : request.from(from);
      Instant verified = verified(instant);
      return verified == null ? request : request.secondFactorAt(verified);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private @Nullable Instant verified(Instant now) {
    if (secondFactorAge != null && secondFactorAt != null) {
      throw new IllegalArgumentException(
          "give --second-factor or --second-factor-at, not both: they may say different things");
    }
    if (secondFactorAge != null) {
      return now.minus(age("--second-factor", secondFactorAge));
    }
    return secondFactorAt == null ? null : instant("--second-factor-at", secondFactorAt);
  }

  private static GivenApproval approval(String text, Instant now) {
    String[] parts = text.split(",", -1);
    Instant when = now;
    for (String part : parts) {
      when = part.startsWith("age=") ? now.minus(age("age", part.substring(4))) : when;
    }
    GivenApproval approval = GivenApproval.of(parts[0], when);
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      String value = parts[i].substring(equals + 1);
      approval =
          switch (equals < 0 ? "" : parts[i].substring(0, equals)) {
            case "age" -> approval;
            case "from" -> approval.withFrom(IpAddress.parse(value));
            case "second-factor" ->
                approval.withSecondFactorAt(when.minus(age("second-factor", value)));
            case "acting-as" -> approval.withActingAs(value);
            default ->
                throw new IllegalArgumentException(
                    "--approved-by is STAFF, and behind it from=, age=, second-factor= or"
                        + " acting-as=");
          };
    }
    return approval;
  }

  private static Duration age(String option, String text) {
    Matcher age = AGE.matcher(text);
    if (!age.matches()) {
      throw new IllegalArgumentException(
          option + " is not an age such as 90s, 5m, 12h or 2d: " + text);
    }
    long number = Long.parseLong(age.group(1));
    return switch (age.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static Instant instant(String option, String text) {
    return InstantParser.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    option
                        + " is not an instant with date, time and offset, such as"
                        + " 2026-11-23T10:00:00+01:00"));
  }
}
