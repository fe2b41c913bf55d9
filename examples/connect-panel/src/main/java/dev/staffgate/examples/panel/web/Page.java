package dev.staffgate.examples.panel.web;

import static com.google.common.base.Preconditions.checkArgument;
import static dev.staffgate.model.RouteRule.Access.PERMISSION;
import static dev.staffgate.model.RouteRule.Access.PUBLIC;
import static dev.staffgate.model.RouteRule.Access.SIGNED_IN;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.RouteRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page of the panel: its path, what opening it takes, and what it answers. Immutable.
 *
 * <p>Everything else follows from the list of pages: the dispatch of requests, the policy's routes,
 * the links in the header and on other pages.
 *
 * @param path its place
 * @param title its heading; {@code {server}} stands for the part of the path that varies
 * @param access what its route asks of a caller
 * @param permission the permission that its route asks for, with that access alone
 * @param anyMethod true if its route names no methods; the page itself then answers 405
 * @param handlers by method: {@code GET}, {@code POST}
 * @param link where a link to it is shown, if anywhere
 */
public record Page(
    PagePath path,
    String title,
    RouteRule.Access access,
    Optional<String> permission,
    boolean anyMethod,
    Map<String, PageHandler> handlers,
    Optional<PageLink> link) {
  static final String GET = "GET";
  static final String POST = "POST";

  public Page {
    requireNonNull(path, "path");
    requireNonNull(title, "title");
    checkArgument(
        permission.isPresent() == (access == PERMISSION),
        "a permission goes with that access alone");
    handlers = ImmutableMap.copyOf(handlers);
    requireNonNull(link, "link");
  }

  private static Page at(
      String path, String title, RouteRule.Access access, Optional<String> permission) {
    return new Page(
        new PagePath(path), title, access, permission, false, Map.of(), Optional.empty());
  }

  /** Returns a page that is open to everybody. */
  public static Page forEverybody(String path, String title) {
    return at(path, title, PUBLIC, Optional.empty());
  }

  /** Returns a page for everybody who is signed in. */
  public static Page forSignedIn(String path, String title) {
    return at(path, title, SIGNED_IN, Optional.empty());
  }

  /**
   * Returns a page that takes a permission; on the resource that a varying segment names, where the
   * path has one.
   */
  public static Page forPermission(String permission, String path, String title) {
    return at(path, title, PERMISSION, Optional.of(permission));
  }

  /** Returns this page with an answer to GET. */
  public Page get(PageHandler handler) {
    return with(GET, handler);
  }

  /** Returns this page with an answer to POST. */
  public Page post(PageHandler handler) {
    return with(POST, handler);
  }

  private Page with(String method, PageHandler handler) {
    ImmutableMap.Builder<String, PageHandler> all = ImmutableMap.builder();
    return new Page(
        path,
        title,
        access,
        permission,
        anyMethod,
        all.putAll(handlers).put(method, handler).buildOrThrow(),
        link);
  }

  /** Returns this page with a route for all methods: those that it lacks are answered with 405. */
  public Page onAnyMethod() {
    return new Page(path, title, access, permission, true, handlers, link);
  }

  /** Returns this page with a link in the header of each page. */
  public Page inHeader(String label) {
    return linkedFrom(PageLink.HEADER, label);
  }

  /** Returns this page with a link on another page. */
  public Page linkedFrom(String from, String label) {
    return new Page(
        path,
        title,
        access,
        permission,
        anyMethod,
        handlers,
        Optional.of(new PageLink(from, label)));
  }

  /** Returns the methods that its route names; none for all. */
  public List<String> routeMethods() {
    return anyMethod ? List.of() : List.copyOf(handlers.keySet());
  }

  /** Returns whether it is open to everybody. */
  public boolean isForEverybody() {
    return access == PUBLIC;
  }

  /** Returns the path that leads to this page; without the part that varies. */
  String address() {
    return path.pattern().replaceFirst("(?:\\*\\*|\\{[a-z]+})$", "");
  }
}
