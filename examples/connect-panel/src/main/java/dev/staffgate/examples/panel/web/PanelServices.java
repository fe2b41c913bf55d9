package dev.staffgate.examples.panel.web;

import static java.util.Objects.requireNonNull;

import dev.staffgate.Staffgate;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.signin.SignIn;

/**
 * Everything that pages ask.
 *
 * @param staffgate decides, and opens sessions on servers
 * @param signIn checks passwords and codes
 * @param accounts looks after accounts, and the links of their owners
 * @param postures reads what the tokens of servers may do
 * @param formTokens tells forms of this panel from those of others
 * @param audit keeps what people did
 * @param outsiders keeps what callers were refused who proved nothing
 */
public record PanelServices(
    Staffgate staffgate,
    SignIn signIn,
    AccountServices accounts,
    TokenPostureReader postures,
    FormTokens formTokens,
    AuditSink audit,
    OutsiderAudit outsiders) {
  public PanelServices {
    requireNonNull(staffgate, "staffgate");
    requireNonNull(signIn, "signIn");
    requireNonNull(accounts, "accounts");
    requireNonNull(postures, "postures");
    requireNonNull(formTokens, "formTokens");
    requireNonNull(audit, "audit");
    requireNonNull(outsiders, "outsiders");
  }
}
