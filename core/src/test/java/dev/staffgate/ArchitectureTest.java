package dev.staffgate;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Suppliers;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.staffgate.fixtures.TypeCircles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules for packages and types: allowed edges, purity of the deciding part, homes of libraries. */
@AnalyzeClasses(packages = "dev.staffgate", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final Pattern EXPORTS = Pattern.compile("exports (dev\\.staffgate[\\w.]*);");

  // The names of tests are asked for in a JVM that does not know where the repository is.
  private static final Supplier<Set<String>> EXPORTED =
      Suppliers.memoize(ArchitectureTest::exportedPackages);

  private static final int MOST_TYPES_IN_A_PACKAGE = 40;
  private static final int MOST_TYPES_IN_A_CIRCLE = 10;

  private static final String[] PURE =
      within("analysis", "policy", "validation", "decision", "model", "network");
  private static final String SAME_ANSWER =
      "the same policy, account and request always give the same decision";

  @ArchTest
  static void packages_knowThoseThatTheTableAllowsAndNoOther(JavaClasses classes) {
    assertThat(edgesBetweenPackages(classes)).isEqualTo(edgesOf(PackageMap.mayKnow()));
  }

  @ArchTest
  static void packages_inTheTable_formNoCircle(JavaClasses classes) {
    assertThat(TypeCircles.in(PackageMap.mayKnow())).isEmpty();
  }

  @ArchTest
  static void packages_onTheArchitecturePage_areThoseOfTheTable(JavaClasses classes)
      throws IOException {
    assertThat(Files.readString(repository().resolve("docs/architecture.md")))
        .contains(PackageMap.toMarkdown());
  }

  @ArchTest
  static void packages_ofAnySize_leaveRoom(JavaClasses classes) {
    Map<String, Long> sizes =
        topLevel(classes).collect(groupingBy(JavaClass::getPackageName, counting()));
    assertThat(sizes)
        .isNotEmpty()
        .allSatisfy(
            (name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(MOST_TYPES_IN_A_PACKAGE));
  }

  @ArchTest
  static void types_inACircle_areFew(JavaClasses classes) {
    assertThat(TypeCircles.in(edgesBetweenTypes(classes)))
        .allSatisfy(circle -> assertThat(circle).hasSizeLessThanOrEqualTo(MOST_TYPES_IN_A_CIRCLE));
  }

  @ArchTest
  static final ArchRule theDecidingPartDoesNoInputOrOutput =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..",
              "java.net.http..",
              "java.nio.channels..",
              "java.nio.file..",
              "java.sql..",
              "java.util.concurrent..",
              "javax.net..",
              "javax.sql..",
              "org.slf4j..")
          .orShould()
          .callMethodWhere(
              calls(
                  "java.net.InetAddress",
                  Set.of(
                      "getAllByName",
                      "getByName",
                      "getCanonicalHostName",
                      "getHostName",
                      "getLocalHost")))
          .because(SAME_ANSWER);

  @ArchTest
  static final ArchRule theDecidingPartReadsNoClockAndNoSurroundings =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat(
              assignableTo(Clock.class)
                  .or(assignableTo(InstantSource.class))
                  .or(assignableTo(RandomGenerator.class)))
          .orShould()
          .callMethodWhere(calls("java.time.", Set.of("now", "systemDefault")))
          .orShould()
          .callMethodWhere(
              calls(
                  "java.lang.System",
                  Set.of("currentTimeMillis", "nanoTime", "getProperty", "getenv")))
          .orShould()
          .callMethodWhere(calls("java.util.", Set.of("getDefault", "randomUUID")))
          .orShould()
          .callMethodWhere(calls("java.lang.Math", Set.of("random")))
          .because(SAME_ANSWER);

  @ArchTest
  static final ArchRule theDecidingPartHoldsNoMutableStatic =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(PURE)
          .and()
          .areStatic()
          .should()
          .beFinal()
          .andShould()
          .notHaveRawType(
              assignableTo(AbstractCollection.class)
                  .or(assignableTo(AbstractMap.class))
                  .and(describe("of the JDK", type -> type.getName().startsWith("java."))))
          .because(SAME_ANSWER);

  @ArchTest static final ArchRule yamlIsReadInOnePlace = home("org.yaml", "yaml");

  @ArchTest static final ArchRule oneTimeCodesAreMadeInOnePlace = home("com.eatthepath", "signin");

  @ArchTest static final ArchRule argon2IsComputedInOnePlace = home("org.bouncycastle", "signin");

  @ArchTest
  static final ArchRule cachesHaveFewHomes =
      home("com.github.benmanes.caffeine", "accounts", "signin");

  @ArchTest
  static final ArchRule jsonIsReadInOnePlaceAndWrittenWhereRecordsAreKept =
      home("com.fasterxml.jackson", "json", "secrets", "signin", "audit", "wire");

  @ArchTest
  static final ArchRule exportedSignaturesNameNoThirdPartyAndNothingInternal =
      classes()
          .that(describe("are exported", type -> EXPORTED.get().contains(type.getPackageName())))
          .should(PublicSignatures.nameOnly(ArchitectureTest::isVisible))
          .because("a library that shows cannot be replaced, and internal types are not for users");

  private static Set<String> edgesBetweenPackages(JavaClasses classes) {
    Map<String, Set<String>> edges = new TreeMap<>();
    edgesBetweenTypes(classes)
        .forEach(
            (from, all) ->
                all.forEach(
                    to ->
                        edges
                            .computeIfAbsent(packageOf(from), any -> new TreeSet<>())
                            .add(packageOf(to))));
    edges.forEach((from, all) -> all.remove(from));
    return edgesOf(edges);
  }

  private static Set<String> edgesOf(Map<String, Set<String>> edges) {
    return edges.entrySet().stream()
        .flatMap(from -> from.getValue().stream().map(to -> from.getKey() + " -> " + to))
        .collect(toCollection(TreeSet::new));
  }

  /** Returns the edges between top-level types; what is nested counts as the type around it. */
  private static Map<String, Set<String>> edgesBetweenTypes(JavaClasses classes) {
    Map<String, Set<String>> edges = new TreeMap<>();
    classes.forEach(
        type ->
            type.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(target -> target.getPackageName().startsWith("dev.staffgate"))
                .map(ArchitectureTest::outermost)
                .filter(target -> !target.equals(outermost(type)))
                .forEach(
                    target ->
                        edges
                            .computeIfAbsent(outermost(type), any -> new TreeSet<>())
                            .add(target)));
    return edges;
  }

  private static Stream<JavaClass> topLevel(JavaClasses classes) {
    return classes.stream()
        .filter(type -> type.getEnclosingClass().isEmpty())
        .filter(type -> !type.getSimpleName().equals("package-info"));
  }

  private static String outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type.getName());
  }

  private static String packageOf(String type) {
    return PackageMap.nameOf(type.substring(0, type.lastIndexOf('.')));
  }

  private static Path repository() {
    return Path.of(requireNonNull(System.getProperty("staffgate.root"), "staffgate.root"));
  }

  private static Set<String> exportedPackages() {
    try {
      return EXPORTS
          .matcher(Files.readString(repository().resolve("core/src/main/java/module-info.java")))
          .results()
          .map(found -> found.group(1))
          .collect(toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isVisible(String type) {
    return type.startsWith("java.")
        || type.startsWith("javax.")
        || EXPORTED.get().stream().anyMatch(one -> type.matches(Pattern.quote(one) + "\\.[A-Z].*"));
  }

  private static ArchRule home(String library, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(within(packages))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library + "..")
        .because("a library with one home can be replaced there");
  }

  private static DescribedPredicate<JavaMethodCall> calls(String owner, Set<String> methods) {
    return describe(
        "calls of %s on %s".formatted(methods, owner),
        call ->
            call.getTargetOwner().getName().startsWith(owner)
                && methods.contains(call.getTarget().getName()));
  }

  private static String[] within(String... packages) {
    return Stream.of(packages).map(name -> "dev.staffgate." + name + "..").toArray(String[]::new);
  }
}
