package dev.staffgate.model;

import java.util.List;

/**
 * One thing that staff may be permitted to do, such as {@code payment.refund}: an entry of a {@link
 * Catalogue}.
 *
 * <p>Immutable, and equal by id: a permission that was resolved before a reload works with the new
 * policy. Get it from {@link Catalogue#find} or from a policy.
 */
public final class Permission {
  /**
   * Single sign-on into a server, asked on {@code server: V}. In every catalogue; never declared,
   * granted or reached by a grant's wildcard (policy reference, section 4).
   */
  public static final String SERVER_SSO = "server.sso";

  private final String id;
  private final String title;
  private final String category;
  private final boolean sensitive;
  private final List<String> needs;
  private final int index;

  Permission(PermissionDefinition definition, int index) {
    this.id = definition.id();
    this.title = definition.title();
    this.category = definition.category();
    this.sensitive = definition.sensitive();
    this.needs = definition.needs().stream().map(NameRef::id).toList();
    this.index = index;
  }

  /** Returns the id: lower-case words with dots between them. */
  public String id() {
    return id;
  }

  /** Returns what it lets a person do, in a few words. */
  public String title() {
    return title;
  }

  /**
   * {@code client}, {@code billing}, {@code support}, {@code product}, {@code system}, or the
   * program's own.
   */
  public String category() {
    return category;
  }

  /** Returns whether {@code defaults.sensitive} applies to it and its use is audited. */
  public boolean sensitive() {
    return sensitive;
  }

  /**
   * Returns the ids of the permissions without which this one is useless: a hint for authors of
   * roles that does not affect decisions.
   */
  public List<String> needs() {
    return needs;
  }

  /** Returns its position in the catalogue that made it. */
  int index() {
    return index;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Permission that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return id;
  }
}
