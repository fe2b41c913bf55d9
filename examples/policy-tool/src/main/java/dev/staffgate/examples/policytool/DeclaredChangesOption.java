package dev.staffgate.examples.policytool;

import dev.staffgate.model.ExpectedChange;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.Role;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.ExpectedChanges;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The changes that the author of a policy declares; any other is refused. */
final class DeclaredChangesOption {
  @Option(
      names = "--only",
      paramLabel = "role:X,permission:Y",
      description =
          "Fails if anything else changes than permission Y for those who have role X, by includes"
              + " too. Either may be left out; Y may be a wildcard. May be repeated.")
  private List<String> only = List.of();

  @Option(
      names = "--expect",
      paramLabel = "FILE",
      description =
          "Fails if anything changes that this file does not declare, or something does not change"
              + " that it declares.")
  private @Nullable Path expect;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * The declared changes.
   *
   * @param atMost those that need not be there
   * @param exactly those that have to be there
   */
  record Declared(List<ExpectedChange> atMost, List<ExpectedChange> exactly) {
    List<ExpectedChange> all() {
      List<ExpectedChange> all = new ArrayList<>(atMost);
      all.addAll(exactly);
      return all;
    }
  }

  boolean isGiven() {
    return expect != null || !only.isEmpty();
  }

  /** Reads them; what they name has to be in one of the policies. */
  Declared read(Policy before, Policy after) {
    return new Declared(
        only.stream().map(text -> parsed(text, before, after)).toList(),
        expect == null ? List.of() : ExpectedChanges.load(expect, before, after));
  }

  private ExpectedChange parsed(String text, Policy before, Policy after) {
    Set<String> roles = new TreeSet<>();
    List<PermissionPattern> permissions = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (part.startsWith("role:")) {
        roles.add(role(part.substring("role:".length()), before, after));
      } else if (part.startsWith("permission:")) {
        permissions.add(permission(part.substring("permission:".length()), before, after));
      } else {
        throw wrong(
            "`"
                + part
                + "` is neither role:X nor permission:Y, as in role:clerk,permission:client.*");
      }
    }
    if (roles.size() > 1) {
      throw wrong("`" + text + "` has two roles: repeat --only for the other");
    }
    return new ExpectedChange(
        roles, Set.of(), permissions, ExpectedChange.Direction.OTHER, Place.NONE);
  }

  private String role(String id, Policy before, Policy after) {
    Set<String> known = new TreeSet<>(Set.of(Role.FULL_ADMINISTRATOR));
    known.addAll(before.document().roles().keySet());
    known.addAll(after.document().roles().keySet());
    if (!known.contains(id)) {
      throw wrong("neither policy has a role `" + id + "`" + PolicyNames.nearest(id, known));
    }
    return id;
  }

  private PermissionPattern permission(String text, Policy before, Policy after) {
    Set<String> known = new TreeSet<>();
    before.catalogue().all().stream().map(Permission::id).forEach(known::add);
    after.catalogue().all().stream().map(Permission::id).forEach(known::add);
    if (!PermissionPattern.isPattern(text)
        || known.stream().noneMatch(PermissionPattern.of(text)::matches)) {
      throw wrong(
          "neither policy has a permission `" + text + "`" + PolicyNames.nearest(text, known));
    }
    return PermissionPattern.of(text);
  }

  private CommandLine.ParameterException wrong(String what) {
    return new CommandLine.ParameterException(spec.commandLine(), "--only: " + what);
  }
}
