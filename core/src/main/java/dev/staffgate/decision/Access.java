package dev.staffgate.decision;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Permission;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.text.VisibleText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The answer that a member of staff can do something, and under which conditions. Some request of
 * theirs for this permission is permitted, at some time, from some address, with whatever else it
 * may give (decision 0014). It never leaves anything out. It may say too much in one respect: each
 * condition is looked at by itself, so that one that rules out another is not noticed.
 *
 * <p>Immutable and safe for any number of threads. The ways are put together when they are asked
 * for.
 */
public final class Access {
  private final StaffAccount staff;
  private final Permission permission;
  private final Map<String, String> resources;
  private final boolean always;
  private final Supplier<List<Way>> ways;

  /**
   * Makes the answer for one account and one permission.
   *
   * @param resources the resources that the question names, by type
   * @param always whether every request is permitted that names them
   * @param ways supplies the ways, at least one, in order; asked once for each {@link #ways()}
   */
  public Access(
      StaffAccount staff,
      Permission permission,
      Map<String, String> resources,
      boolean always,
      Supplier<List<Way>> ways) {
    this.staff = requireNonNull(staff, "staff");
    this.permission = requireNonNull(permission, "permission");
    this.resources = ImmutableMap.copyOf(resources);
    this.always = always;
    this.ways = requireNonNull(ways, "ways");
  }

  /** Returns the account that can. */
  public StaffAccount staff() {
    return staff;
  }

  /** Returns the permission that it has. */
  public Permission permission() {
    return permission;
  }

  /** Returns the resources that the question names, by type; a request has to name them too. */
  public Map<String, String> resources() {
    return resources;
  }

  /**
   * Returns whether every request is permitted that names these resources, acts with all roles and
   * is made while no emergency is active. If not, it depends on what {@link #ways} and {@link
   * #networks} say.
   */
  public boolean always() {
    return always;
  }

  /**
   * Returns the ways in which the account can, at least one. Those of its roles come first, then
   * those of emergencies; among these, files as given, then line, then path. One of them has to be
   * open when a request is made.
   */
  public List<Way> ways() {
    return ways.get();
  }

  /** Returns the networks that the account may act from; empty if that is anywhere. */
  public Optional<List<NetworkTerm>> networks() {
    return staff.networks();
  }

  /** Returns the answer as text of several lines, for an administrator. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    toText(text::append);
    return text.toString();
  }

  /**
   * Writes {@link #toText()} piece by piece: the whole text of many ways may be larger than memory.
   */
  public void toText(Consumer<String> out) {
    StringBuilder text = new StringBuilder();
    text.append(staff.id()).append(", ").append(permission.id());
    resources.forEach(
        (type, id) ->
            text.append(" on ")
                .append(VisibleText.longExcerpt(type))
                .append(' ')
                .append(VisibleText.longExcerpt(id)));
    text.append(always ? ": always\n" : ": under conditions\n");
    networks()
        .ifPresent(
            terms ->
                text.append("  from the account's networks: ")
                    .append(terms.stream().map(Object::toString).collect(Collectors.joining(", ")))
                    .append('\n'));
    out.accept(text.toString());
    ways().forEach(way -> out.accept(way.toText()));
  }

  /** Returns the account, the permission and the resources. */
  @Override
  public String toString() {
    return "Access[" + staff.id() + ", " + permission.id() + ", on " + resources + "]";
  }
}
