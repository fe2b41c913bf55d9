package dev.staffgate.examples.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.servlet.ReturnPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The page that signs people in by Spring's form. Refusals send browsers here with {@link
 * ReturnPath#PARAMETER}, where they go on afterwards. Spring's own page does not serve an address
 * with a parameter that it does not know.
 */
@RestController
class SignInPage {
  static final String PATH = "/login";

  @GetMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
  String page(HttpServletRequest request, CsrfToken token) {
    String above =
        request.getParameter("error") != null
            ? "<p>Name or password is wrong.</p>"
            : request.getParameter("logout") != null ? "<p>You are signed out.</p>" : "";
    return PageFrame.of(
        "Sign in",
        """
        %s
        <form class="tall" method="post" action="%s">%s%s
        <label>Name <input name="username" autocomplete="username" required autofocus></label>
        <label>Password
        <input name="password" type="password" autocomplete="current-password" required></label>
        <button>Sign in</button></form>
        """
            .formatted(
                above,
                PATH,
                PageFrame.hidden(token),
                ReturnPath.askedFor(request)
                    .map(path -> PageFrame.hidden(ReturnPath.PARAMETER, path))
                    .orElse("")));
  }

  /** Leads somebody who has signed in to the page that they asked for at first. */
  static void signedIn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.sendRedirect(ReturnPath.askedFor(request).orElse("/"));
  }

  /** Leads back to the form, which still knows where to go on. */
  static void failed(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.sendRedirect(
        PATH
            + "?error"
            + ReturnPath.askedFor(request)
                .map(path -> "&" + ReturnPath.PARAMETER + "=" + URLEncoder.encode(path, UTF_8))
                .orElse(""));
  }
}
