package dev.staffgate.examples.policytool;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.InstantParser;
import dev.staffgate.network.IpAddress;
import dev.staffgate.policy.Policy;
import java.io.PrintWriter;
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
      description =
          "What else is given, such as amount=49.90. May be repeated, once for each name.")
  private List<String> attributes = List.of();

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

  @Option(
      names = "--lock",
      paramLabel = LockText.FORM,
      description =
          "A lock that is in force; TARGET is staff, permission, server, server-group or role, such"
              + " as role=billing. May be repeated; the first in the order given speaks.")
  private List<String> locks = List.of();

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
        || !approvals.isEmpty()
        || !locks.isEmpty();
  }

  /**
   * Returns a request in these circumstances. What in it may be a slip is told as a warning.
   *
   * @param staff who asks; the empty id, where the question is who
   * @throws CommandLine.ParameterException if one of them cannot be read, or names what the policy
   *     does not have; with one sentence
   */
  AccessRequest of(String staff, String permission, Map<String, String> resources, Policy policy) {
    AccessRequest request;
    try {
      request = read(AccessRequest.of(staff, permission).on(resources));
      new PolicyNames(policy).requireCircumstances(request);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    PrintWriter err = spec.commandLine().getErr();
    RequestDoubts.in(request, policy.document()).forEach(doubt -> err.println("warning: " + doubt));
    err.flush();
    return request;
  }

  private AccessRequest read(AccessRequest asked) {
    Instant instant = at == null ? Instant.now() : instant("--at", at);
    AccessRequest request =
        asked
            .at(instant)
            .with(NamedValues.of("--attribute", "NAME=VALUE", attributes))
            .actingAs(actingAs.toArray(String[]::new))
            .inEmergencies(emergencies.toArray(String[]::new))
            .approvedBy(
                approvals.stream().map(one -> approval(one, instant)).toArray(GivenApproval[]::new))
            .underLocks(locks.stream().map(LockText::parse).toList());
    request = from == null ? request : request.from(address("--from", from));
    Instant verified = verified(instant);
    return verified == null ? request : request.secondFactorAt(verified);
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
    String[] parts = text.split(",", 2);
    Map<String, String> said =
        NamedValues.of(
            "--approved-by",
            "STAFF and behind it from=, age=, second-factor= or acting-as=",
            parts.length < 2 ? List.of() : List.of(parts[1].split(",", -1)));
    Instant when =
        said.containsKey("age") ? now.minus(age("age", String.valueOf(said.get("age")))) : now;
    GivenApproval approval = GivenApproval.of(parts[0], when);
    for (Map.Entry<String, String> one : said.entrySet()) {
      String value = one.getValue();
      approval =
          switch (one.getKey()) {
            case "age" -> approval;
            case "from" -> approval.withFrom(address("from", value));
            case "second-factor" ->
                approval.withSecondFactorAt(when.minus(age("second-factor", value)));
            case "acting-as" -> approval.withActingAs(value);
            default ->
                throw new IllegalArgumentException(
                    "--approved-by is STAFF, and behind it from=, age=, second-factor= or"
                        + " acting-as=, and `"
                        + one.getKey()
                        + "` is none of these");
          };
    }
    return approval;
  }

  private static IpAddress address(String option, String text) {
    try {
      return IpAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }

  private static Duration age(String option, String text) {
    Matcher age = AGE.matcher(text);
    if (!age.matches()) {
      throw new IllegalArgumentException(
          option + " is `" + text + "`, which is not an age such as 90s, 5m, 12h or 2d");
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
                        + " is `"
                        + text
                        + "`, which is not an instant with date, time and offset, such as"
                        + " 2026-11-23T10:00:00+01:00"));
  }
}
