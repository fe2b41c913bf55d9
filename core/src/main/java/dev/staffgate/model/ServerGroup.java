package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
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
    checkArgument(NameSyntax.isId(id), "%s is not an id", id);
    servers = List.copyOf(servers);
    requireNonNull(at, "at");
  }
}
