package dev.staffgate.yaml.edit;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.common.collect.Maps;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.NearestName;
import dev.staffgate.validation.Section;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Changes one thing in a copy of a document or of its parts; it has to be there. */
public final class DocumentChanges {
  /** The most names that a message tells. */
  private static final int MOST = 5;

  private DocumentChanges() {}

  public static PolicyDocument networks(
      PolicyDocument old, UnaryOperator<Map<String, NetworkDefinition>> change) {
    return old.toBuilder().networks(change.apply(old.networks())).build();
  }

  public static PolicyDocument roles(PolicyDocument old, UnaryOperator<Map<String, Role>> change) {
    return old.toBuilder().roles(change.apply(old.roles())).build();
  }

  public static PolicyDocument servers(
      PolicyDocument old, UnaryOperator<Map<String, Server>> change) {
    return old.toBuilder().servers(change.apply(old.servers())).build();
  }

  public static PolicyDocument staff(
      PolicyDocument old, UnaryOperator<Map<String, StaffAccount>> change) {
    return old.toBuilder().staff(change.apply(old.staff())).build();
  }

  public static <T> Map<String, T> added(
      Map<String, T> things, Section section, String id, T thing) {
    checkArgument(
        !things.containsKey(id),
        "%s `%s` is there already; change that one, or choose another id",
        section.noun(),
        id);
    return put(things, id, thing);
  }

  public static <T> Map<String, T> changed(
      Map<String, T> things, Section section, String id, UnaryOperator<T> change) {
    T old = things.get(id);
    if (old == null) {
      throw missing(things, section, id);
    }
    return put(things, id, change.apply(old));
  }

  private static IllegalArgumentException missing(
      Map<String, ?> things, Section section, String id) {
    String mend =
        NearestName.hint(
            id,
            things.keySet(),
            things.isEmpty() ? "there is none" : "there are " + named(things.keySet()));
    return new IllegalArgumentException(
        section.noun() + " `" + VisibleText.excerpt(id) + "` does not exist; " + mend);
  }

  /** Returns the first few names, and an ellipsis if there are more. */
  public static String named(Collection<String> names) {
    return names.stream().limit(MOST).map(name -> "`" + name + "`").collect(joining(", "))
        + (names.size() > MOST ? ", …" : "");
  }

  private static <T> Map<String, T> put(Map<String, T> things, String id, T thing) {
    Map<String, T> all = new LinkedHashMap<>(things);
    all.put(id, thing);
    return all;
  }

  public static <T> Map<String, T> removed(Map<String, T> things, Section section, String id) {
    if (!things.containsKey(id)) {
      throw missing(things, section, id);
    }
    return Maps.filterKeys(things, other -> !other.equals(id));
  }

  public static <T> List<T> appended(List<T> list, T item) {
    return ImmutableList.<T>builder().addAll(list).add(item).build();
  }

  /** Returns the list without the first item that is the one asked for. */
  public static <T> List<T> without(List<T> list, Predicate<T> one, String what) {
    List<T> rest = new ArrayList<>(list);
    int index = Iterables.indexOf(list, one::test);
    checkArgument(
        index >= 0, "no %s exists; it has to equal one of the document in all its parts", what);
    rest.remove(index);
    return rest;
  }

  /** Returns a server with other roles in its {@code sso}, which it has. */
  public static Server with(Server old, Function<Server.Sso, List<Server.SsoRole>> roles) {
    checkArgument(old.sso().isPresent(), "server `%s` has no `sso`; give it one first", old.id());
    Server.Sso sso = old.sso().orElseThrow();
    return old.with(
        new Server.Sso(sso.restricted(), roles.apply(sso), sso.as(), sso.requires(), sso.at()));
  }
}
