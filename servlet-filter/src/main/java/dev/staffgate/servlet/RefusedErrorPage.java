package dev.staffgate.servlet;

import dev.staffgate.servlet.request.RequestPath;
import dev.staffgate.text.VisibleText;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer in place of an error page that the policy refuses: the status of the error itself with
 * a plain body, since nobody asked for that page. Logs once for each page which route it lacks.
 * Safe for any number of threads.
 */
final class RefusedErrorPage {
  private static final Logger log = LoggerFactory.getLogger(RefusedErrorPage.class);

  /** The most pages that are told. */
  private static final int MAX_TOLD = 100;

  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** Writes status and body; the buffer is empty. */
  void write(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
      throws IOException {
    tell(RequestPath.mapped(request), refusal);
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                && code >= 400
                && code < 600
            ? code
            : 500;
    response.setStatus(status);
    response.setContentType("text/plain;charset=UTF-8");
    RefusalBody.write(response, "Error " + status + "\n");
  }

  private void tell(String path, Refusal refusal) {
    if (told.size() < MAX_TOLD && told.add(path)) {
      String shown = VisibleText.excerpt(path);
      log.warn(
          "the error page {} is refused [{}], so errors keep their status and have a plain body."
              + " To show it, add to `routes`, before a rule that matches it:"
              + "\n  - {} path: \"{}\", access: public }",
          shown,
          refusal.code(),
          "{",
          shown);
    }
  }
}
