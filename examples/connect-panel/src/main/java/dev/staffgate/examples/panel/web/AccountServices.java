package dev.staffgate.examples.panel.web;

import static java.util.Objects.requireNonNull;

import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Secret;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.signin.CredentialStore;
import dev.staffgate.signin.PasswordOwner;
import dev.staffgate.signin.care.AccountCare;
import dev.staffgate.signin.care.AccountRecovery;
import dev.staffgate.signin.care.LinkClaims;
import dev.staffgate.signin.care.OwnCredentials;
import java.net.URI;
import java.util.Optional;

/**
 * Everything that pages ask about accounts.
 *
 * @param care invites, resets, unlocks and signs out
 * @param links lets owners claim the links that are made for them
 * @param own lets people change their own password and second factor
 * @param recovery tells which accounts were let in by the panel's machine
 * @param directory has the accounts that the policy does not have
 * @param credentials tells who has a password and a second factor
 * @param panelName the name of the panel, which no password may be
 * @param url the address of the panel in browsers, which ends in a slash
 */
public record AccountServices(
    AccountCare care,
    LinkClaims links,
    OwnCredentials own,
    AccountRecovery recovery,
    StaffDirectory directory,
    CredentialStore credentials,
    String panelName,
    URI url) {
  public AccountServices {
    requireNonNull(care, "care");
    requireNonNull(links, "links");
    requireNonNull(own, "own");
    requireNonNull(recovery, "recovery");
    requireNonNull(directory, "directory");
    requireNonNull(credentials, "credentials");
    requireNonNull(panelName, "panelName");
    requireNonNull(url, "url");
  }

  /**
   * Finds an account of the policy, or else of the state.
   *
   * @throws dev.staffgate.accounts.DirectoryException if the state cannot be read
   */
  public Optional<StaffAccount> find(PolicyDocument policy, String staff) {
    return Optional.ofNullable(policy.staff().get(staff)).or(() -> directory.find(staff));
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
