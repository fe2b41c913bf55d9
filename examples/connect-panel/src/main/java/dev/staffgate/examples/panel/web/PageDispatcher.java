package dev.staffgate.examples.panel.web;

import static dev.staffgate.examples.panel.web.Markup.element;
import static dev.staffgate.examples.panel.web.Markup.text;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The servlet behind all pages: finds the page of a path and lets it answer. A form without the
 * token of its session never reaches a page.
 */
public final class PageDispatcher extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient List<Page> pages;
  private final transient PanelServices services;

  /** Creates a dispatcher; of two pages that match a path, the first answers. */
  public PageDispatcher(List<Page> pages, PanelServices services) {
    this.pages = List.copyOf(pages);
    this.services = services;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Optional<PageRequest> found = find(request, response);
    if (found.isEmpty()) {
      response.sendError(404);
      return;
    }
    Optional<PageHandler> handler = found.get().handler(Page.GET);
    if (handler.isEmpty()) {
      super.doGet(request, response); // 405
    } else {
      handler.get().handle(found.get()).writeTo(found.get(), response);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Optional<PageRequest> found = find(request, response);
    Optional<PageHandler> handler = found.flatMap(one -> one.handler(Page.POST));
    if (handler.isEmpty()) {
      super.doPost(request, response); // 405
    } else if (services.formTokens().isOurs(request)) {
      handler.get().handle(found.get()).writeTo(found.get(), response);
    } else {
      refuseForeignForm(found.get(), response);
    }
  }

  @Override
  protected void doOptions(HttpServletRequest request, HttpServletResponse response) {
    Optional<PageRequest> found = find(request, response);
    boolean reads = found.flatMap(one -> one.handler(Page.GET)).isPresent();
    boolean writes = found.flatMap(one -> one.handler(Page.POST)).isPresent();
    response.setHeader(
        "Allow", (reads ? "GET, HEAD, " : "") + (writes ? "POST, " : "") + "OPTIONS");
  }

  private Optional<PageRequest> find(HttpServletRequest request, HttpServletResponse response) {
    String path = PagePath.of(request);
    for (Page page : pages) {
      Optional<String> segment = page.path().match(path);
      if (segment.isPresent()) {
        return Optional.of(
            new PageRequest(request, response, page, segment.get(), pages, services));
      }
    }
    return Optional.empty();
  }

  private void refuseForeignForm(PageRequest request, HttpServletResponse response)
      throws IOException {
    services
        .outsiders()
        .record(OutsiderAudit.Refused.FORM, request.http(), request.staffIfSignedIn());
    PageFrame.write(
        response,
        403,
        "Please send this form again",
        request.navigation(),
        element("p")
            .ofClass("card bad")
            .text("It was not sent from a page of this session. ")
            .add(Forms.link(PanelPaths.HOME, "Start again"), text(".")));
  }
}
