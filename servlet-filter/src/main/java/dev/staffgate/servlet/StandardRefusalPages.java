package dev.staffgate.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.html.HtmlEscapers;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Problem details for programs, a small page for browsers. */
final class StandardRefusalPages implements RefusalPages {
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public void write(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
      throws IOException {
    response.setStatus(refusal.status());
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (refusal.status() == 401) {
      response.setHeader("WWW-Authenticate", challenge(refusal));
    }
    boolean html = Accepts.htmlRatherThanJson(request.getHeaders("Accept"));
    byte[] body = html ? page(refusal) : problem(refusal);
    response.setContentType(html ? "text/html;charset=UTF-8" : "application/problem+json");
    if (request.getMethod().equals("HEAD")) {
      response.setContentLength(body.length);
    } else {
      write(response, body);
    }
  }

  private static void write(HttpServletResponse response, byte[] body) throws IOException {
    ServletOutputStream stream;
    try {
      stream = response.getOutputStream();
    } catch (IllegalStateException writerInUse) {
      // The code that forwarded here has begun to write text; its buffer was emptied.
      response.getWriter().write(new String(body, UTF_8));
      return;
    }
    response.setContentLength(body.length);
    stream.write(body);
  }

  /** How to go on; for a second factor with its age, as RFC 9470, section 3, has it. */
  private static String challenge(Refusal refusal) {
    String scheme = "Session realm=\"staff\"";
    return refusal
        .secondFactorMaxAge()
        .map(
            age ->
                scheme
                    + ", error=\"insufficient_user_authentication\", max_age=\""
                    + age.toSeconds()
                    + "\"")
        .orElse(scheme);
  }

  private static byte[] problem(Refusal refusal) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("type", "about:blank");
      json.writeStringField("title", refusal.title());
      json.writeNumberField("status", refusal.status());
      json.writeStringField("detail", refusal.sentence());
      json.writeStringField("code", refusal.code());
      json.writeStringField("remedy", refusal.remedy());
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static byte[] page(Refusal refusal) {
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%1$s</title></head>
        <body><main><h1>%1$s</h1><p>%2$s</p></main></body></html>
        """
        .formatted(
            HtmlEscapers.htmlEscaper().escape(refusal.title()),
            HtmlEscapers.htmlEscaper().escape(refusal.sentence()))
        .getBytes(UTF_8);
  }
}
