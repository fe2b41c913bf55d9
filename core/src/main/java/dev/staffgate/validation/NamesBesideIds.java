package dev.staffgate.validation;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Validates the names that things have beside their ids: what a role was called, what an identity
 * provider calls an account, whom an account belongs to, other hosts of a server (policy reference,
 * section 2). Letter case is ignored, so that no two are mistaken for each other.
 */
final class NamesBesideIds {
  private final PolicyDocument document;
  private final ReferenceChecker references;

  NamesBesideIds(PolicyDocument document, ReferenceChecker references) {
    this.document = document;
    this.references = references;
  }

  /** Returns the roles of a document by the ids that they had before. */
  static Map<String, String> renamedRoles(PolicyDocument document) {
    Map<String, String> renamed = new HashMap<>();
    for (Role role : document.roles().values()) {
      role.formerly().forEach(former -> renamed.putIfAbsent(former.id(), role.id()));
    }
    return renamed;
  }

  void validate() {
    formerNames();
    knownAs();
    persons();
    aliases();
  }

  private void formerNames() {
    Map<String, String> ids = null; // made when the first role has a former name: few have
    Map<String, NameRef> first = new HashMap<>();
    for (Role role : document.roles().values()) {
      for (NameRef former : role.formerly()) {
        ids = ids == null ? foldedRoles() : ids;
        String folded = fold(former.id());
        String taken = ids.get(folded);
        if (taken != null) {
          references.report(
              former.at(),
              "former-name-in-use",
              "former name `" + former.id() + "` of role `" + role.id() + "` is the id of a role",
              "whoever still says it would get `" + taken + "`, or nobody could tell which",
              "take it out, or rename role `" + taken + "`");
        }
        NameRef before = first.putIfAbsent(folded, former);
        if (before != null) {
          references.report(
              former.at(),
              "former-name-twice",
              "former name `" + former.id() + "` stands twice in the policy",
              "it can lead to one role alone, letter case ignored; it stands first at "
                  + before.at(),
              "take one out");
        }
      }
    }
  }

  private Map<String, String> foldedRoles() {
    Map<String, String> ids = new HashMap<>();
    for (String id : references.declared(Section.ROLES)) {
      ids.put(fold(id), id);
    }
    return ids;
  }

  private void knownAs() {
    Map<String, String> owners = new HashMap<>();
    if (document.staff().values().stream().allMatch(one -> one.knownAs().isEmpty())) {
      return;
    }
    document.staff().keySet().forEach(id -> owners.put(fold(id), id));
    for (StaffAccount account : document.staff().values()) {
      for (String name : account.knownAs()) {
        String owner = owners.putIfAbsent(fold(name), account.id());
        if (owner != null) {
          references.report(
              account.at(),
              "known-as-taken",
              "`known-as` name `"
                  + name
                  + "` of staff `"
                  + account.id()
                  + "` leads to "
                  + whose(account, owner),
              "a name that two answer to is nobody; letter case is ignored, and ids count",
              "take one out");
        }
      }
    }
  }

  private static String whose(StaffAccount account, String owner) {
    return owner.equals(account.id())
        ? "the same account already"
        : "staff `" + owner + "` already";
  }

  /**
   * Reports an account whose person is an account of somebody else, and a person whose id differs
   * from another in case alone: approvals of one person would count as those of two.
   */
  private void persons() {
    Map<String, String> spellings = new LinkedHashMap<>();
    if (document.staff().values().stream().allMatch(one -> one.person().isEmpty())) {
      return;
    }
    document.staff().keySet().forEach(id -> spellings.putIfAbsent(fold(id), id));
    for (StaffAccount account : document.staff().values()) {
      if (account.person().isPresent()) {
        person(account, account.person().get(), spellings);
      }
    }
  }

  private void person(StaffAccount account, String person, Map<String, String> spellings) {
    StaffAccount named = document.staff().get(person);
    if (named != null && !named.personId().equals(person)) {
      references.report(
          account.at(),
          "person-of-another",
          "person `"
              + person
              + "` of staff `"
              + account.id()
              + "` is an account that belongs to `"
              + named.personId()
              + "`",
          "whose account it is must be said in one step, so that one person never counts as two",
          "write `person: "
              + named.personId()
              + "`, or take `person` out of staff `"
              + person
              + "`");
      return;
    }
    String spelling = requireNonNull(spellings.computeIfAbsent(fold(person), any -> person));
    if (!spelling.equals(person)) {
      references.report(
          account.at(),
          "differs-in-case-alone",
          "person `"
              + person
              + "` of staff `"
              + account.id()
              + "` differs from `"
              + spelling
              + "` in case alone",
          "ids are case-sensitive: these would be two persons, who may approve each other's"
              + " requests",
          "write `person: " + spelling + "`");
    }
  }

  private void aliases() {
    if (document.servers().values().stream().allMatch(one -> one.aliases().isEmpty())) {
      return;
    }
    SetMultimap<String, String> servers = LinkedHashMultimap.create();
    for (Server server : document.servers().values()) {
      // Several servers may share a host, by different ports; an alias is of one server alone.
      server.host().ifPresent(host -> servers.put(host, server.id()));
    }
    for (Server server : document.servers().values()) {
      for (String alias : server.aliases()) {
        alias(server, alias, servers.get(alias));
        servers.put(alias, server.id());
      }
    }
  }

  private void alias(Server server, String alias, Set<String> taken) {
    for (String other : taken) {
      if (!other.equals(server.id())) {
        references.report(
            server.at(),
            "alias-taken",
            "alias `"
                + alias
                + "` of server `"
                + server.id()
                + "` is a host of server `"
                + other
                + "`",
            "a login link must lead to the server that was asked, and to no other",
            "take it out of one of them");
        return;
      }
    }
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
