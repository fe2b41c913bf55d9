package dev.staffgate.policy.engine;

import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.Remedy;
import dev.staffgate.model.Place;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.text.VisibleText;
import java.util.List;

/** The denials of one policy that have no grant and no deny behind them. */
public final class StandardDenials {
  public final Decision.Deny accountUnknown;
  final Decision.Deny notGranted;
  final Decision.Deny serverUnknown;

  private final String version;

  public StandardDenials(String version) {
    this.version = version;
    this.accountUnknown = deny(ReasonCode.ACCOUNT_UNKNOWN, Remedy.NONE, "no account has this id");
    this.notGranted =
        deny(ReasonCode.NOT_GRANTED, Remedy.NONE, "no role that is held now grants it");
    this.serverUnknown =
        deny(
            ReasonCode.SERVER_UNKNOWN,
            Remedy.NONE,
            "the policy has no such server, or none is named");
  }

  /** Returns the version of the policy. */
  String version() {
    return version;
  }

  Decision roleUndefined(StaffAccount account, String role) {
    return deny(
        ReasonCode.ROLE_UNDEFINED,
        account.at(),
        Remedy.NONE,
        "the account has role `"
            + VisibleText.ascii(role, 64)
            + "`, which the policy does not define: a role of a directory that was renamed needs"
            + " its old name under `formerly`");
  }

  Decision accountDisabled(StaffAccount account) {
    return deny(ReasonCode.ACCOUNT_DISABLED, account.at(), Remedy.NONE, "the account is disabled");
  }

  Decision accountNetwork(StaffAccount account) {
    return deny(
        ReasonCode.ACCOUNT_NETWORK,
        account.at(),
        Remedy.ANOTHER_NETWORK,
        "the account may act from its own networks alone, and the address is in none of them or not"
            + " given");
  }

  Decision instantMissing(StaffAccount account) {
    return deny(
        ReasonCode.INSTANT_MISSING,
        account.at(),
        Remedy.NONE,
        "the account has roles for a time, and the request does not say when it is made");
  }

  /** Returns the denial for a server whose panel has no single sign-on. */
  public Decision serverWithoutSso(Server server) {
    return deny(
        ReasonCode.SERVER_WITHOUT_SSO,
        server.at(),
        Remedy.NONE,
        "the panel of server `" + server.id() + "` has no single sign-on");
  }

  /** Returns the denial for a server that lists roles of which none is held, or lists none. */
  public Decision serverRestricted(Server server) {
    return deny(
        ReasonCode.SERVER_RESTRICTED,
        server.at(),
        Remedy.NONE,
        "server `" + server.id() + "` is restricted to roles of which none is held");
  }

  /** Returns the denial for roles that break a rule of {@code separate}. */
  Decision separated(SeparationRule rule) {
    return deny(
        ReasonCode.SEPARATION_OF_DUTIES,
        rule.at(),
        Remedy.NONE,
        "the roles break the rule `" + rule.name() + "` of `separate`");
  }

  private Decision.Deny deny(ReasonCode code, Remedy remedy, String forAdministrator) {
    return deny(code, Place.NONE, remedy, forAdministrator);
  }

  private Decision.Deny deny(ReasonCode code, Place place, Remedy remedy, String forAdministrator) {
    return new Decision.Deny(
        new Reason(code, place, List::of, remedy, version, () -> forAdministrator));
  }
}
