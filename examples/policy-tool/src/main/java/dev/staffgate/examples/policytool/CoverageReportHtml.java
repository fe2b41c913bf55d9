package dev.staffgate.examples.policytool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.analysis.CoverageItem;
import dev.staffgate.analysis.PolicyCoverage;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Coverage as a page of its own: the lines of the policy, each with a mark and with what no test
 * reaches. It needs no script and nothing from elsewhere.
 */
final class CoverageReportHtml {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ok: #1a7f37; --gap: #8f4700; --part: #fff1e0; }
      @media (prefers-color-scheme: dark) { :root { --ok: #57d17c; --gap: #ffb366; --part: #3a2a17; } }
      body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
      table { border-collapse: collapse; }
      .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      .numbers th, .numbers td { padding: .1rem 1rem .1rem 0; text-align: left; font-weight: normal; }
      .lines { width: 100%; font: .85rem/1.5 ui-monospace, monospace; }
      .lines th { color: GrayText; font-weight: normal; padding-right: .8rem; text-align: right; vertical-align: top; user-select: none; }
      .lines td { white-space: pre-wrap; overflow-wrap: anywhere; vertical-align: top; }
      .mark { padding-right: .8rem; }
      .ok .mark { color: var(--ok); }
      .gap .mark, .why { color: var(--gap); }
      .gap td { background: var(--part); }
      .why { display: block; font-family: system-ui, sans-serif; }
      """;

  private final PolicyCoverage coverage;
  private final Map<String, List<String>> lines;

  private CoverageReportHtml(PolicyCoverage coverage, Map<String, List<String>> lines) {
    this.coverage = coverage;
    this.lines = lines;
  }

  /**
   * Reads the files that the page shows.
   *
   * @throws UnusableFileException if one cannot be read any more
   */
  static CoverageReportHtml of(PolicyCoverage coverage, long maxFileBytes) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    for (String file : coverage.byFile().keySet()) {
      Path path = Path.of(file);
      try (InputStream in = Files.newInputStream(path)) {
        byte[] bytes = in.readNBytes((int) Math.min(maxFileBytes, Integer.MAX_VALUE - 8));
        lines.put(file, new String(bytes, UTF_8).lines().toList());
      } catch (IOException e) {
        throw UnusableFileException.reading("--html", path, e);
      }
    }
    return new CoverageReportHtml(coverage, lines);
  }

  void write(Writer out) throws IOException {
    out.write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.write("<title>Coverage of a policy by its tests</title>\n<style>\n" + STYLE + "</style>\n");
    out.write("</head>\n<body>\n<main>\n<h1>Coverage of a policy by its tests</h1>\n");
    out.write("<p><strong>" + escaped(coverage.toString()) + "</strong></p>\n");
    numbers(out);
    for (Map.Entry<String, List<String>> file : lines.entrySet()) {
      file(file.getKey(), file.getValue(), out);
    }
    out.write("</main>\n</body>\n</html>\n");
  }

  private void numbers(Writer out) throws IOException {
    out.write(
        "<table class=\"numbers\">\n<caption class=\"spoken\">The count of each sort</caption>\n");
    for (CoverageItem.Kind kind : CoverageItem.Kind.values()) {
      PolicyCoverage.Count count = coverage.of(kind);
      if (count.all() > 0) {
        out.write("<tr><th scope=\"row\">" + kind.plural() + "</th>");
        out.write("<td>" + CoverageReportText.numbers(count) + "</td></tr>\n");
      }
    }
    out.write("</table>\n");
  }

  private void file(String name, List<String> text, Writer out) throws IOException {
    Map<Integer, List<CoverageItem>> byLine = new HashMap<>();
    for (CoverageItem item : coverage.items()) {
      if (item.place().file().equals(name)) {
        byLine.computeIfAbsent(item.place().line(), unseen -> new ArrayList<>()).add(item);
      }
    }
    out.write("<section>\n<h2>" + escaped(name) + "</h2>\n");
    out.write("<table class=\"lines\">\n<caption class=\"spoken\">Lines and marks</caption>\n");
    out.write("<thead class=\"spoken\"><tr><th scope=\"col\">line</th><th scope=\"col\">mark</th>");
    out.write("<th scope=\"col\">text</th></tr></thead>\n<tbody>\n");
    for (int i = 1; i <= text.size(); i++) {
      line(i, text.get(i - 1), byLine.getOrDefault(i, List.of()), out);
    }
    out.write("</tbody>\n</table>\n</section>\n");
  }

  private static void line(int number, String text, List<CoverageItem> items, Writer out)
      throws IOException {
    List<CoverageItem> missing = items.stream().filter(item -> !item.missing().isEmpty()).toList();
    String style = items.isEmpty() ? "" : missing.isEmpty() ? " class=\"ok\"" : " class=\"gap\"";
    out.write("<tr" + style + "><th scope=\"row\">" + number + "</th><td class=\"mark\">");
    if (!items.isEmpty()) {
      out.write(
          missing.isEmpty()
              ? "<span role=\"img\" aria-label=\"reached\">✓</span>"
              : "<span role=\"img\" aria-label=\"not reached\">✗</span>");
    }
    out.write("</td><td>" + escaped(text));
    for (CoverageItem item : missing) {
      out.write(
          "<span class=\"why\">" + escaped(item.what() + " " + item.missingText()) + "</span>");
    }
    out.write("</td></tr>\n");
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
