package dev.staffgate.yaml.read;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads emergencies: who may take which role, for how long. */
final class EmergenciesReader {
  private static final Set<String> KEYS = ImmutableSet.of("role", "holders", "for");

  private final ProblemCollector problems;
  private final ScalarReader values;

  EmergenciesReader(ProblemCollector problems, ScalarReader values) {
    this.problems = problems;
    this.values = values;
  }

  Optional<Emergency> read(String id, Scalar key, YamlNode node) {
    MappingFields fields = MappingFields.of(node, Subject.named("emergency", id), KEYS, problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<NameRef> role =
        fields.requiredScalar("role").flatMap(scalar -> values.ref(scalar, "role"));
    List<String> holders = new ArrayList<>();
    YamlNode holdersNode = fields.required("holders");
    fields
        .distinctScalars("holders")
        .forEach(scalar -> values.id(scalar, "staff").ifPresent(holders::add));
    Optional<Duration> lasts =
        fields.requiredScalar("for").flatMap(scalar -> values.duration(scalar, false));
    fields.refuseOthers();
    return role.isPresent() && holdersNode != null && lasts.isPresent()
        ? Optional.of(new Emergency(id, role.get(), holders, lasts.get(), key.at()))
        : Optional.empty();
  }
}
