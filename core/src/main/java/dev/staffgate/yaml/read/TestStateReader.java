package dev.staffgate.yaml.read;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.PolicyTestCase.GivenApproval;
import dev.staffgate.model.PolicyTestCase.GivenLock;
import dev.staffgate.network.IpAddress;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what is in force in a test: approvals and locks, as in policy reference, section 6. */
final class TestStateReader {
  private static final int MAX_MESSAGE = 1000;
  private static final Set<String> APPROVAL_KEYS =
      ImmutableSet.of("by", "at", "from", "second-factor-at", "acting-as");
  private static final Set<String> LOCK_KEYS =
      ImmutableSet.<String>builder()
          .addAll(GivenLock.TARGETS)
          .add("spare-emergencies", "message")
          .build();

  private final ProblemCollector problems;
  private final ScalarReader values;

  TestStateReader(ProblemCollector problems, ScalarReader values) {
    this.problems = problems;
    this.values = values;
  }

  List<String> ids(MappingFields fields, String key, String kind) {
    List<String> ids = new ArrayList<>();
    for (Scalar scalar : fields.scalars(key)) {
      values.id(scalar, kind).ifPresent(ids::add);
    }
    return ids;
  }

  List<GivenApproval> approvals(MappingFields fields) {
    List<GivenApproval> approvals = new ArrayList<>();
    fields.list("approvals").forEach(item -> approval(item).ifPresent(approvals::add));
    return approvals;
  }

  private Optional<GivenApproval> approval(YamlNode node) {
    MappingFields fields =
        MappingFields.of(node, Subject.of("an approval of a test"), APPROVAL_KEYS, problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<String> by = fields.requiredScalar("by").flatMap(scalar -> values.id(scalar, "staff"));
    Optional<Instant> at = fields.requiredScalar("at").flatMap(values::instant);
    Optional<IpAddress> from = fields.scalar("from").flatMap(values.addresses()::address);
    Optional<Instant> secondFactorAt = fields.scalar("second-factor-at").flatMap(values::instant);
    List<String> actingAs = ids(fields, "acting-as", "role");
    fields.refuseOthers();
    return by.isPresent() && at.isPresent()
        ? Optional.of(new GivenApproval(by.get(), at.get(), from, secondFactorAt, actingAs))
        : Optional.empty();
  }

  List<GivenLock> locks(MappingFields fields) {
    List<GivenLock> locks = new ArrayList<>();
    fields.list("locks").forEach(item -> lock(item).ifPresent(locks::add));
    return locks;
  }

  private Optional<GivenLock> lock(YamlNode node) {
    MappingFields fields =
        MappingFields.of(node, Subject.of("a lock of a test"), LOCK_KEYS, problems);
    if (fields == null) {
      return Optional.empty();
    }
    List<String> targets =
        GivenLock.TARGETS.stream().filter(key -> fields.node(key) != null).toList();
    boolean spares = fields.flag("spare-emergencies");
    Optional<String> message = fields.requiredScalar("message").flatMap(this::message);
    fields.refuseOthers();
    if (targets.size() != 1) {
      problems.report(
          fields.at(),
          "lock-target",
          targets.isEmpty() ? "a lock that is on nothing" : "a lock with more than one target",
          "a lock has exactly one target: " + String.join(", ", GivenLock.TARGETS),
          targets.isEmpty() ? "write for example `role: billing`" : "write two locks");
      return Optional.empty();
    }
    String target = targets.get(0);
    if (spares && !target.equals("everybody")) {
      problems.report(
          fields.at(),
          "lock-that-spares",
          "`spare-emergencies` of a lock on a `" + target + "`",
          "a lock on everybody alone can spare those who hold an emergency",
          "take it out, or write `everybody: true`");
      return Optional.empty();
    }
    Optional<String> name = target.equals("everybody") ? everybody(fields) : name(fields, target);
    return name.isPresent() && message.isPresent()
        ? Optional.of(new GivenLock(target, name.get(), spares, message.get(), fields.at()))
        : Optional.empty();
  }

  private Optional<String> everybody(MappingFields fields) {
    if (fields.flag("everybody")) {
      return Optional.of("");
    }
    fields
        .scalar("everybody")
        .filter(scalar -> scalar.text().equals("false"))
        .ifPresent(
            scalar ->
                problems.report(
                    scalar.at(),
                    "lock-target",
                    "a lock that is on nobody",
                    "`everybody` is `true`, or left out",
                    "write `everybody: true`, or another target"));
    return Optional.empty();
  }

  private Optional<String> name(MappingFields fields, String target) {
    return fields
        .scalar(target)
        .flatMap(
            scalar ->
                target.equals("permission")
                    ? pattern(scalar)
                    : values.id(scalar, target.replace('-', ' ')));
  }

  private Optional<String> pattern(Scalar scalar) {
    return PermissionPattern.isPattern(scalar.text())
        ? Optional.of(scalar.text())
        : values.permission(scalar).map(ref -> ref.id());
  }

  private Optional<String> message(Scalar scalar) {
    if (!scalar.text().isBlank() && scalar.text().length() <= MAX_MESSAGE) {
      return Optional.of(scalar.text());
    }
    problems.report(
        scalar.at(),
        "bad-message",
        "`" + VisibleText.excerpt(scalar.text()) + "` as the message of a lock",
        "whoever is stopped reads it: 1 to 1000 characters, not all of them blank",
        "say what is locked, and until when");
    return Optional.empty();
  }
}
