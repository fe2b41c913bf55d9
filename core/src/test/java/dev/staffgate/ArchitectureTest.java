package dev.staffgate;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.time.Clock;
import java.time.InstantSource;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Who may know whom, what the deciding part may not touch, and where each library is at home. */
@AnalyzeClasses(packages = "dev.staffgate", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** From the front door down: each package may know those after it, and none before it. */
  private static final List<String> PACKAGES =
      List.of(
          "lifecycle",
          "sso",
          "gate",
          "emergency",
          "approval",
          "staff",
          "audit",
          "state",
          "testing",
          "analysis",
          "yaml",
          "wire",
          "files",
          "policy",
          "model",
          "network");

  private static final String[] PURE = within("analysis", "policy", "model", "network");
  private static final String SAME_ANSWER =
      "the same policy, account and request always give the same decision";

  @ArchTest static final ArchRule dependenciesPointDown = layers();

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("dev.staffgate.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule everyPackageIsOnTheMap =
      classes()
          .should()
          .resideInAnyPackage(
              Stream.concat(
                      Stream.of("dev.staffgate"),
                      Stream.of(within(PACKAGES.toArray(String[]::new))))
                  .toArray(String[]::new))
          .because("no rule holds a package that is not on the map");

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

  @ArchTest static final ArchRule oneTimeCodesAreMadeInOnePlace = home("com.eatthepath", "staff");

  @ArchTest
  static final ArchRule whatIsKeptForAWhileIsKeptInFewPlaces =
      home("com.github.benmanes.caffeine", "staff", "sso");

  @ArchTest
  static final ArchRule jsonIsWrittenWhereRecordsAreKept =
      home("com.fasterxml.jackson", "sso", "staff", "audit", "wire");

  @ArchTest
  static final ArchRule publicSignaturesNameNoThirdParty =
      classes()
          .that()
          .resideOutsideOfPackage("..internal..")
          .should(PublicSignatures.nameOnly("java.", "javax.", "dev.staffgate."))
          .because("a library that shows cannot be replaced");

  private static LayeredArchitecture layers() {
    LayeredArchitecture layers =
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("front door")
            .definedBy("dev.staffgate")
            .whereLayer("front door")
            .mayNotBeAccessedByAnyLayer();
    for (String name : PACKAGES) {
      layers = layers.layer(name).definedBy(within(name));
    }
    for (int i = 0; i < PACKAGES.size(); i++) {
      String[] below = PACKAGES.subList(i + 1, PACKAGES.size()).toArray(String[]::new);
      layers =
          below.length == 0
              ? layers.whereLayer(PACKAGES.get(i)).mayNotAccessAnyLayer()
              : layers.whereLayer(PACKAGES.get(i)).mayOnlyAccessLayers(below);
    }
    return layers;
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
