package dev.staffgate.analysis.mutation;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import java.util.List;
import java.util.Map;

/** Documents that differ from one in a single entry. None has tests or routes. Immutable. */
public final class DocumentVariant {
  private final PolicyDocument document;

  /** Makes a source of documents that differ from this one. */
  public DocumentVariant(PolicyDocument document) {
    this.document = document;
  }

  /** Returns the document with a role in place of that of its id. */
  public PolicyDocument with(Role role) {
    return with(
        document.defaults(),
        replaced(document.roles(), role.id(), role),
        document.separate(),
        document.servers(),
        document.staff(),
        document.emergencies());
  }

  /** Returns the document with other defaults. */
  public PolicyDocument with(Defaults defaults) {
    return with(
        defaults,
        document.roles(),
        document.separate(),
        document.servers(),
        document.staff(),
        document.emergencies());
  }

  /** Returns the document with a server in place of that of its id. */
  public PolicyDocument with(Server server) {
    return with(
        document.defaults(),
        document.roles(),
        document.separate(),
        replaced(document.servers(), server.id(), server),
        document.staff(),
        document.emergencies());
  }

  /** Returns the document with an account in place of that of its id. */
  PolicyDocument with(StaffAccount account) {
    return with(
        document.defaults(),
        document.roles(),
        document.separate(),
        document.servers(),
        replaced(document.staff(), account.id(), account),
        document.emergencies());
  }

  /** Returns the document with other rules of separation. */
  PolicyDocument withSeparate(List<SeparationRule> rules) {
    return with(
        document.defaults(),
        document.roles(),
        rules,
        document.servers(),
        document.staff(),
        document.emergencies());
  }

  /** Returns the document with other emergencies. */
  PolicyDocument withEmergencies(Map<String, Emergency> emergencies) {
    return with(
        document.defaults(),
        document.roles(),
        document.separate(),
        document.servers(),
        document.staff(),
        emergencies);
  }

  /** Returns a mapping with an entry in place of that of its key, where that stood. */
  static <V> Map<String, V> replaced(Map<String, V> old, String key, V value) {
    ImmutableMap.Builder<String, V> changed = ImmutableMap.builderWithExpectedSize(old.size());
    old.forEach((id, one) -> changed.put(id, id.equals(key) ? value : one));
    return changed.buildOrThrow();
  }

  private PolicyDocument with(
      Defaults defaults,
      Map<String, Role> roles,
      List<SeparationRule> separate,
      Map<String, Server> servers,
      Map<String, StaffAccount> staff,
      Map<String, Emergency> emergencies) {
    return new PolicyDocument(
        document.hosting(),
        document.permissions(),
        document.networks(),
        document.schedules(),
        defaults,
        roles,
        separate,
        document.serverGroups(),
        servers,
        document.departments(),
        staff,
        emergencies,
        List.of(),
        List.of());
  }
}
