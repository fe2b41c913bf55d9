package dev.staffgate.yaml.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.base.Stopwatch;
import com.google.common.base.Ticker;
import dev.staffgate.model.PolicyException;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFiles;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Policy reference 1: long texts are told at once, and all others are read as SnakeYAML does. */
class TextReaderTest {
  /** What this thread has worked, so that a busy machine is not taken for a slow reader. */
  private static final Ticker WORK =
      new Ticker() {
        @Override
        public long read() {
          return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
      };

  private static final int LONG = 4 * 1024 * 1024;

  @Property(tries = 3000)
  void text_ofAnyKind_givesTheEventsOfSnakeYaml(@ForAll("yaml") String text) {
    assertThat(events(new TextReader(text))).isEqualTo(events(new StreamReader(text)));
  }

  @Provide
  Arbitrary<String> yaml() {
    return Arbitraries.of(
            "a",
            "b: ",
            "- ",
            "? ",
            ": ",
            "\n",
            "\r\n",
            " ",
            "  ",
            "\t",
            "[",
            "]",
            "{",
            "}",
            ",",
            "\"",
            "'",
            "|\n",
            ">-\n",
            "# c",
            "\\\n",
            "\\u0041",
            "\ud83d\ude00",
            "\u00e4",
            "...",
            "---",
            "&x ",
            "*x ",
            "!t ",
            "%d",
            "0",
            "\u20ac\n")
        .list()
        .ofMaxSize(24)
        .map(parts -> String.join("", parts));
  }

  /** The events with their places, and what stopped them. */
  private static List<String> events(StreamReader reader) {
    List<String> events = new ArrayList<>();
    ParserImpl parser = new ParserImpl(reader, new LoaderOptions());
    try {
      for (Event event = parser.getEvent(); event != null; event = parser.getEvent()) {
        events.add(event + at(event.getStartMark()) + at(event.getEndMark()));
      }
    } catch (MarkedYAMLException e) {
      events.add(e.getContext() + " " + e.getProblem() + at(e.getProblemMark()));
    } catch (RuntimeException e) {
      events.add(e.getClass().getName());
    }
    return events;
  }

  private static String at(Mark mark) {
    return mark == null
        ? ""
        : " " + mark.getIndex() + "/" + mark.getLine() + ":" + mark.getColumn();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "~roles: { r: { title: \"~, ~\" } }~",
        "~roles: { r: { title: '~, ~' } }~",
        "~departments: [~, ~]~",
        "~departments: [\"\ud83d\ude00~, ~\"]~",
        "~? ~, ~\n: x~",
        "~\"~, ~\": x~",
        "~departments: [*~, ~]~",
        "~departments: [&~, ~ x]~",
        "~departments: [!~, ~ x]~",
        "~# ~, ~~",
      })
  void line_of4MiB_isToldAtOnce(String before, String after) {
    String text = "staffgate: 1\n" + before + "x".repeat(LONG) + after + "\n";
    assertSettled(text, before.startsWith("#"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "~title: \"~, ~  xx xx\n~, ~\"~",
        "~title: |\n~, ~  xx xx\n~, ~~",
        "~title: >\n~, ~  xx\n\n~, ~~",
        "~title: ~, ~  xx\n~, ~~",
        "~title: \"~, ~\\\\~, ~\"~",
        "~~, ~=======\n~, ~~",
        "~~, ~# xx\n~, ~~",
      })
  void linesOf4MiB_areToldAtOnce(String before, String repeated, String after) {
    int times = LONG / repeated.length();
    assertSettled(
        "staffgate: 1\n" + before + repeated.repeat(times) + after, repeated.startsWith("#"));
  }

  private static void assertSettled(String text, boolean loads) {
    Stopwatch watch = Stopwatch.createStarted(WORK);
    PolicyException refused =
        catchThrowableOfType(PolicyException.class, () -> PolicyFiles.parse("p.yaml", text));
    Duration took = watch.elapsed();
    // A fourth of the largest file. SnakeYAML's reader took a sixteenth of fifty seconds.
    assertThat(took).isLessThan(Duration.ofSeconds(2));
    if (loads) {
      assertThat(refused).isNull();
    } else {
      assertThat(refused.problems()).isNotEmpty();
      assertThat(refused.getMessage()).hasSizeLessThan(100_000);
    }
  }

  @Test
  void scalar_thatFillsTheLargestFile_isToldAtOnce() {
    int most = LoadOptions.DEFAULT.maxFileBytes();
    String text = "staffgate: 1\ntitle: \"";
    byte[] file = (text + "x".repeat(most - text.length() - 1) + "\"").getBytes(UTF_8);

    Stopwatch watch = Stopwatch.createStarted(WORK);
    ProblemCollector problems = new ProblemCollector();
    assertThat(
            new SourceTextReader(problems, most)
                .take(0, "p.yaml", file)
                .flatMap(source -> YamlNodeReader.read(source, problems)))
        .isPresent();
    assertThat(problems.toException().problems())
        .extracting(problem -> problem.code())
        .containsExactly("too-long");
    assertThat(watch.elapsed()).isLessThan(Duration.ofSeconds(6)); // two on a quiet machine
  }

  @Test
  void scalarOf64KiB_isReadAndOneByteMoreRefused() {
    String most = "\u00e4".repeat(32 * 1024);
    assertThat(codes("roles: { r: { title: \"" + most + "\" } }")).isEmpty();
    assertThat(codes("roles: { r: { title: \"" + most + "a\" } }")).containsExactly("too-long");
    assertThat(codes("? " + "a".repeat(64 * 1024) + "\n: b")).containsExactly("unknown-key");
    assertThat(codes("? " + "a".repeat(64 * 1024 + 1) + "\n: b")).containsExactly("too-long");
  }

  private static List<String> codes(String text) {
    PolicyException refused =
        catchThrowableOfType(
            PolicyException.class,
            () -> PolicyFiles.parse("p.yaml", "staffgate: 1\n" + text + "\n"));
    return refused == null
        ? List.of()
        : refused.problems().stream().map(problem -> problem.code()).toList();
  }
}
