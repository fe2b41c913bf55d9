package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The permissions that exist for one policy: the built-in ones of a hosting business, those that
 * the policy declares, and always {@code server.sso}.
 *
 * <p>Each permission has a position from 0 to {@code size - 1}, and the built-in ones have the same
 * position in every catalogue that holds them. Immutable.
 */
public final class Catalogue {
  private static final PermissionDefinition SSO =
      new PermissionDefinition(
          Permission.SERVER_SSO,
          "Open a session in a server's panel",
          "system",
          false,
          List.of(),
          Place.NONE);
  private static final Catalogue NONE = new Catalogue(null, List.of(SSO));
  private static final Catalogue HOSTING = new Catalogue(NONE, HostingPermissionTable.ALL);

  private final ImmutableList<Permission> all;
  private final Permission[] byIndex;
  private final ImmutableMap<String, Permission> byId;

  private Catalogue(@Nullable Catalogue base, Collection<PermissionDefinition> added) {
    ImmutableList.Builder<Permission> list = ImmutableList.builder();
    int index = 0;
    if (base != null) {
      list.addAll(base.all);
      index = base.all.size();
    }
    for (PermissionDefinition definition : added) {
      list.add(new Permission(definition, index++));
    }
    this.all = list.build();
    this.byIndex = all.toArray(Permission[]::new);
    ImmutableMap.Builder<String, Permission> map = ImmutableMap.builderWithExpectedSize(all.size());
    all.forEach(permission -> map.put(permission.id(), permission));
    this.byId = map.buildOrThrow();
  }

  /** The built-in permissions of a hosting business, in five categories. */
  public static Catalogue hosting() {
    return HOSTING;
  }

  /**
   * A catalogue of {@code server.sso} alone, for a policy that declares all of its permissions
   * itself.
   */
  public static Catalogue none() {
    return NONE;
  }

  /**
   * Returns this catalogue with more permissions.
   *
   * @throws IllegalArgumentException if one exists already, or is added twice
   */
  public Catalogue plus(Collection<PermissionDefinition> added) {
    added.forEach(
        one ->
            checkArgument(!byId.containsKey(one.id()), "%s is in the catalogue already", one.id()));
    return added.isEmpty() ? this : new Catalogue(this, added);
  }

  /** Returns the permission with this id, if there is one. */
  public Optional<Permission> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns all permissions, by position. */
  public List<Permission> all() {
    return all;
  }

  /** Returns the number of permissions. */
  public int size() {
    return all.size();
  }

  /**
   * Returns the position of a permission, also of one from another catalogue; -1 if this catalogue
   * has no permission with that id.
   */
  @SuppressWarnings(
      "ReferenceEquality") // the very object of this catalogue spares the look-up by id
  public int indexOf(Permission permission) {
    int index = permission.index();
    if (index < byIndex.length && byIndex[index] == permission) {
      return index;
    }
    return indexOf(permission.id());
  }

  /** Returns the position of the permission with this id; -1 if there is none. */
  public int indexOf(String id) {
    Permission permission = byId.get(id);
    return permission == null ? -1 : permission.index();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Catalogue that && byId.keySet().equals(that.byId.keySet());
  }

  @Override
  public int hashCode() {
    return byId.keySet().hashCode();
  }

  @Override
  public String toString() {
    return "Catalogue[" + all.size() + " permissions]";
  }
}
