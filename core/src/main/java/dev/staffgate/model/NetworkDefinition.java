package dev.staffgate.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A named network: addresses, blocks, ranges and other networks.
 *
 * @param id its name, which may not read as an address or block
 * @param terms its contents; an empty list contains no address
 * @param at where it was defined
 */
public record NetworkDefinition(String id, List<NetworkTerm> terms, Place at) {
  public NetworkDefinition {
    NameSyntax.requireId(id);
    terms = List.copyOf(terms);
    requireNonNull(at, "at");
  }
}
