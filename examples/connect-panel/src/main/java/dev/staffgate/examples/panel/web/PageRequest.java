package dev.staffgate.examples.panel.web;

import static dev.staffgate.examples.panel.web.Forms.button;
import static dev.staffgate.examples.panel.web.Forms.link;
import static dev.staffgate.examples.panel.web.Markup.element;
import static dev.staffgate.examples.panel.web.Markup.text;

import dev.staffgate.Staffgate;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import dev.staffgate.servlet.ReturnPath;
import dev.staffgate.servlet.StaffgateRequest;
import dev.staffgate.session.SessionRef;
import dev.staffgate.signin.SignIn;
import dev.staffgate.signin.SignInOrigin;
import dev.staffgate.sso.ConnectContext;
import dev.staffgate.state.StateStoreException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request for a page, which the policy's routes have permitted. For one thread. */
public final class PageRequest {
  private static final Logger log = LoggerFactory.getLogger(PageRequest.class);

  private final HttpServletRequest http;
  private final HttpServletResponse response;
  private final Page page;
  private final String segment;
  private final List<Page> pages;
  private final PanelServices services;
  private final StaffgateRequest permitted;

  PageRequest(
      HttpServletRequest http,
      HttpServletResponse response,
      Page page,
      String segment,
      List<Page> pages,
      PanelServices services) {
    this.http = http;
    this.response = response;
    this.page = page;
    this.segment = segment;
    this.pages = pages;
    this.services = services;
    this.permitted = StaffgateRequest.of(http);
  }

  /** Returns the request as the servlet container gave it. */
  public HttpServletRequest http() {
    return http;
  }

  /** Returns the part of the path that varies, decoded; empty if there is none. */
  public String segment() {
    return segment;
  }

  /** Returns what decides. */
  public Staffgate staffgate() {
    return services.staffgate();
  }

  /** Returns what checks passwords and codes. */
  public SignIn signIn() {
    return services.signIn();
  }

  /** Returns what looks after accounts. */
  public AccountServices accounts() {
    return services.accounts();
  }

  /** Returns what reads the posture of tokens. */
  public TokenPostureReader postures() {
    return services.postures();
  }

  /** Returns a field of the form or the query; empty if it was not sent. */
  public String parameter(String name) {
    String value = http.getParameter(name);
    return value == null ? "" : value;
  }

  /**
   * Returns the staff id of the person who is signed in.
   *
   * @throws java.util.NoSuchElementException if nobody is
   */
  public String staff() {
    return permitted.staff().orElseThrow();
  }

  /** Returns the staff id of the person who is signed in; empty if nobody is. */
  public String staffIfSignedIn() {
    return permitted.staff().orElse("");
  }

  /**
   * Records what the person who is signed in has done.
   *
   * @throws dev.staffgate.audit.AuditException if it cannot be recorded
   */
  public void record(AuditEvent.Type what) {
    services.audit().append(AuditEvent.of(staffgate().clock().instant(), what, staff(), from()));
  }

  /**
   * Records what the person who is signed in has done, and to what.
   *
   * @throws dev.staffgate.audit.AuditException if it cannot be recorded
   */
  public void record(AuditEvent.Type what, String subject) {
    services
        .audit()
        .append(
            AuditEvent.of(staffgate().clock().instant(), what, staff(), from())
                .with("what", subject));
  }

  /** Returns the client's address, if it is known. */
  public Optional<IpAddress> from() {
    return permitted.from();
  }

  /** Returns the place that a sign-in comes from: the address, and the browser if it is known. */
  public SignInOrigin origin() {
    return new SignInOrigin(from(), KnownBrowserCookie.of(http, services.formTokens().isOverTls()));
  }

  /** Gives the browser the cookie by which it is known again. */
  public void rememberBrowser(Secret browser) {
    KnownBrowserCookie.set(response, browser, services.formTokens().isOverTls());
  }

  /** Returns when the second factor was last proved, if it was. */
  public Optional<Instant> secondFactorAt() {
    return permitted.caller().flatMap(caller -> Optional.ofNullable(caller.secondFactorAt()));
  }

  /** Returns the session of the person who is signed in; empty if nobody is. */
  public Optional<SessionRef> session() {
    return permitted.caller().flatMap(caller -> Optional.ofNullable(caller.session()));
  }

  /**
   * Ends the session of whoever is signed in, if anybody is, so that its cookie is worth nothing
   * anywhere. If the store is out, the web session still ends, which is the only one that has it.
   */
  public void endSession() {
    Optional<SessionRef> ending = session();
    try {
      ending.ifPresent(one -> staffgate().sessions().end(staff(), one.id()));
    } catch (StateStoreException out) {
      log.error("a session was not ended in the store: {}", out.toString());
    }
  }

  /** Returns the circumstances in which a server is entered, or its token changed. */
  public ConnectContext connectContext() {
    return new ConnectContext(from(), secondFactorAt());
  }

  /**
   * Returns the question whether the person who is signed in may do something.
   *
   * @throws IllegalStateException if nobody is signed in
   */
  public AccessRequest asking(String permission) {
    return permitted.asking(permission);
  }

  /**
   * Returns whether this person may read what the policy says: its roles, conditions, networks and
   * files.
   */
  public boolean mayReadPolicy() {
    return from().isPresent()
        && secondFactorAt().isPresent()
        && staffgate().ask(asking("role.view")).permitted();
  }

  /** Returns the hidden field that every form needs. */
  public Markup csrfField() {
    return services.formTokens().field(http, response);
  }

  /** Returns the hidden field that keeps the path to go on to, if one was asked for. */
  public Markup returnField() {
    return ReturnPath.askedFor(http)
        .map(path -> Forms.hidden(ReturnPath.PARAMETER, path))
        .orElse(Markup.none());
  }

  /**
   * Returns what asks for the fresh second factor after which the person goes on to the path that
   * was asked for; nothing if there is no such path, or it asks for none.
   */
  public Optional<StepUpPurpose> stepUpPurpose() {
    return ReturnPath.askedFor(http)
        .map(whole -> whole.split("\\?", 2)[0])
        .flatMap(path -> pages.stream().flatMap(one -> purpose(one, path).stream()).findFirst());
  }

  private Optional<StepUpPurpose> purpose(Page other, String path) {
    Optional<String> part = other.path().match(path);
    if (part.isEmpty()) {
      return Optional.empty();
    }
    try {
      boolean server = other.address().equals(PanelPaths.SERVERS) && !part.get().isEmpty();
      return server
          ? purpose(connectContext().request(staff(), part.get()))
          : other.permission().flatMap(id -> purpose(asking(id, other, part.get())));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty(); // a path that somebody made up
    }
  }

  private AccessRequest asking(String permission, Page other, String part) {
    return other
        .path()
        .variable()
        .map(name -> asking(permission).on(name, part))
        .orElseGet(() -> asking(permission));
  }

  private Optional<StepUpPurpose> purpose(AccessRequest question) {
    Decision decision = staffgate().ask(question);
    if (!(decision instanceof Decision.SecondFactor asked)) {
      return Optional.empty();
    }
    return staffgate()
        .policy()
        .catalogue()
        .find(question.permissionId())
        .map(permission -> new StepUpPurpose(permission.title(), asked.maxAge()));
  }

  /** Returns the page with its own title. */
  public PageAnswer answer(Markup main) {
    return answer(200, main);
  }

  /** Returns the page with its own title and another status than 200. */
  public PageAnswer answer(int status, Markup main) {
    String title =
        page.path()
            .variable()
            .map(name -> page.title().replace("{" + name + "}", segment))
            .orElse(page.title());
    return PageAnswer.html(status, title, main);
  }

  /** Returns the links from this page to others; those that this person may open. */
  public Markup links() {
    return Markup.of(
        linksFrom(page.address()).stream().map(link -> element("p").add(link)).toList());
  }

  /** Returns the links in the header and the button to sign out; nothing if nobody is signed in. */
  Markup navigation() {
    if (permitted.staff().isEmpty()) {
      return Markup.none();
    }
    List<Markup> parts = new ArrayList<>();
    for (Markup link : linksFrom(PageLink.HEADER)) {
      parts.add(link);
      parts.add(text(" "));
    }
    parts.add(
        element("form")
            .with("method", "post")
            .with("action", PanelPaths.SIGN_OUT)
            .add(csrfField(), element("span").text(staff()), text(" "), button("Sign out")));
    return Markup.of(parts);
  }

  /** Returns whether the page that was asked for is open to everybody. */
  boolean isForEverybody() {
    return page.isForEverybody();
  }

  /** Returns what answers a method of the page that was asked for, if it has that method. */
  Optional<PageHandler> handler(String method) {
    return Optional.ofNullable(page.handlers().get(method));
  }

  private List<Markup> linksFrom(String place) {
    List<Markup> links = new ArrayList<>();
    for (Page one : pages) {
      one.link()
          .filter(link -> link.from().equals(place) && mayOpen(one))
          .ifPresent(link -> links.add(link(one.address(), link.label())));
    }
    return links;
  }

  /** Returns whether this person may open a page, perhaps after a fresh second factor. */
  private boolean mayOpen(Page other) {
    return other
        .permission()
        .map(one -> staffgate().ask(asking(one)).outcome() != Decision.Outcome.DENY)
        .orElse(true);
  }
}
