package dev.staffgate.analysis;

import com.google.common.collect.ImmutableList;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.Lock;
import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.model.PolicyTestCase.Circumstances;
import dev.staffgate.network.IpAddress;
import java.util.Locale;
import java.util.Optional;

/** Makes the requests that a test asks. */
final class TestRequestFactory {
  private TestRequestFactory() {}

  /**
   * Returns what all requests of a test have in common.
   *
   * @param from the address of this scenario
   * @throws IllegalArgumentException if a request cannot hold it, such as a second factor before
   *     the year 1
   */
  static AccessRequest base(String staff, Circumstances circumstances, Optional<IpAddress> from) {
    AccessRequest request =
        AccessRequest.of(staff, "")
            .by(
                staff,
                from.orElse(null),
                circumstances.instant(),
                circumstances.secondFactorAge().map(circumstances.instant()::minus).orElse(null))
            .on(circumstances.resources())
            .with(circumstances.attributes());
    if (!circumstances.actingAs().isEmpty()) {
      request = request.actingAs(circumstances.actingAs().toArray(String[]::new));
    }
    if (!circumstances.emergencies().isEmpty()) {
      request = request.inEmergencies(circumstances.emergencies().toArray(String[]::new));
    }
    if (!circumstances.approvals().isEmpty()) {
      request =
          request.approvedBy(
              circumstances.approvals().stream()
                  .map(TestRequestFactory::approval)
                  .toArray(GivenApproval[]::new));
    }
    return circumstances.locks().isEmpty()
        ? request
        : request.underLocks(
            circumstances.locks().stream()
                .map(TestRequestFactory::lock)
                .collect(ImmutableList.toImmutableList()));
  }

  private static GivenApproval approval(PolicyTestCase.GivenApproval given) {
    return new GivenApproval(
        given.by(), given.at(), given.from(), given.secondFactorAt(), given.actingAs());
  }

  private static Lock lock(PolicyTestCase.GivenLock given) {
    return new Lock(
        Lock.Target.valueOf(given.target().toUpperCase(Locale.ROOT).replace('-', '_')),
        given.name(),
        given.sparesEmergencies(),
        given.message());
  }
}
