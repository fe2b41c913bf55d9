package dev.staffgate.servlet.authzen;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/**
 * An HTTP response of the API. Immutable, but for the bytes of {@link #body}, which nobody changes.
 *
 * @param status the status code
 * @param headers header lines: each name once, no line break in any
 * @param body the content
 */
@SuppressWarnings("ArrayRecordComponent") // written once, compared never
public record AuthZenAnswer(int status, Map<String, String> headers, byte[] body) {
  public AuthZenAnswer {
    headers = ImmutableMap.copyOf(headers);
  }

  static AuthZenAnswer json(byte[] body) {
    return of(200, "application/json", body);
  }

  /** An error: its body is a sentence, as the standard wants it. */
  static AuthZenAnswer of(CallRefusedException refused) {
    return of(refused.status(), "text/plain;charset=utf-8", refused.text().getBytes(UTF_8));
  }

  private static AuthZenAnswer of(int status, String type, byte[] body) {
    return new AuthZenAnswer(
        status,
        ImmutableMap.of(
            "Content-Type", type,
            "Cache-Control", "no-store",
            "X-Content-Type-Options", "nosniff"),
        body);
  }

  AuthZenAnswer with(String header, String value) {
    return new AuthZenAnswer(
        status,
        ImmutableMap.<String, String>builder()
            .putAll(headers)
            .put(header, value)
            .buildKeepingLast(),
        body);
  }
}
