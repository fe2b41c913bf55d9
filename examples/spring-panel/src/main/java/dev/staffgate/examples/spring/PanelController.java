package dev.staffgate.examples.spring;

import dev.staffgate.Staffgate;
import dev.staffgate.panels.PanelException;
import dev.staffgate.servlet.Caller;
import dev.staffgate.servlet.ListScope;
import dev.staffgate.servlet.StaffgateRequest;
import dev.staffgate.sso.ConnectContext;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Answers the requests that a route of the policy has permitted. */
@RestController
class PanelController {
  private static final int MAX_DIGITS = 12;
  private static final Map<String, String> CLIENTS =
      Map.of("c1", "Ahrens & Co", "c2", "Bakery Lund");

  private final Staffgate staffgate;
  private final TicketRepository tickets;
  private final InvoiceRepository invoices;

  PanelController(Staffgate staffgate, TicketRepository tickets, InvoiceRepository invoices) {
    this.staffgate = staffgate;
    this.tickets = tickets;
    this.invoices = invoices;
  }

  /** The tickets of the departments that the person may see. */
  @GetMapping("/tickets")
  List<Ticket> tickets(HttpServletRequest request) {
    return tickets.in(visible(request));
  }

  /** Answers a ticket; whether that is permitted, {@link TicketRepository#reply} asks. */
  @PostMapping("/tickets/{id}/replies")
  ResponseEntity<Void> reply(@PathVariable String id, HttpServletRequest request) {
    Ticket ticket =
        tickets
            .find(id, visible(request))
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    tickets.reply(ticket.department(), ticket.id());
    return toStart();
  }

  private static ListScope visible(HttpServletRequest request) {
    return StaffgateRequest.of(request).scopeOf("ticket.view", "department");
  }

  /** A client's name. */
  @GetMapping("/clients/{id}")
  Map<String, String> client(@PathVariable String id) {
    String name = CLIENTS.get(id);
    if (name == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return Map.of("id", id, "name", name);
  }

  /** All invoices. */
  @GetMapping("/invoices")
  List<Invoice> invoices() {
    return invoices.all();
  }

  /**
   * Pays back a part of an invoice; whether that is permitted, {@link InvoiceRepository#refund}
   * asks. The start page shows what was paid back.
   */
  @PostMapping("/invoices/{id}/refunds")
  ResponseEntity<Void> refund(@PathVariable String id, @RequestParam BigDecimal amount) {
    if (amount.scale() > MAX_DIGITS || (long) amount.precision() - amount.scale() > MAX_DIGITS) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST); // nothing that an invoice has
    }
    Invoice unused = invoices.refund(id, amount);
    return toStart();
  }

  /** Opens a session on a server and leads the browser into it. */
  @PostMapping("/servers/{server}/sessions")
  ResponseEntity<Void> open(@PathVariable String server, HttpServletRequest request) {
    StaffgateRequest staff = StaffgateRequest.of(request);
    Caller caller = staff.caller().orElseThrow();
    ConnectContext circumstances =
        new ConnectContext(staff.from(), Optional.ofNullable(caller.secondFactorAt()));
    String url =
        staffgate.connect().open(caller.staff(), server, circumstances).url().revealToUse();
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .cacheControl(CacheControl.noStore())
        .header("Referrer-Policy", "no-referrer")
        .location(URI.create(url))
        .build();
  }

  @ExceptionHandler
  ResponseEntity<String> noSession(PanelException failure) {
    return ResponseEntity.status(HttpStatus.BAD_GATEWAY).body(failure.sentence());
  }

  static ResponseEntity<Void> toStart() {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/")).build();
  }
}
