package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A permission entry of a catalogue, as {@code permissions:} declares it.
 *
 * @param id lower-case words with dots between
 * @param title what it lets a person do, in a few words
 * @param category a lower-case word
 * @param sensitive whether {@code defaults.sensitive} applies to it
 * @param needs the permissions without which it is useless
 * @param at where it was declared
 */
public record PermissionDefinition(
    String id, String title, String category, boolean sensitive, List<NameRef> needs, Place at) {
  public PermissionDefinition {
    checkArgument(
        NameSyntax.isPermission(id),
        "%s is not a permission id: lower-case words with dots between",
        id);
    checkArgument(
        NameSyntax.isWord(category), "%s is not a category: one lower-case word", category);
    requireNonNull(title, "title");
    requireNonNull(at, "at");
    needs = List.copyOf(needs);
  }
}
