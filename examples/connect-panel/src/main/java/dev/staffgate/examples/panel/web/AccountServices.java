package dev.staffgate.examples.panel.web;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Secret;
import dev.staffgate.signin.CredentialStore;
import dev.staffgate.signin.PasswordOwner;
import dev.staffgate.signin.care.AccountCare;
import dev.staffgate.signin.care.LinkClaims;
import dev.staffgate.signin.care.OwnCredentials;
import java.net.URI;

/**
 * Everything that pages ask about accounts.
 *
 * @param care invites, resets, unlocks and signs out
 * @param links lets owners claim the links that are made for them
 * @param own lets people change their own password and second factor
 * @param credentials tells who has a password and a second factor
 * @param panelName the name of the panel, which no password may be
 * @param url the address of the panel in browsers, which ends in a slash
 */
public record AccountServices(
    AccountCare care,
    LinkClaims links,
    OwnCredentials own,
    CredentialStore credentials,
    String panelName,
    URI url) {
  public AccountServices {
    requireNonNull(care, "care");
    requireNonNull(links, "links");
    requireNonNull(own, "own");
    requireNonNull(credentials, "credentials");
    requireNonNull(panelName, "panelName");
    requireNonNull(url, "url");
  }

  /** Returns the owner of an account, for the rules of passwords. */
  public PasswordOwner owner(String staff, String name) {
    return PasswordOwner.of(staff, name, panelName);
  }

  /** Returns the whole address that a token makes a link of. */
  public Secret address(Secret token) {
    return Secret.of(url.resolve(PanelPaths.LINK + token.revealToUse()).toString());
  }
}
