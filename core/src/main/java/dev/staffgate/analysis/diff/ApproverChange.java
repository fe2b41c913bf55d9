package dev.staffgate.analysis.diff;

/**
 * The change of those who may approve something.
 *
 * @param gains whether somebody may in the new policy alone
 * @param loses whether somebody may in the old policy alone
 */
record ApproverChange(boolean gains, boolean loses) {
  static final ApproverChange NONE = new ApproverChange(false, false);
  static final ApproverChange ANY = new ApproverChange(true, true);

  ApproverChange and(ApproverChange other) {
    return new ApproverChange(gains || other.gains, loses || other.loses);
  }
}
