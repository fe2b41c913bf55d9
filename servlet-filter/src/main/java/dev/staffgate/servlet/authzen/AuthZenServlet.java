package dev.staffgate.servlet.authzen;

import static java.util.Objects.requireNonNull;

import dev.staffgate.network.IpAddress;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * An {@link AuthZenHandler} as a servlet. Map it to {@code /access/v1/*}, and to {@code
 * /.well-known/authzen-configuration} if it has a base URL. Safe for any number of threads.
 *
 * <p>Behind a {@link dev.staffgate.servlet.StaffgateFilter} these paths need a route with {@code
 * access: public}: callers are authenticated here.
 */
public final class AuthZenServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient AuthZenHandler handler;

  /** Makes a servlet. */
  public AuthZenServlet(AuthZenHandler handler) {
    this.handler = requireNonNull(handler, "handler");
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AuthZenAnswer answer = handler.handle(new ServletCall(request));
    response.setStatus(answer.status());
    answer
        .headers()
        .forEach(
            (name, value) -> {
              // Connections of HTTP/2 are not closed by a header, which is an error there.
              if (!name.equals("Connection") || request.getProtocol().startsWith("HTTP/1")) {
                response.setHeader(name, value);
              }
            });
    response.setContentLength(answer.body().length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(answer.body());
    }
  }

  private record ServletCall(HttpServletRequest request) implements AuthZenCall {
    @Override
    public String method() {
      return request.getMethod();
    }

    @Override
    public String path() {
      String rest = request.getPathInfo();
      return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }

    @Override
    public List<String> header(String name) {
      return Collections.list(request.getHeaders(name));
    }

    @Override
    public Optional<String> principal() {
      return Optional.ofNullable(request.getUserPrincipal()).map(Principal::getName);
    }

    @Override
    public boolean isSecure() {
      return request.isSecure();
    }

    @Override
    public Optional<IpAddress> peer() {
      String text = request.getRemoteAddr();
      if (text == null) {
        return Optional.empty();
      }
      String bare =
          text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
      int zone = bare.indexOf('%');
      try {
        return Optional.of(IpAddress.parse(zone < 0 ? bare : bare.substring(0, zone)));
      } catch (IllegalArgumentException unknown) {
        return Optional.empty();
      }
    }

    @Override
    public InputStream body() throws IOException {
      return request.getInputStream();
    }
  }
}
