package dev.staffgate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rules for the sources of all modules, examples and tests included; comments are not looked at.
 */
class RepositoryRulesTest {
  private static final Path ROOT =
      Path.of(requireNonNull(System.getProperty("staffgate.root"), "staffgate.root"));

  private static final Pattern LITERAL_OR_COMMENT =
      Pattern.compile(
          "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+'|/\\*.*?\\*/|//[^\n]*",
          Pattern.DOTALL);
  private static final Pattern TRUSTS_ALL =
      Pattern.compile(
          String.join(
              "|",
              "check(Server|Client)Trusted\\s*\\([^)]*\\)\\s*(throws[\\w.,\\s]+)?"
                  + "\\{\\s*(return\\s*;\\s*)?}",
              "HostnameVerifier",
              "(?i:disableHostnameVerification)",
              "(?i:trust_?(all|any|every))",
              "(?i:(insecure|noop|dummy)_?trust)"));
  private static final Pattern TRUST_MANAGER =
      Pattern.compile(
          "(extends|implements)[\\w\\s.,]*\\bX509(Extended)?TrustManager\\b"
              + "|new\\s+X509(Extended)?TrustManager\\s*\\(");
  private static final Pattern STREAMS_AND_JUL =
      Pattern.compile("System\\.(out|err)\\b|\\.printStackTrace\\(|java\\.util\\.logging");
  private static final Pattern HASHES_PASSWORDS =
      Pattern.compile(
          "asher(\\([^()]*\\))?\\s*\\.hash\\(|asher\\s*::\\s*hash\\b|\\.withPassword\\(");
  private static final Pattern NULL_MARKED = Pattern.compile("@NullMarked\\b");

  /** Code by file, relative to the root; this file names what it forbids and is left out. */
  private static final Map<Path, String> SOURCES = readSources();

  @Test
  void tls_inEverySource_isNeverTrustedBlindly() {
    assertThat(sourcesWith(TRUSTS_ALL, file -> true)).isEmpty();
  }

  @Test
  void tls_inAllModules_isDecidedByOneTrustManagerAtMost() {
    assertThat(sourcesWith(TRUST_MANAGER, file -> true)).hasSizeLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public void checkServerTrusted(X509Certificate[] chain, String type) {}",
        "void checkServerTrusted(C[] c, String t, Socket s)\n throws CertificateException { // ok\n}",
        "public void checkClientTrusted(X509Certificate[] chain, String type) { return; }",
        "connection.setHostnameVerifier((host, session) -> true);",
        "System.setProperty(\"jdk.internal.httpclient.disableHostnameVerification\", \"\");",
        "String glob = \"src/*\"; builder.sslContext(trustAll());",
        "TrustManager[] TRUST_ALL = {};",
        "new InsecureTrustManagerFactory();",
      })
  void blindTrust_planted_isFound(String source) {
    assertThat(codeOf(source)).containsPattern(TRUSTS_ALL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public void checkServerTrusted(X509Certificate[] chain, String type) { pin.check(chain); }",
        "// no HostnameVerifier here",
        "TrustManagerFactory.getInstance(algorithm);",
      })
  void blindTrust_notThere_isNotFound(String source) {
    assertThat(codeOf(source)).doesNotContainPattern(TRUSTS_ALL);
  }

  @Test
  void packages_ofMainSources_areNullMarked() {
    assertThat(SOURCES.keySet())
        .filteredOn(file -> !isTest(file) && !file.endsWith("module-info.java"))
        .filteredOn(file -> !file.startsWith("examples/consumers")) // projects of others
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(SOURCES.getOrDefault(file.resolveSibling("package-info.java"), ""))
                    .containsPattern(NULL_MARKED));
  }

  @Test
  void published_modules_writeToNoStandardStreamAndNoJavaUtilLogging() {
    assertThat(sourcesWith(STREAMS_AND_JUL, file -> !isTest(file) && !file.startsWith("examples")))
        .isEmpty();
  }

  @Test
  void passwords_inAllMainSources_areSetByThePasswordSetterAlone() {
    assertThat(
            sourcesWith(
                HASHES_PASSWORDS,
                file ->
                    !isTest(file) && !file.startsWith("core/src/main/java/dev/staffgate/signin")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "String hash = new Pbkdf2PasswordHasher().hash(password);",
        "new Pbkdf2PasswordHasher(1)\n  .hash(password)",
        "credentials.withPassword(hash, never)",
        "map(hasher::hash)"
      })
  void passwordThatPassesTheRulesBy_planted_isFound(String source) {
    assertThat(codeOf(source)).containsPattern(HASHES_PASSWORDS);
  }

  private static List<Path> sourcesWith(Pattern pattern, Predicate<Path> which) {
    return SOURCES.entrySet().stream()
        .filter(source -> which.test(source.getKey()))
        .filter(source -> pattern.matcher(source.getValue()).find())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static boolean isTest(Path file) {
    return file.toString().replace('\\', '/').contains("src/test/java/");
  }

  private static String codeOf(String source) {
    return LITERAL_OR_COMMENT
        .matcher(source)
        .replaceAll(
            found -> found.group().startsWith("/") ? " " : Matcher.quoteReplacement(found.group()));
  }

  private static Map<Path, String> readSources() {
    Map<Path, String> sources = new HashMap<>();
    for (String module : List.of("core", "servlet-filter", "whm-client", "examples")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
        for (Path file : files.filter(RepositoryRulesTest::isSource).toList()) {
          sources.put(ROOT.relativize(file), codeOf(Files.readString(file)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Map.copyOf(sources);
  }

  private static boolean isSource(Path file) {
    String path = ROOT.relativize(file).toString().replace('\\', '/');
    return path.endsWith(".java")
        && path.contains("src/")
        && !path.contains("target/")
        && !file.endsWith("RepositoryRulesTest.java");
  }
}
