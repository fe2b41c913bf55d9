package dev.staffgate.yaml.write;

import dev.staffgate.model.Condition;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Role;
import dev.staffgate.model.Server;
import dev.staffgate.yaml.write.YamlTree.Entries;
import java.util.List;
import java.util.Optional;

/** Writes roles and servers. */
final class RolesTree {
  private RolesTree() {}

  static Entries role(Role role) {
    return YamlTree.mapping()
        .put("title", role.title().map(ScalarWriter::text))
        .putUnlessEmpty("formerly", names(role.formerly()))
        .putUnlessEmpty("includes", names(role.includes()))
        .putUnlessEmpty("requires", ConditionsTree.of(role.requires()))
        .putUnlessEmpty(
            "grants",
            YamlTree.items(
                role.grants().stream()
                    .map(grant -> rule(grant.permissions(), grant.conditions()))
                    .toList()))
        .putUnlessEmpty(
            "denies",
            YamlTree.items(
                role.denies().stream()
                    .map(deny -> rule(deny.permissions(), deny.conditions()))
                    .toList()))
        .block();
  }

  static YamlTree names(List<NameRef> refs) {
    return YamlTree.items(refs.stream().map(ref -> ScalarWriter.text(ref.id())).toList());
  }

  private static YamlTree rule(List<PermissionPattern> patterns, List<Condition> conditions) {
    YamlTree permission =
        YamlTree.oneOrMore(
            patterns.stream().map(pattern -> ScalarWriter.text(pattern.text())).toList());
    return patterns.size() == 1 && conditions.isEmpty()
        ? permission
        : YamlTree.mapping()
            .put("permission", permission)
            .putAll(ConditionsTree.of(conditions))
            .inline();
  }

  static Entries server(Server server) {
    return YamlTree.mapping()
        .put("title", server.title().map(ScalarWriter::text))
        .put("panel", ScalarWriter.text(server.panel()))
        .put("url", ScalarWriter.text(server.url().toString()))
        .putUnlessEmpty("aliases", aliases(server.aliases()))
        .put("user", ScalarWriter.text(server.user()))
        .put("token", ScalarWriter.text(server.token().toString()))
        .put(
            "tls",
            server
                .pin()
                .map(pin -> YamlTree.mapping().put("pin", ScalarWriter.text(pin.text())).inline()))
        .put("sso", server.sso().map(RolesTree::sso))
        .block();
  }

  private static YamlTree aliases(List<String> aliases) {
    return YamlTree.items(aliases.stream().map(ScalarWriter::text).toList());
  }

  private static Entries sso(Server.Sso sso) {
    return YamlTree.mapping()
        .put("access", ScalarWriter.word(sso.restricted() ? "restricted" : "unrestricted"))
        .putUnlessEmpty(
            "roles", YamlTree.items(sso.roles().stream().map(RolesTree::ssoRole).toList()))
        .put("as", sso.as().map(ScalarWriter::text))
        .putUnlessEmpty("requires", ConditionsTree.of(sso.requires()))
        .inline();
  }

  private static YamlTree ssoRole(Server.SsoRole role) {
    YamlTree name = ScalarWriter.text(role.role().id());
    Optional<YamlTree> as = role.as().map(ScalarWriter::text);
    return as.isEmpty() ? name : YamlTree.mapping().put("role", name).put("as", as).inline();
  }
}
