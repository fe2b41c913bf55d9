package dev.staffgate.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.Resources;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy reference 1: the order of files and sections has no influence on an answer. */
class SectionOrderTest {
  private static final String VERSION = "staffgate: 1\n";
  private static final List<String> SECTIONS = sections();
  private static final Policy AS_WRITTEN = PolicyFiles.parse("p.yaml", document(SECTIONS));

  @TempDir Path folder;

  /** The sections of a document that has all, each with its key. */
  private static List<String> sections() {
    try {
      String text =
          Resources.toString(Resources.getResource(SectionOrderTest.class, "whole.yaml"), UTF_8);
      return List.of(text.substring(VERSION.length()).split("(?m)^(?=[a-z-]+:)", -1)).stream()
          .filter(section -> section.matches("(?s)[a-z].*"))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String document(List<String> sections) {
    return VERSION + String.join("", sections);
  }

  private static List<String> shuffled(long seed) {
    List<String> sections = new ArrayList<>(SECTIONS);
    Collections.shuffle(sections, new Random(seed));
    return sections;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void sections_inAnotherOrder_sayTheSame(long seed) {
    Policy policy = PolicyFiles.parse("p.yaml", document(shuffled(seed)));

    assertThat(policy.document()).isEqualTo(AS_WRITTEN.document());
    assertThat(outcomes(policy)).isEqualTo(outcomes(AS_WRITTEN));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void sections_inFilesOfTheirOwn_sayTheSameInAnyOrderUnderOneVersion(long seed)
      throws IOException {
    List<Path> files = new ArrayList<>();
    for (String section : SECTIONS) {
      Path file = folder.resolve(section.substring(0, section.indexOf(':')) + ".yaml");
      files.add(Files.writeString(file, VERSION + section));
    }
    Policy inOrder = PolicyFiles.load(files, LoadOptions.DEFAULT);
    Collections.shuffle(files, new Random(seed));
    Policy policy = PolicyFiles.load(files, LoadOptions.DEFAULT);

    assertThat(SECTIONS).hasSizeGreaterThan(10);
    assertThat(policy.document()).isEqualTo(AS_WRITTEN.document());
    assertThat(outcomes(policy)).isEqualTo(outcomes(AS_WRITTEN));
    assertThat(policy.version()).isEqualTo(inOrder.version()).isNotEqualTo(AS_WRITTEN.version());
  }

  @Test
  void version_ofOneFile_isTheHashThatOtherToolsTell() {
    // printf 'staffgate: 1\n' | sha256sum
    assertThat(PolicyFiles.parse("p.yaml", VERSION).version())
        .isEqualTo("sha256:d590b115bc7e45226951c7e836ed77def6542f6a7469ff0bad72d06ce471b467");
    assertThat(PolicyFiles.parse("p.yaml", "\uFEFF" + VERSION).version())
        .as("with a byte order mark")
        .isEqualTo(PolicyFiles.parse("p.yaml", VERSION).version());
  }

  /** Everybody, everything, everywhere. */
  private static List<Decision.Outcome> outcomes(Policy policy) {
    PolicyDocument document = AS_WRITTEN.document();
    Instant now = Instant.parse("2026-11-23T09:00:00Z");
    List<Decision.Outcome> outcomes = new ArrayList<>();
    for (String staff : document.staff().keySet()) {
      for (String server : document.servers().keySet()) {
        AccessRequest enter = AccessRequest.sso(staff, server).from("203.0.113.7").at(now);
        outcomes.add(policy.decide(enter.secondFactorAt(now)).outcome());
      }
      for (var permission : AS_WRITTEN.catalogue().all()) {
        AccessRequest request = AccessRequest.of(staff, permission).from("203.0.113.7").at(now);
        outcomes.add(policy.decide(request.secondFactorAt(now)).outcome());
      }
    }
    return outcomes;
  }
}
