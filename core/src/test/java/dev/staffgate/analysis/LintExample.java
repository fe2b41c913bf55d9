package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.yaml.PolicyFiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A policy in which lint finds one thing, and changes of it after which it does not.
 *
 * @param code of the finding
 * @param policy its text
 * @param finding the whole line
 */
record LintExample(
    LintCode code,
    String policy,
    UnaryOperator<LintOptions> options,
    String finding,
    List<Miss> misses) {
  /** The instant of all examples. */
  static final Instant NOW = Instant.parse("2027-02-03T11:00:00Z");

  /** A change after which nothing is found. */
  record Miss(String why, String from, String to) {}

  static LintExample of(LintCode code, String policy, String finding) {
    return new LintExample(code, policy, UnaryOperator.identity(), finding, List.of());
  }

  LintExample with(UnaryOperator<LintOptions> changed) {
    return new LintExample(code, policy, changed, finding, misses);
  }

  LintExample miss(String why, String from, String to) {
    assertThat(policy).as(why).contains(from);
    List<Miss> more = new ArrayList<>(misses);
    more.add(new Miss(why, from, to));
    return new LintExample(code, policy, options, finding, more);
  }

  List<String> found(String text) {
    LintOptions changed = options.apply(LintOptions.at(NOW));
    return PolicyLint.of(PolicyFiles.parse("policy.yaml", text), changed).findings().stream()
        .filter(one -> one.code() == code)
        .map(LintFinding::toString)
        .toList();
  }

  @Override
  public String toString() {
    return code.text();
  }
}
