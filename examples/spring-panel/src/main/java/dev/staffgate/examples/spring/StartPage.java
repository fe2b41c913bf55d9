package dev.staffgate.examples.spring;

import static java.util.stream.Collectors.joining;
import static org.springframework.web.util.HtmlUtils.htmlEscape;

import dev.staffgate.servlet.StaffgateRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The one page for browsers. It shows what the same policy lets happen. */
@RestController
class StartPage {
  private final TicketRepository tickets;
  private final InvoiceRepository invoices;

  StartPage(TicketRepository tickets, InvoiceRepository invoices) {
    this.tickets = tickets;
    this.invoices = invoices;
  }

  @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
  String page(HttpServletRequest request, CsrfToken token) {
    StaffgateRequest staff = StaffgateRequest.of(request);
    String csrf = PageFrame.hidden(token);
    return PageFrame.of(
        "Panel",
        """
        <form method="post" action="/logout">%s%s <button>Sign out</button></form>
        <p><a href="/second-factor">Confirm your second factor</a></p>
        %s%s
        """
            .formatted(
                csrf,
                htmlEscape(staff.staff().orElseThrow()),
                tickets(staff, csrf),
                refunds(staff, csrf)));
  }

  private String tickets(StaffgateRequest staff, String csrf) {
    List<Ticket> visible = tickets.in(staff.scopeOf("ticket.view", "department"));
    return visible.stream()
        .map(
            ticket ->
                "<p>%s: %s%s%s</p>"
                    .formatted(
                        htmlEscape(ticket.department()),
                        htmlEscape(ticket.subject()),
                        ticket.answered() ? " (answered)" : "",
                        mayReply(staff, ticket)
                            ? button("/tickets/" + ticket.id() + "/replies", csrf, "Reply")
                            : ""))
        .collect(joining("\n", "<h2>Tickets</h2>\n", "\n"));
  }

  private static boolean mayReply(StaffgateRequest staff, Ticket ticket) {
    return staff.may(staff.asking("ticket.reply").on("department", ticket.department()));
  }

  private String refunds(StaffgateRequest staff, String csrf) {
    if (!staff.may("invoice.view")) {
      return "";
    }
    return invoices.all().stream()
        .map(
            invoice ->
                "<p>%s: %s, of which %s were paid back%s</p>"
                    .formatted(
                        htmlEscape(invoice.id()),
                        invoice.amount().toPlainString(),
                        invoice.refunded().toPlainString(),
                        mayRefund(staff)
                            ? button(
                                "/invoices/" + invoice.id() + "/refunds",
                                csrf + "<input name=\"amount\" value=\"10.00\">",
                                "Refund")
                            : ""))
        .collect(joining("\n", "<h2>Invoices</h2>\n", "\n"));
  }

  /**
   * Returns whether any amount is permitted: whoever may refund at all may refund a small amount.
   */
  private static boolean mayRefund(StaffgateRequest staff) {
    return staff.may(staff.asking("payment.refund").with("amount", "0.01"));
  }

  private static String button(String action, String fields, String label) {
    return " <form method=\"post\" action=\"%s\">%s<button>%s</button></form>"
        .formatted(htmlEscape(action), fields, label);
  }
}
