package dev.staffgate.examples.panel.web;

import static java.util.Objects.requireNonNull;

import dev.staffgate.Staffgate;
import dev.staffgate.signin.SignIn;

/**
 * Everything that pages ask.
 *
 * @param staffgate decides, and opens sessions on servers
 * @param signIn checks passwords and codes
 * @param postures reads what the tokens of servers may do
 */
public record PanelServices(Staffgate staffgate, SignIn signIn, TokenPostureReader postures) {
  public PanelServices {
    requireNonNull(staffgate, "staffgate");
    requireNonNull(signIn, "signIn");
    requireNonNull(postures, "postures");
  }
}
