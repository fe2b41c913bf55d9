package dev.staffgate.yaml.read;

import com.google.common.base.Splitter;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.RouteRule;
import dev.staffgate.model.RouteRule.Access;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.YamlNode.Entry;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads routes: what a servlet filter asks for a path. */
final class RoutesReader {
  private final ProblemCollector problems;
  private final ScalarReader values;

  RoutesReader(ProblemCollector problems, ScalarReader values) {
    this.problems = problems;
    this.values = values;
  }

  Optional<RouteRule> read(YamlNode node) {
    MappingFields fields =
        MappingFields.of(node, Subject.of("a route"), PolicyKeys.ROUTE, problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<Scalar> path = fields.requiredScalar("path");
    Set<String> variables = new HashSet<>();
    boolean pathOk = path.isPresent() && checkPath(path.get(), variables);
    List<String> methods = new ArrayList<>();
    fields.distinctScalars("methods").forEach(scalar -> method(scalar).ifPresent(methods::add));
    YamlNode methodsNode = fields.node("methods");
    Optional<Scalar> accessScalar = fields.scalar("access");
    Optional<NameRef> permission = fields.scalar("permission").flatMap(values::permission);
    boolean hasPermission = fields.node("permission") != null;
    Map<String, String> resource = resource(fields, variables, pathOk);
    fields.refuseOthers();
    Optional<Access> access = access(fields, accessScalar, hasPermission);
    YamlNode resourceNode = fields.node("resource");
    if (resourceNode != null && !hasPermission) {
      problems.report(
          resourceNode.at(),
          "resource-without-permission",
          "a route with `resource` and without `permission`",
          "a resource says what a permission is asked on; here it would have no effect",
          "write `permission: …` instead of `access`, or take `resource` out");
    }
    if (methodsNode instanceof YamlNode.Items none && none.items().isEmpty()) {
      problems.report(
          none.at(),
          "empty-list",
          "no method in a route",
          "it would match nothing",
          "name methods, or take the key out");
      return Optional.empty();
    }
    if (!pathOk
        || access.isEmpty()
        || (access.get() == Access.PERMISSION && permission.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new RouteRule(
            path.orElseThrow().text(), methods, access.get(), permission, resource, fields.at()));
  }

  private Optional<Access> access(
      MappingFields fields, Optional<Scalar> scalar, boolean hasPermission) {
    if (scalar.isPresent() == hasPermission) {
      problems.report(
          fields.at(),
          "route-access",
          scalar.isPresent()
              ? "a route with both `access` and `permission`"
              : "a route with neither `access` nor `permission`",
          "a route is open to all, to whoever is signed in, or by permission",
          "write `access: public`, `access: signed-in` or `permission: …`, one of them");
      return Optional.empty();
    }
    if (hasPermission) {
      return Optional.of(Access.PERMISSION);
    }
    return switch (scalar.orElseThrow().text()) {
      case "public" -> Optional.of(Access.PUBLIC);
      case "signed-in" -> Optional.of(Access.SIGNED_IN);
      default -> {
        problems.report(
            scalar.get().at(),
            "bad-access",
            "`" + VisibleText.excerpt(scalar.get().text()) + "` is not a kind of access to a route",
            "a route is open to all, to whoever is signed in, or by permission",
            "write `public` or `signed-in`");
        yield Optional.empty();
      }
    };
  }

  private Optional<String> method(Scalar scalar) {
    if (scalar.text().matches("[A-Z]{1,32}")) {
      return Optional.of(scalar.text());
    }
    problems.report(
        scalar.at(),
        "bad-method",
        "`" + VisibleText.excerpt(scalar.text()) + "` is not a request method",
        "methods are compared as they are, and written in capital letters",
        "write for example `GET`");
    return Optional.empty();
  }

  private boolean checkPath(Scalar path, Set<String> variables) {
    String text = path.text();
    String wrong = wrongWith(text, variables);
    if (wrong.isEmpty()) {
      return true;
    }
    problems.report(
        path.at(),
        "bad-path",
        "`" + VisibleText.excerpt(text) + "` is not a path of a route",
        wrong,
        "write for example `/clients/**`, `/tickets/{department}/**` or `/about`");
    return false;
  }

  private static String wrongWith(String text, Set<String> variables) {
    if (!text.startsWith("/") || text.length() > 1024) {
      return "a path begins with a slash and has at most 1024 characters";
    }
    if (text.length() > 1 && text.endsWith("/")) {
      return "a path that ends in a slash is decided without it, so this would never match";
    }
    List<String> segments = Splitter.on('/').splitToList(text.substring(1));
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      boolean last = i == segments.size() - 1;
      if (segment.isEmpty() && !last) {
        return "it has an empty segment";
      }
      if (segment.equals(".") || segment.equals("..")) {
        return "dot segments never reach a rule";
      }
      if (segment.equals("**")) {
        if (!last) {
          return "`**` stands at the end alone";
        }
      } else if (segment.startsWith("{") && segment.endsWith("}")) {
        String name = segment.substring(1, segment.length() - 1);
        if (!NameSyntax.isId(name) || !variables.add(name)) {
          return "`{…}` holds a name, each name once";
        }
      } else if (!segment.equals("*") && segment.chars().anyMatch(RoutesReader::hasMeaning)) {
        return "a segment is text, `*`, `{name}` or `**` as a whole; `;`, `%`, `\\`, `?` and `#`"
            + " never reach a rule";
      }
    }
    return "";
  }

  private static boolean hasMeaning(int c) {
    return "*{};%\\?#".indexOf(c) >= 0 || c < ' ' || c == 0x7f;
  }

  private Map<String, String> resource(
      MappingFields fields, Set<String> variables, boolean pathOk) {
    Map<String, String> resource = new LinkedHashMap<>();
    for (Entry entry : fields.entries("resource")) {
      Optional<String> type = values.id(entry.key(), "resource type");
      Optional<Scalar> scalar =
          MappingFields.scalar(entry.value(), "resource", fields.what(), problems);
      if (type.isEmpty() || scalar.isEmpty()) {
        continue;
      }
      String text = scalar.get().text();
      boolean variable = text.startsWith("{") && text.endsWith("}");
      if (!variable && (text.indexOf('{') >= 0 || text.indexOf('}') >= 0)) {
        problems.report(
            scalar.get().at(),
            "bad-resource",
            "`" + VisibleText.excerpt(text) + "` is neither an id nor a variable of the path",
            "a variable is the whole value; part of one would never be filled in",
            "write for example `\"{department}\"`, or the id itself");
        continue;
      }
      if (variable && pathOk && !variables.contains(text.substring(1, text.length() - 1))) {
        problems.report(
            scalar.get().at(),
            "unknown-variable",
            "`" + VisibleText.excerpt(text) + "` stands for no segment of the path",
            "a variable of a resource is one of the path",
            "write `" + VisibleText.excerpt(text) + "` into the path as well");
      }
      resource.put(type.get(), text);
    }
    return resource;
  }
}
