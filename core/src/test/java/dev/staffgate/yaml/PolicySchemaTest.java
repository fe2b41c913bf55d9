package dev.staffgate.yaml;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.yaml.read.PolicyLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The schema says what the loader and the catalogue say, in words that old editors know. */
class PolicySchemaTest {
  /** Keywords that mean the same in draft-07 and in 2020-12. */
  private static final Set<String> KEYWORDS =
      ImmutableSet.<String>builder()
          .add("$schema", "$ref", "$comment", "definitions", "title", "description", "examples")
          .add("type", "enum", "const", "pattern", "minLength", "maxLength", "minimum", "maximum")
          .add("properties", "propertyNames", "additionalProperties", "required", "minProperties")
          .add("items", "minItems", "maxItems", "uniqueItems")
          .add("allOf", "anyOf", "oneOf", "not", "if", "then", "else")
          .build();

  // JSON is YAML, and SnakeYAML is at hand.
  private static final Map<?, ?> SCHEMA =
      new Yaml(new SafeConstructor(new LoaderOptions())).load(PolicySchema.json());

  private interface Visitor {
    void visit(String pointer, Map<?, ?> schema);
  }

  /** Visits each schema in a schema, but not the properties and definitions themselves. */
  private static void walk(String pointer, Object value, Visitor visitor) {
    if (!(value instanceof Map<?, ?> schema)) {
      assertThat(value).as(pointer).isInstanceOf(Boolean.class);
      return;
    }
    visitor.visit(pointer, schema);
    schema.forEach(
        (key, below) -> {
          String there = pointer + "/" + key;
          switch ((String) key) {
            case "properties", "definitions" ->
                ((Map<?, ?>) below).forEach((name, one) -> walk(there + "/" + name, one, visitor));
            case "allOf", "anyOf", "oneOf" ->
                ((List<?>) below).forEach(one -> walk(there, one, visitor));
            case "items", "additionalProperties", "propertyNames", "not", "if", "then", "else" ->
                walk(there, below, visitor);
            default -> assertThat(below).as(there).isNotInstanceOf(Map.class);
          }
        });
  }

  @Test
  void keywords_ofTheSchema_meanTheSameInDraft07() {
    Set<String> used = new TreeSet<>();
    walk(
        "#",
        SCHEMA,
        (pointer, schema) -> {
          schema.keySet().forEach(key -> used.add((String) key));
          if (schema.containsKey("$ref")) {
            assertThat(schema.size()).as(pointer + ": draft-07 ignores what stands beside").isOne();
            assertThat(resolve(schema)).as(pointer).isNotEmpty();
          }
        });

    assertThat(KEYWORDS).containsAll(used);
  }

  private static Map<?, ?> resolve(Map<?, ?> schema) {
    Object target = schema.get("$ref");
    return target == null ? schema : at(((String) target).substring("#/".length()));
  }

  private static Map<?, ?> at(String path) {
    Object here = SCHEMA;
    for (String step : Splitter.on('/').omitEmptyStrings().split(path)) {
      Map<?, ?> schema = (Map<?, ?>) here;
      here = schema.containsKey(step) ? schema.get(step) : object(schema).get(step);
      assertThat(here).as(path).isNotNull();
      here = resolve((Map<?, ?>) here);
    }
    return object((Map<?, ?>) here);
  }

  /** Returns the mapping among the forms that a value may have. */
  private static Map<?, ?> object(Map<?, ?> schema) {
    if (schema.containsKey("properties")) {
      return schema;
    }
    for (String forms : List.of("anyOf", "allOf")) {
      if (schema.get(forms) instanceof List<?> all) {
        for (Object one : all) {
          Map<?, ?> form = object(resolve((Map<?, ?>) one));
          if (form.containsKey("properties")) {
            return form;
          }
        }
      }
    }
    return schema;
  }

  @Test
  void keys_ofEachMapping_areDescribedInASentence() {
    List<String> without = new ArrayList<>();
    walk(
        "#",
        SCHEMA,
        (pointer, schema) -> {
          if (pointer.matches(".*/(then|else|if)(/.*)?|.*/allOf(/.*)?")) {
            return;
          }
          Object properties = schema.get("properties");
          if (properties instanceof Map<?, ?> all) {
            all.forEach(
                (key, value) -> {
                  boolean described =
                      Boolean.FALSE.equals(value)
                          || (value instanceof Map<?, ?> one
                              && resolve(one).get("description") instanceof String text
                              && text.endsWith("."));
                  if (!described) {
                    without.add(pointer + "/" + key);
                  }
                });
          }
        });

    assertThat(without).isEmpty();
  }

  /** Asks the loader for the keys that it knows, by one that it does not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "                                          | zz: 1",
        "properties/permissions/additionalProperties | permissions: { own.one: { category: own, zz:"
            + " 1 } }",
        "properties/schedules/additionalProperties | schedules: { s: { zz: 1 } }",
        "properties/defaults                       | defaults: { zz: 1 }",
        "properties/defaults/properties/requires   | defaults: { requires: { zz: 1 } }",
        "properties/defaults/properties/sensitive  | defaults: { sensitive: { zz: 1 } }",
        "definitions/role                          | roles: { r: { zz: 1 } }",
        "definitions/requires                      | roles: { r: { requires: { zz: 1 } } }",
        "definitions/grant                         | roles: { r: { grants: [{ zz: 1 }] } }",
        "definitions/deny                          | roles: { r: { denies: [{ zz: 1 }] } }",
        "definitions/separation                    | separate: [{ zz: 1 }]",
        "definitions/server                        | servers: { s: { zz: 1 } }",
        "definitions/server/properties/tls         | servers: { s: { tls: { zz: 1 } } }",
        "definitions/server/properties/sso         | servers: { s: { sso: { zz: 1 } } }",
        "definitions/ssoRole                       | servers: { s: { sso: { roles: [{ zz: 1 }] } }"
            + " }",
        "definitions/staff                         | staff: { s: { zz: 1 } }",
        "definitions/assignment                    | staff: { s: { roles: [{ zz: 1 }] } }",
        "definitions/emergency                     | emergency: { e: { zz: 1 } }",
        "definitions/route                         | routes: [{ zz: 1 }]",
        "definitions/test                          | tests: [{ zz: 1 }]",
        "definitions/test/properties/who-can       | tests: [{ who-can: { zz: 1 } }]",
        "definitions/lock                          | tests: [{ at: 2026-11-23T10:00Z, locks: [{ zz:"
            + " 1 }] }]",
        "definitions/givenApproval                 | tests: [{ at: 2026-11-23T10:00Z, approvals: [{"
            + " zz: 1 }] }]",
      })
  void keys_ofAMapping_areThoseThatTheLoaderKnowsThere(String pointer, String document) {
    Set<String> expected = knownToTheLoader(document);
    if (document.contains("denies")) {
      expected.removeAll(Set.of("second-factor", "approval")); // known, and refused
    }
    if (document.contains("defaults: { requires")) {
      expected.remove("approval");
    }

    assertThat(keys(pointer == null ? "" : pointer)).isEqualTo(expected);
  }

  @Test
  void keys_ofAnApproval_areThoseOfBothForms() {
    String one = "roles: { r: { requires: { approval: { zz: 1 } } } }";
    String several = "roles: { r: { requires: { approval: { all: [{ zz: 1 }], yy: 1 } } } }";
    Set<String> expected = knownToTheLoader(one);
    expected.addAll(knownToTheLoader(several));

    assertThat(keys("definitions/approval")).isEqualTo(expected);
  }

  private static Set<String> keys(String pointer) {
    return ((Map<?, ?>) at(pointer).get("properties"))
        .keySet().stream().map(String.class::cast).collect(toCollection(TreeSet::new));
  }

  private static Set<String> knownToTheLoader(String document) {
    PolicyException refused =
        catchThrowableOfType(
            PolicyException.class, () -> PolicyFiles.parse("p.yaml", "staffgate: 1\n" + document));
    PolicyProblem unknown =
        refused.problems().stream()
            .filter(problem -> problem.code().equals("unknown-key"))
            .filter(problem -> problem.what().contains("`" + lastUnknown(document) + "`"))
            .findFirst()
            .orElseThrow();
    String known = unknown.why().substring(unknown.why().indexOf("known here: ") + 12);
    return new TreeSet<>(Splitter.on(", ").splitToList(known));
  }

  private static String lastUnknown(String document) {
    return document.contains("yy") ? "yy" : "zz";
  }

  @Test
  void permissions_ofTheCatalogue_areOfferedWithTheirTitles() {
    Map<String, String> offered = new TreeMap<>();
    for (Object one : (List<?>) at("definitions/builtInPermission").get("anyOf")) {
      Map<?, ?> permission = (Map<?, ?>) one;
      offered.put((String) permission.get("const"), (String) permission.get("description"));
    }

    Map<String, String> expected = new TreeMap<>();
    for (Permission permission : Catalogue.hosting().all()) {
      expected.put(
          permission.id(), permission.title() + (permission.sensitive() ? " (sensitive)" : ""));
    }
    assertThat(offered).isEqualTo(expected);
  }

  @Test
  void wildcards_thatMatchTheCatalogue_areOffered() {
    Set<String> offered = new TreeSet<>();
    for (Object one : (List<?>) at("definitions/builtInWildcard").get("anyOf")) {
      offered.add((String) ((Map<?, ?>) one).get("const"));
    }

    Set<String> expected = new TreeSet<>(Set.of("*"));
    for (Permission permission : Catalogue.hosting().all()) {
      String id = permission.id();
      for (int dot = id.indexOf('.'); dot > 0; dot = id.indexOf('.', dot + 1)) {
        expected.add(id.substring(0, dot) + ".*");
      }
    }
    assertThat(offered).isEqualTo(expected);
  }

  /** Policy reference, section 1: scalars are text, whatever an editor takes them for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "roles: { no: , 010: { title: 2026 }, true: {} }",
        "departments: [010, yes, 1e3, true]",
        "roles: { r: { requires: { up-to: { amount: 100.00 }, above: { amount: '5' } } } }",
        "roles: { r: { requires: { where: { level: [1, true, on, -1.50] } } } }",
        "roles: { r: { requires: { only: { department: assigned, server: ['@eu', 7] } } } }",
        "staff: { 7: { name: 007, attributes: { device: 10:20:30 }, disabled: false } }",
        "staff: { s: { assigned: { client: [1, 2.0, true] }, known-as: [4711] } }",
        "networks: { 10: [192.0.2.1, '2001:db8::/32', 10.0.0.0-10.0.0.9] }",
        "roles: { full-administrator: { title: Chief, requires: { second-factor: 0s } } }",
      })
  void textThatAnEditorTakesForSomethingElse_isValid(String section) {
    String text = "staffgate: 1\n" + section.replace('\'', '"') + "\n";
    assertThat(PolicyLoader.readDocument("p.yaml", text)).isNotNull();

    assertThat(SchemaVerdict.errors(EditorYaml.json(text).orElseThrow())).as(section).isEmpty();
  }

  /** The loader takes these for text, and an editor has to be told by quotation marks. */
  @Test
  void nullWithoutQuotationMarks_isInvalidThoughItLoads() {
    String text = "staffgate: %s\nroles: { r: { title: null } }\n".formatted("1");
    assertThat(PolicyLoader.readDocument("p.yaml", text)).isNotNull();

    assertThat(SchemaVerdict.errors(EditorYaml.json(text).orElseThrow())).isNotEmpty();
  }
}
