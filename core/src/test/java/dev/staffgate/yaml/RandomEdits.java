package dev.staffgate.yaml;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Permission;
import dev.staffgate.model.Place;
import dev.staffgate.model.Role;
import dev.staffgate.model.SecretRef;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpRange;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;

/** Edits drawn at random, for a policy of any content. The result need not be usable. */
final class RandomEdits {
  private final Random random;

  RandomEdits(long seed) {
    this.random = new Random(seed);
  }

  /** Adds or sets one thing. */
  PolicyEdit addition(PolicyEdit edit) {
    Role role = pick(edit.document().roles().values(), any -> true).orElseThrow();
    NameRef ref = NameRef.of(role.id());
    return switch (random.nextInt(9)) {
      case 0 -> edit.addRole(role("neu" + random.nextInt(), role, permission(edit)));
      case 1 ->
          added(
              edit,
              role.grants(),
              Grant.of(permission(edit)),
              grant -> edit.addGrant(role.id(), grant));
      case 2 ->
          added(
              edit,
              role.denies(),
              Deny.of(permission(edit)),
              deny -> edit.addDeny(role.id(), deny));
      case 3 -> staff(edit, one -> edit.assign(one.id(), forATime(ref)));
      case 4 -> staff(edit, one -> edit.disable(one.id()));
      case 5 -> edit.addStaff(StaffAccount.of("neu" + random.nextInt(), role.id()));
      case 6 ->
          pick(edit.document().networks().keySet(), any -> true)
              .map(id -> edit.addToNetwork(id, address()))
              .orElse(edit);
      case 7 ->
          pick(
                  edit.document().servers().values(),
                  one -> one.sso().filter(Server.Sso::restricted).isPresent())
              .map(
                  one ->
                      edit.addSsoRole(
                          one.id(), new Server.SsoRole(ref, Optional.of("ops" + random.nextInt()))))
              .orElse(edit);
      default -> edit.addServer(server("neu" + random.nextInt()));
    };
  }

  /** Removes one thing, if there is one. */
  PolicyEdit removal(PolicyEdit edit) {
    Optional<Role> role = pick(edit.document().roles().values(), any -> true);
    return switch (random.nextInt(9)) {
      case 0 -> role.map(one -> edit.removeRole(one.id())).orElse(edit);
      case 1 ->
          role.flatMap(
                  one ->
                      pick(one.grants(), any -> true)
                          .map(grant -> edit.removeGrant(one.id(), grant)))
              .orElse(edit);
      case 2 ->
          role.flatMap(
                  one ->
                      pick(one.denies(), any -> true).map(deny -> edit.removeDeny(one.id(), deny)))
              .orElse(edit);
      case 3 -> staff(edit, one -> edit.removeStaff(one.id()));
      case 4 -> staff(edit, one -> edit.enable(one.id()));
      case 5 ->
          staff(
              edit,
              one ->
                  pick(one.roles(), any -> true)
                      .map(assignment -> edit.unassign(one.id(), assignment))
                      .orElse(edit));
      case 6 ->
          pick(edit.document().networks().values(), one -> !one.terms().isEmpty())
              .map(one -> edit.removeFromNetwork(one.id(), one.terms().get(0)))
              .orElse(edit);
      case 7 ->
          pick(
                  edit.document().servers().values(),
                  one -> one.sso().filter(sso -> !sso.roles().isEmpty()).isPresent())
              .map(
                  one ->
                      edit.removeSsoRole(
                          one.id(), one.sso().orElseThrow().roles().get(0).role().id()))
              .orElse(edit);
      default ->
          pick(edit.document().servers().keySet(), any -> true)
              .map(edit::removeServer)
              .orElse(edit);
    };
  }

  private PolicyEdit staff(PolicyEdit edit, Function<StaffAccount, PolicyEdit> change) {
    return pick(edit.document().staff().values(), any -> true).map(change).orElse(edit);
  }

  private String permission(PolicyEdit edit) {
    return pick(edit.document().catalogue().all(), one -> !one.id().equals(Permission.SERVER_SSO))
        .map(Permission::id)
        .orElse("*");
  }

  private static Role role(String id, Role like, String permission) {
    return new Role(
        id,
        Optional.of("no # comment"),
        List.of(),
        List.of(NameRef.of(like.id())),
        like.requires(),
        List.of(Grant.of(permission)),
        like.denies(),
        Place.NONE);
  }

  /** An entry must not stand twice in a list. */
  private static <T> PolicyEdit added(
      PolicyEdit edit, List<T> there, T one, Function<T, PolicyEdit> addition) {
    return there.contains(one) ? edit : addition.apply(one);
  }

  private Assignment forATime(NameRef role) {
    return new Assignment(
        role,
        Optional.empty(),
        Optional.of(Instant.parse("2027-01-01T00:00:00Z").plusSeconds(random.nextInt(1 << 30))),
        Optional.empty(),
        Optional.of("a: b"));
  }

  private NetworkTerm address() {
    String text = "2001:db8::%x:%x".formatted(random.nextInt(1 << 16), random.nextInt(1 << 16));
    return new NetworkTerm.Addresses(IpRange.parse(text), Place.NONE);
  }

  private static Server server(String id) {
    return new Server(
        id,
        Optional.empty(),
        "whm",
        URI.create("https://neu.example.net"),
        List.of(),
        "root",
        new SecretRef("env", "TOKEN"),
        Optional.empty(),
        Optional.empty(),
        Place.NONE);
  }

  private <T> Optional<T> pick(Collection<T> things, Predicate<T> choice) {
    List<T> eligible = things.stream().filter(choice).toList();
    return eligible.isEmpty()
        ? Optional.empty()
        : Optional.of(eligible.get(random.nextInt(eligible.size())));
  }
}
