package dev.staffgate.sso;

import static com.google.common.base.Preconditions.checkArgument;

import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.Server;

/**
 * A customer's account on a server. The program states whose account it is: the decision is about
 * the client, the session is that of the account.
 *
 * @param server the server's id, as the person asked for it
 * @param client the client's id, as the policy's conditions name clients
 * @param account the panel's name for the account; a mailbox's address for its webmail
 */
public record ClientAccount(String server, String client, String account) {
  public ClientAccount {
    checkArgument(
        !server.isEmpty() && server.length() <= NameSyntax.MAX_LENGTH,
        "a server's id is of no length");
    checkArgument(
        !client.isEmpty() && client.length() <= NameSyntax.MAX_LENGTH,
        "a client's id is of no length");
    checkArgument(Server.isPanelUser(account), "no panel has an account of such a name");
  }
}
