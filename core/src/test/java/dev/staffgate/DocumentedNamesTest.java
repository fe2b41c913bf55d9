package dev.staffgate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every type that a page names in backticks exists, and the lines of a page fit on a screen. */
class DocumentedNamesTest {
  private static final Path ROOT =
      Path.of(requireNonNull(System.getProperty("staffgate.root"), "staffgate.root"));
  private static final int LONGEST_LINE = 120;

  private static final Set<String> OF_THE_JDK =
      Set.of(
          "ConcurrentHashMap",
          "Duration",
          "HashMap",
          "DataSource",
          "HttpClient",
          "InetAddress",
          "Instant",
          "InstantSource",
          "Optional",
          "SSLEngine",
          "Semaphore",
          "String",
          "System");

  private static final Set<String> OF_OTHER_LIBRARIES =
      Set.of(
          "AuthorityAuthorizationManager",
          "CachedEnforcer",
          "Enforcer",
          "FactorGrantedAuthority",
          "Filter",
          "FilterRegistrationBean",
          "DeploymentInfo",
          "ManagementContextConfiguration",
          "ForwardedHeaderFilter",
          "ForwardedRequestCustomizer",
          "HiddenHttpMethodFilter",
          "IPAddressString",
          "IPv4AddressTrie",
          "InetAddresses",
          "IpAddressMatcher",
          "NullMarked",
          "PolicySet",
          "PreAuthorize",
          "ProxyPeerAddressHandler",
          "RemoteIpFilter",
          "RemoteIpValve",
          "ServletContainerInitializer",
          "WildcardPermission");

  /** Words that are written like types: fields of HTTP, parts of a command, examples of texts. */
  private static final Set<String> NOT_A_TYPE =
      Set.of(
          "Accept",
          "Authorization",
          "Bearer",
          "Cache",
          "CloudFront", // a network that puts an address into a header
          "Date",
          "Forwarded",
          "Host",
          "Lax", // of a cookie's SameSite
          "Located", // a wrapper that decision 0001 refuses
          "PnDTnHnMnS", // the form of a duration
          "SameSite");

  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern NAME =
      Pattern.compile(
          "(?<![\\w$*-])([A-Z]\\w*[a-z]\\w*)(?![\\w*])(?:[.#]([a-z]\\w*)(?!\\w*[./]))?");
  private static final Pattern DECLARATION =
      Pattern.compile(
          "(?m)^(?!\\s*(?:\\*|//))[^\"\n]*?\\b(?:class|interface|enum|record)\\s+([A-Z]\\w*)");

  private static final Map<String, String> TYPES = types();

  @Test
  void types_namedInADocument_exist() {
    List<String> missing = new ArrayList<>();
    namesInDocuments()
        .forEach(
            (document, names) -> {
              for (MatchResult name : names) {
                if (!TYPES.containsKey(name.group(1)) && !isForeign(name.group(1))) {
                  missing.add(document + ": " + name.group(1));
                }
              }
            });
    assertThat(TYPES).hasSizeGreaterThan(400);
    assertThat(missing).isEmpty();
  }

  @Test
  void members_namedInADocumentBesideTheirType_exist() {
    List<String> missing = new ArrayList<>();
    namesInDocuments()
        .forEach(
            (document, names) -> {
              for (MatchResult name : names) {
                String source = TYPES.get(name.group(1));
                if (source != null && name.group(2) != null && !hasWord(source, name.group(2))) {
                  missing.add(document + ": " + name.group());
                }
              }
            });
    assertThat(missing).isEmpty();
  }

  @Test
  void foreignNames_comparedWithOurTypes_areOfOthersAndNeeded() {
    Set<String> named = new TreeSet<>();
    namesInDocuments().values().forEach(names -> names.forEach(name -> named.add(name.group(1))));

    assertThat(foreign()).doesNotContainAnyElementsOf(TYPES.keySet());
    assertThat(foreign().filter(name -> !named.contains(name))).isEmpty();
  }

  @Test
  void lines_ofProse_fitOnAScreen() {
    List<String> tooLong = new ArrayList<>();
    documents()
        .forEach(
            (document, text) -> {
              String prose =
                  FENCED.matcher(text).replaceAll(code -> "\n".repeat(lines(code.group()) - 1));
              List<String> lines = prose.lines().toList();
              for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (!line.startsWith("|") && line.length() > LONGEST_LINE) {
                  tooLong.add(document + ":" + (i + 1));
                }
              }
            });
    assertThat(tooLong).isEmpty();
  }

  private static int lines(String text) {
    return text.split("\n", -1).length;
  }

  private static boolean isForeign(String name) {
    return OF_THE_JDK.contains(name)
        || OF_OTHER_LIBRARIES.contains(name)
        || NOT_A_TYPE.contains(name);
  }

  private static Stream<String> foreign() {
    return Stream.of(OF_THE_JDK, OF_OTHER_LIBRARIES, NOT_A_TYPE).flatMap(Set::stream);
  }

  private static boolean hasWord(String source, String word) {
    return Pattern.compile("\\b" + word + "\\b").matcher(source).find();
  }

  private static Map<String, List<MatchResult>> namesInDocuments() {
    Map<String, List<MatchResult>> names = new TreeMap<>();
    documents()
        .forEach(
            (document, text) ->
                names.put(
                    document,
                    SPAN.matcher(FENCED.matcher(text).replaceAll(""))
                        .results()
                        .flatMap(span -> NAME.matcher(span.group(1)).results())
                        .toList()));
    return names;
  }

  /** The pages for people, by path; the changelog tells of names that are gone and is not one. */
  private static Map<String, String> documents() {
    Map<String, String> documents = new TreeMap<>();
    try (Stream<Path> below = Files.walk(ROOT.resolve("docs"))) {
      Stream.concat(
              below.filter(file -> file.toString().endsWith(".md")),
              Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md").map(ROOT::resolve))
          .forEach(file -> documents.put(ROOT.relativize(file).toString(), read(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return documents;
  }

  /** The sources that declare a type of ours, by its simple name; nested types and tests, too. */
  private static Map<String, String> types() {
    Map<String, String> types = new HashMap<>();
    for (String module : List.of("core", "servlet-filter", "whm-client", "examples")) {
      for (String source : sources(ROOT.resolve(module))) {
        DECLARATION
            .matcher(source)
            .results()
            .map(declaration -> declaration.group(1))
            .distinct()
            .forEach(name -> types.merge(name, source, String::concat));
      }
    }
    return Map.copyOf(types);
  }

  private static List<String> sources(Path module) {
    try (Stream<Path> files = Files.walk(module)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().replace('\\', '/').contains("/src/"))
          .map(DocumentedNamesTest::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
