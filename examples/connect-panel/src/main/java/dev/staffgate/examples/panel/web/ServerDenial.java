package dev.staffgate.examples.panel.web;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;

/**
 * The denial of entering a server, as a person reads it: a server that does not exist, one that is
 * for others and one that nothing leads to are told alike, or its ids could be found by asking.
 *
 * @param code a stable word
 * @param sentence for the person
 */
public record ServerDenial(String code, String sentence) {
  private static final ImmutableSet<ReasonCode> ALIKE =
      Sets.immutableEnumSet(
          ReasonCode.SERVER_UNKNOWN,
          ReasonCode.SERVER_WITHOUT_SSO,
          ReasonCode.SERVER_RESTRICTED,
          ReasonCode.NOT_GRANTED);

  public ServerDenial {
    requireNonNull(code, "code");
    requireNonNull(sentence, "sentence");
  }

  /** Returns the denial for a decision that is not a permit. */
  public static ServerDenial of(Decision decision) {
    Reason reason = decision.reason();
    return ALIKE.contains(reason.code())
        ? new ServerDenial(ReasonCode.SERVER_RESTRICTED.text(), "You may not enter this server.")
        : new ServerDenial(reason.code().text(), reason.sentence());
  }
}
