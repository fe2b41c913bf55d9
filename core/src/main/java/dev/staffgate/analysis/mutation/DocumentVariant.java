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
    return bare().roles(replaced(document.roles(), role.id(), role)).build();
  }

  /** Returns the document with other defaults. */
  public PolicyDocument with(Defaults defaults) {
    return bare().defaults(defaults).build();
  }

  /** Returns the document with a server in place of that of its id. */
  public PolicyDocument with(Server server) {
    return bare().servers(replaced(document.servers(), server.id(), server)).build();
  }

  /** Returns the document with an account in place of that of its id. */
  PolicyDocument with(StaffAccount account) {
    return bare().staff(replaced(document.staff(), account.id(), account)).build();
  }

  /** Returns the document with other rules of separation. */
  PolicyDocument withSeparate(List<SeparationRule> rules) {
    return bare().separate(rules).build();
  }

  /** Returns the document with other emergencies. */
  PolicyDocument withEmergencies(Map<String, Emergency> emergencies) {
    return bare().emergencies(emergencies).build();
  }

  private PolicyDocument.Builder bare() {
    return document.toBuilder().routes(List.of()).tests(List.of());
  }

  /** Returns a mapping with an entry in place of that of its key, where that stood. */
  static <V> Map<String, V> replaced(Map<String, V> old, String key, V value) {
    ImmutableMap.Builder<String, V> changed = ImmutableMap.builderWithExpectedSize(old.size());
    old.forEach((id, one) -> changed.put(id, id.equals(key) ? value : one));
    return changed.buildOrThrow();
  }
}
