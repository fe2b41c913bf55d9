package dev.staffgate.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A named group of servers, which a condition names as {@code @id} where it speaks of servers.
 *
 * @param id its name
 * @param servers its members; may be empty
 * @param at where it was defined
 */
public record ServerGroup(String id, List<NameRef> servers, Place at) {
  public ServerGroup {
    NameSyntax.requireId(id);
    servers = List.copyOf(servers);
    requireNonNull(at, "at");
  }
}
