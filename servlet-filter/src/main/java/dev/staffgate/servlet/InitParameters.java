package dev.staffgate.servlet;

import dev.staffgate.Staffgate;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** The settings of a filter that {@code web.xml} names. */
final class InitParameters {
  private static final Set<String> NAMES =
      Set.of(
          "callers",
          "trusted-proxies",
          "client-address-header",
          "peer-if-header-missing",
          "addresses-with-ports",
          "peer-as-the-container-says",
          "method-override",
          "sign-in-page",
          "second-factor-page",
          "approval-page");

  private final FilterConfig config;

  private InitParameters(FilterConfig config) {
    this.config = config;
  }

  /**
   * Reads them.
   *
   * @throws ServletException if one is unknown or wrong, or a {@link Staffgate} is missing
   */
  static StaffgateFilter.Builder settings(FilterConfig config) throws ServletException {
    for (String name : Collections.list(config.getInitParameterNames())) {
      if (!NAMES.contains(name)) {
        throw new ServletException("unknown init parameter `" + name + "`: there are " + NAMES);
      }
    }
    Object found = config.getServletContext().getAttribute(StaffgateFilter.STAFFGATE_ATTRIBUTE);
    if (!(found instanceof Staffgate staffgate)) {
      throw new ServletException(
          "the servlet context has no Staffgate in its attribute "
              + StaffgateFilter.STAFFGATE_ATTRIBUTE
              + ": a listener of the context has to put it there");
    }
    try {
      return new InitParameters(config).settings(staffgate);
    } catch (IllegalArgumentException | IllegalStateException wrong) {
      throw new ServletException("an init parameter is wrong: " + wrong.getMessage(), wrong);
    }
  }

  private StaffgateFilter.Builder settings(Staffgate staffgate) throws ServletException {
    StaffgateFilter.Builder filter =
        StaffgateFilter.of(staffgate).callers(callers(staffgate)).pages(pages());
    Optional<String> proxies = text("trusted-proxies");
    Optional<String> header = text("client-address-header");
    boolean peerIfMissing = isTrue("peer-if-header-missing");
    boolean withPorts = isTrue("addresses-with-ports");
    if (isTrue("peer-as-the-container-says")) {
      if (proxies.isPresent()) {
        throw new ServletException(
            "peer-as-the-container-says and trusted-proxies are two ways to find an address");
      }
      filter.clientAddress(ClientAddress.asTheContainerSays());
    }
    if (proxies.isPresent()) {
      ClientAddress address =
          ClientAddress.behind(TrustedProxies.of(proxies.get()), header.orElse("X-Forwarded-For"));
      address = withPorts ? address.withPorts() : address;
      filter.clientAddress(peerIfMissing ? address.peerIfHeaderMissing() : address);
    } else if (header.isPresent() || peerIfMissing || withPorts) {
      throw new ServletException(
          "client-address-header, peer-if-header-missing and addresses-with-ports are of no use"
              + " without trusted-proxies");
    }
    if (isTrue("method-override")) {
      filter.methodOverride();
    }
    return filter;
  }

  private CallerSource callers(Staffgate staffgate) throws ServletException {
    return oneOf("callers", "session", "principal").equals("session")
        ? CallerSource.session()
        : CallerSource.principal(staffgate);
  }

  private RefusalPages pages() {
    StandardRefusalPages pages = RefusalPages.standard();
    pages = text("sign-in-page").map(pages::signInAt).orElse(pages);
    pages = text("second-factor-page").map(pages::secondFactorAt).orElse(pages);
    return text("approval-page").map(pages::approvalAt).orElse(pages);
  }

  private boolean isTrue(String name) throws ServletException {
    return oneOf(name, "false", "true").equals("true");
  }

  /** One of two words; the first if the parameter is absent. */
  private String oneOf(String name, String first, String second) throws ServletException {
    String text = text(name).orElse(first);
    if (!text.equals(first) && !text.equals(second)) {
      throw new ServletException(
          "init parameter " + name + " is `" + first + "` or `" + second + "`");
    }
    return text;
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(config.getInitParameter(name)).map(String::strip);
  }
}
