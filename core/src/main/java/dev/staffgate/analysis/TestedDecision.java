package dev.staffgate.analysis;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.policy.CompiledAccount;

/**
 * A single decision that a test stands for.
 *
 * @param account the one who asks
 * @param byPermit whether the test looks at nothing but whether it is a permit, as a question in
 *     reverse does
 */
record TestedDecision(CompiledAccount account, AccessRequest request, boolean byPermit) {}
