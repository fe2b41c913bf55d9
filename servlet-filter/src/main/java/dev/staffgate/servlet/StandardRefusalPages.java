package dev.staffgate.servlet;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.staffgate.model.RouteRule.Access;
import dev.staffgate.servlet.request.AcceptHeader;
import dev.staffgate.servlet.request.PathInspector;
import dev.staffgate.servlet.request.RequestPath;
import dev.staffgate.servlet.route.CompiledRoute;
import dev.staffgate.servlet.route.RouteRules;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Problem details (RFC 9457) for programs, a small page for browsers, by what the request accepts.
 * If the program has named its pages for signing in, for a second factor and for approval, browsers
 * are sent there, and programs learn where a person can go on. Immutable.
 *
 * <p>The page has half a page of style within itself, and nothing that a browser has to fetch. It
 * comes with a {@code Content-Security-Policy} of its own, in place of one that is set already: it
 * permits that style by its digest, and neither scripts nor forms. If another policy is added
 * behind the filter, by a proxy for example, that forbids styles within pages, the page is shown
 * without its style.
 *
 * <pre>{@code
 * RefusalPages.standard().signInAt("/sign-in").secondFactorAt("/step-up").approvalAt("/approvals/new")
 * }</pre>
 */
public final class StandardRefusalPages implements RefusalPages {
  /** Not served by anybody: a type of problem is a name (RFC 9457, section 3.1.1; RFC 4151). */
  private static final String TYPE = "tag:staffgate.dev,2026:";

  private static final JsonFactory JSON = new JsonFactory();

  static final StandardRefusalPages PLAIN = new StandardRefusalPages(null, null, null);

  private final @Nullable String signIn;
  private final @Nullable String secondFactor;
  private final @Nullable String approval;

  private StandardRefusalPages(
      @Nullable String signIn, @Nullable String secondFactor, @Nullable String approval) {
    this.signIn = signIn;
    this.secondFactor = secondFactor;
    this.approval = approval;
  }

  /**
   * Returns these pages, with one for signing in. Browsers are sent there with 303, and with {@link
   * ReturnPath#PARAMETER} if they asked for a page.
   *
   * @param path within the application, such as {@code /sign-in}; it needs a public route
   * @throws IllegalArgumentException if it is not such a path, or has a query
   */
  public StandardRefusalPages signInAt(String path) {
    return new StandardRefusalPages(requirePath(path), secondFactor, approval);
  }

  /**
   * Returns these pages, with one for proving a second factor again. Browsers are sent there with
   * 303, and with {@link ReturnPath#PARAMETER} if they asked for a page.
   *
   * @param path within the application, such as {@code /step-up}; its route asks for no second
   *     factor
   * @throws IllegalArgumentException if it is not such a path, or has a query
   */
  public StandardRefusalPages secondFactorAt(String path) {
    return new StandardRefusalPages(signIn, requirePath(path), approval);
  }

  /**
   * Returns these pages, with one for asking for approval. The page of the refusal has a link to
   * it, with {@code handle}: see {@link ApprovalHandle#read}.
   *
   * @param path within the application, such as {@code /approvals/new}
   * @throws IllegalArgumentException if it is not such a path, or has a query
   */
  public StandardRefusalPages approvalAt(String path) {
    return new StandardRefusalPages(signIn, secondFactor, requirePath(path));
  }

  private static String requirePath(String path) {
    checkArgument(PathInspector.problemIn(path).isEmpty(), "`%s` is not the path of a page", path);
    return path;
  }

  @Override
  public void write(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
      throws IOException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    boolean html = AcceptHeader.prefersHtml(request.getHeaders("Accept"));
    Optional<String> next = next(request, refusal);
    if (html && refusal.status() == 401 && next.isPresent()) {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader("Location", next.get());
      response.setContentLength(0);
      return;
    }
    response.setStatus(refusal.status());
    if (refusal.status() == 401) {
      response.setHeader("WWW-Authenticate", challenge(refusal));
    }
    byte[] body = html ? RefusalPage.of(refusal, next) : problem(refusal, next);
    if (html) {
      response.setHeader("Content-Security-Policy", RefusalPage.POLICY);
    }
    response.setContentType(html ? "text/html;charset=UTF-8" : "application/problem+json");
    if (request.getMethod().equals("HEAD")) {
      response.setContentLength(body.length);
    } else {
      RefusalBody.write(
          response,
          new String(body, UTF_8),
          html ? StandardRefusalPages::inHtml : StandardRefusalPages::inJson);
    }
  }

  /** Returns a sentence for each of these pages that its own readers cannot reach. */
  List<String> missingRoutes(RouteRules rules) {
    List<String> missing = new ArrayList<>();
    if (signIn != null && !isOpen(rules, signIn, Set.of(Access.PUBLIC))) {
      missing.add(missing("signing in", signIn, "nobody can sign in", "public"));
    }
    if (secondFactor != null && !isOpen(rules, secondFactor, EnumSet.allOf(Access.class))) {
      missing.add(missing("a second factor", secondFactor, "nobody can prove one", "signed-in"));
    }
    if (approval != null && !isOpen(rules, approval, EnumSet.allOf(Access.class))) {
      missing.add(missing("asking for approval", approval, "nobody can ask", "signed-in"));
    }
    return missing;
  }

  private static boolean isOpen(RouteRules rules, String page, Set<Access> enough) {
    CompiledRoute route = rules.find("GET", page);
    return route != null && enough.contains(route.rule().access());
  }

  private static String missing(String purpose, String page, String sequel, String access) {
    return "the page for %s, %s, lacks a route: %s. Add to `routes`, before a rule that matches it:\n  - { path: %s, access: %s }"
        .formatted(purpose, page, sequel, page, access);
  }

  static String inHtml(int codePoint) {
    return "&#" + codePoint + ";";
  }

  static String inJson(int codePoint) {
    return Character.toString(codePoint)
        .chars()
        .mapToObj("\\u%04x"::formatted)
        .collect(Collectors.joining());
  }

  /** Returns the challenge; for a second factor with its age, as in RFC 9470, section 3. */
  private static String challenge(Refusal refusal) {
    return refusal
        .secondFactorMaxAge()
        .map(
            age ->
                "Bearer realm=\"staff\", error=\"insufficient_user_authentication\","
                    + " error_description=\"A fresh second factor is needed\", max_age=\""
                    + age.toSeconds()
                    + "\"")
        .orElse("Bearer realm=\"staff\"");
  }

  /** Returns the path where a person can go on, always within this site. */
  private Optional<String> next(HttpServletRequest request, Refusal refusal) {
    if (refusal.status() == 401) {
      String page = refusal.secondFactorMaxAge().isPresent() ? secondFactor : signIn;
      // A page that guards itself would send for itself for ever.
      return page == null || page.equals(RequestPath.mapped(request))
          ? Optional.empty()
          : Optional.of(request.getContextPath() + page + returnQuery(request));
    }
    return approval == null
        ? Optional.empty()
        : refusal
            .approvalHandle()
            .map(handle -> request.getContextPath() + approval + "?handle=" + handle);
  }

  /** Only what was asked for with GET can be asked for again. */
  private static String returnQuery(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        ? ReturnPath.of(request).map(path -> "?" + ReturnPath.parameter(path)).orElse("")
        : "";
  }

  private static byte[] problem(Refusal refusal, Optional<String> next) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("type", TYPE + refusal.code());
      json.writeStringField("title", refusal.title());
      json.writeNumberField("status", refusal.status());
      json.writeStringField("detail", refusal.sentence());
      json.writeStringField("code", refusal.code());
      json.writeStringField("remedy", refusal.remedy());
      if (refusal.secondFactorMaxAge().isPresent()) {
        json.writeNumberField("max_age", refusal.secondFactorMaxAge().get().toSeconds());
      }
      if (refusal.approvalHandle().isPresent()) {
        json.writeStringField("approval_handle", refusal.approvalHandle().get());
      }
      if (next.isPresent()) {
        json.writeStringField("continue_at", next.get());
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
