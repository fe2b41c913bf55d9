package dev.staffgate.model;

import static java.util.Comparator.comparing;

import java.util.List;
import java.util.stream.Stream;

/**
 * The table of the built-in permissions: titles, categories, what they need, and which are
 * sensitive. Their ids are constants in {@link HostingPermissions}.
 *
 * <p>A permission is sensitive if a mistake or a stolen session would do lasting harm with it:
 *
 * <ul>
 *   <li>it shows, changes or charges a client's card or other means of payment;
 *   <li>it gives money away or back: refunds and their approval, voids, credit;
 *   <li>it deletes, merges, overwrites or wipes what cannot be had back;
 *   <li>it takes data out of the business, or shows raw traffic or the state of the database;
 *   <li>it configures what everyone's work rests on: servers, gateways, taxes, sign-in, updates;
 *   <li>it leads to more rights than one was given: staff accounts and their sessions, requests for
 *       access, roles, credentials, emergency access, a client's own session, an address let in
 *       again, a lock lifted, or a command of one's choice to a server or registrar.
 * </ul>
 *
 * <p>Otherwise it is plain: looking at things, and daily work that another step can put right.
 *
 * <p>{@code server.sso} is missing here because every {@link Catalogue} adds it.
 */
final class HostingPermissionTable {
  private static final String BILLING = "billing";
  private static final String CLIENT = "client";
  private static final String PRODUCT = "product";
  private static final String SUPPORT = "support";
  private static final String SYSTEM = "system";

  /** Every permission of the table below, by id. */
  static final List<PermissionDefinition> ALL =
      Stream.of(billing(), client(), product(), support(), system())
          .flatMap(List::stream)
          .sorted(comparing(PermissionDefinition::id))
          .toList();

  private HostingPermissionTable() {}

  // Invoices, payments, credit, quotes and reports: money and the figures about it.
  private static List<PermissionDefinition> billing() {
    return List.of(
        plain(
            "billable-item.manage",
            BILLING,
            "Create and settle items that wait to be billed",
            "billable-item.view"),
        plain("billable-item.view", BILLING, "See items that wait to be billed"),
        sensitive(
            "credit.apply",
            BILLING,
            "Pay an invoice from a client's credit",
            "credit.view",
            "invoice.view"),
        sensitive("credit.manage", BILLING, "Grant or take away a client's credit", "credit.view"),
        plain("credit.view", BILLING, "See how a client's credit came about"),
        plain("invoice.create", BILLING, "Draw up an invoice", "invoice.view"),
        sensitive("invoice.delete", BILLING, "Delete an invoice for good", "invoice.view"),
        plain("invoice.edit", BILLING, "Change an invoice", "invoice.view"),
        plain(
            "invoice.generate", BILLING, "Start the run that invoices what is due", "invoice.view"),
        plain("invoice.view", BILLING, "See invoices"),
        plain("marketplace.balance.view", BILLING, "See the balance at the marketplace"),
        sensitive(
            "payment.approve-refund",
            BILLING,
            "Approve a colleague's refund request",
            "invoice.view"),
        sensitive("payment.capture", BILLING, "Charge the card on file", "invoice.view"),
        plain("payment.log.view", BILLING, "See what payment gateways reported"),
        sensitive(
            "payment.offline-card.process", BILLING, "Take card payments manually", "invoice.view"),
        sensitive("payment.refund", BILLING, "Return a payment to the client", "invoice.view"),
        sensitive("payment.void", BILLING, "Cancel a payment that has not settled", "invoice.view"),
        plain("quote.manage", BILLING, "Draft, revise and send quotes"),
        sensitive("report.export", BILLING, "Take a report's data out as a file", "report.view"),
        plain("report.income.view", BILLING, "See the income figures"),
        plain("report.view", BILLING, "Read reports"),
        plain("transaction.create", BILLING, "Enter a transaction", "transaction.view"),
        sensitive(
            "transaction.delete",
            BILLING,
            "Remove a transaction from the books",
            "transaction.view"),
        plain("transaction.edit", BILLING, "Change a transaction", "transaction.view"),
        plain("transaction.view", BILLING, "See transactions"));
  }

  // The people and companies who buy, their users, their cards and what is sent to them.
  private static List<PermissionDefinition> client() {
    return List.of(
        plain("affiliate.manage", CLIENT, "Look after affiliates and what they earn"),
        plain("campaign.manage", CLIENT, "Run automated marketing campaigns"),
        sensitive(
            "client.card.decrypt",
            CLIENT,
            "Show a card number in full",
            "client.payment-method.view",
            "client.view"),
        sensitive(
            "client.card.edit",
            CLIENT,
            "Exchange or erase a stored card",
            "client.payment-method.view",
            "client.view"),
        plain("client.create", CLIENT, "Add a new client", "client.view"),
        sensitive("client.delete", CLIENT, "Delete a client and its records", "client.view"),
        plain("client.edit", CLIENT, "Change a client's details", "client.view"),
        sensitive(
            "client.export", CLIENT, "Take out everything stored about a client", "client.view"),
        plain("client.file.manage", CLIENT, "Add and remove a client's files", "client.view"),
        plain("client.list", CLIENT, "Find clients in the list"),
        sensitive("client.login-as", CLIENT, "Act in the client area as the client", "client.view"),
        sensitive(
            "client.merge",
            CLIENT,
            "Join two client accounts into one",
            "client.edit",
            "client.view"),
        sensitive("client.note.delete", CLIENT, "Remove a note from a client", "client.note.view"),
        plain(
            "client.note.edit",
            CLIENT,
            "Add notes to a client and revise them",
            "client.note.view"),
        plain("client.note.view", CLIENT, "See the notes on a client", "client.view"),
        sensitive(
            "client.payment-method.manage",
            CLIENT,
            "Set up and remove ways to pay",
            "client.payment-method.view",
            "client.view"),
        sensitive(
            "client.payment-method.view",
            CLIENT,
            "See ways to pay, with numbers masked",
            "client.view"),
        sensitive(
            "client.user.delete",
            CLIENT,
            "Delete a user who signs in for clients",
            "client.user.view"),
        plain("client.user.list", CLIENT, "Find users across all clients"),
        plain(
            "client.user.manage",
            CLIENT,
            "Invite users to a client and change them",
            "client.user.view"),
        plain("client.user.view", CLIENT, "See who may sign in for a client", "client.view"),
        plain("client.view", CLIENT, "Open a client's summary"),
        plain("mass-mail.send", CLIENT, "Write to many clients in one go"));
  }

  // What is sold, from the price list and the order to the running service or domain.
  private static List<PermissionDefinition> product() {
    return List.of(
        sensitive(
            "backup.restore", PRODUCT, "Put a backup in place of a service's data", "backup.view"),
        plain("backup.view", PRODUCT, "See which backups a service has"),
        sensitive("domain.delete", PRODUCT, "Delete a domain's record", "domain.view"),
        plain("domain.edit", PRODUCT, "Change a domain's record", "domain.view"),
        plain("domain.list", PRODUCT, "Find domains across all clients"),
        sensitive("domain.operate", PRODUCT, "Send a domain any registrar command", "domain.view"),
        plain("domain.pricing.configure", PRODUCT, "Set what domains cost"),
        plain("domain.register", PRODUCT, "Register a new domain", "domain.view"),
        plain("domain.renew", PRODUCT, "Extend a domain's registration", "domain.view"),
        plain("domain.resolver.check", PRODUCT, "Check which addresses domains lead to"),
        plain("domain.transfer", PRODUCT, "Move a domain between registrars", "domain.view"),
        plain("domain.view", PRODUCT, "Open a client's domain"),
        plain("domain.whois.view", PRODUCT, "Look up a domain's holder"),
        plain("marketplace.manage", PRODUCT, "Run the marketplace for resold services"),
        plain("order.accept", PRODUCT, "Accept a waiting order", "order.view"),
        plain("order.cancel", PRODUCT, "Call off an order", "order.view"),
        plain("order.create", PRODUCT, "Order on a client's behalf", "order.view"),
        sensitive("order.delete", PRODUCT, "Delete an order for good", "order.view"),
        plain("order.list", PRODUCT, "Find orders in the list"),
        plain("order.upgrade.create", PRODUCT, "Order a larger or smaller plan", "service.view"),
        plain("order.view", PRODUCT, "Open an order"),
        plain("product.addon.configure", PRODUCT, "Set up product add-ons"),
        plain("product.bundle.configure", PRODUCT, "Set up product bundles"),
        plain("product.configure", PRODUCT, "Set up products and what they cost", "product.view"),
        plain("product.create", PRODUCT, "Add a new product", "product.view"),
        sensitive("product.delete", PRODUCT, "Delete a product for good", "product.view"),
        plain("product.group.manage", PRODUCT, "Arrange products in groups", "product.view"),
        plain("product.view", PRODUCT, "See the products for sale"),
        sensitive("promotion.delete", PRODUCT, "Remove a promotion code", "promotion.view"),
        plain("promotion.edit", PRODUCT, "Add and change promotion codes", "promotion.view"),
        plain("promotion.view", PRODUCT, "See promotion codes"),
        plain("service.addon.list", PRODUCT, "Find service add-ons across all clients"),
        plain("service.cancellation.view", PRODUCT, "See which services clients want to end"),
        plain("service.create", PRODUCT, "Set a service up on its server", "service.view"),
        sensitive("service.delete", PRODUCT, "Delete a service's record", "service.view"),
        plain("service.edit", PRODUCT, "Change a service's record", "service.view"),
        plain("service.list", PRODUCT, "Find services across all clients"),
        sensitive("service.operate", PRODUCT, "Send a service any server command", "service.view"),
        plain("service.queue.view", PRODUCT, "See server commands that wait or failed"),
        plain(
            "service.reset-password", PRODUCT, "Set a new password for a service", "service.view"),
        plain("service.restart", PRODUCT, "Stop a service and start it again", "server.view"),
        plain("service.suspend", PRODUCT, "Take a service offline for a time", "service.view"),
        sensitive("service.terminate", PRODUCT, "End a service and wipe its data", "service.view"),
        plain("service.unsuspend", PRODUCT, "Bring a suspended service back", "service.view"),
        plain("service.view", PRODUCT, "Open a client's service"));
  }

  // Tickets, and what helps clients without one.
  private static List<PermissionDefinition> support() {
    return List.of(
        plain("announcement.manage", SUPPORT, "Post and revise announcements"),
        plain("calendar.manage", SUPPORT, "Keep the team's calendar"),
        plain("download.manage", SUPPORT, "Offer and withdraw downloads"),
        plain("kb.edit", SUPPORT, "Write articles of the knowledge base"),
        plain("network-issue.manage", SUPPORT, "Report network issues and their progress"),
        plain(
            "predefined-reply.create", SUPPORT, "Add a predefined reply", "predefined-reply.edit"),
        sensitive(
            "predefined-reply.delete",
            SUPPORT,
            "Remove a predefined reply",
            "predefined-reply.edit"),
        plain("predefined-reply.edit", SUPPORT, "See and change predefined replies"),
        plain("support.overview.view", SUPPORT, "See how support is doing"),
        plain(
            "ticket.assign", SUPPORT, "Hand a ticket to a colleague or department", "ticket.view"),
        plain("ticket.close", SUPPORT, "Mark a ticket as done", "ticket.view"),
        plain("ticket.create", SUPPORT, "Open a ticket on a client's behalf", "ticket.view"),
        sensitive("ticket.delete", SUPPORT, "Delete a ticket for good", "ticket.view"),
        plain("ticket.flagged.view", SUPPORT, "See tickets that colleagues work on", "ticket.view"),
        plain("ticket.list", SUPPORT, "Find tickets in the list"),
        plain("ticket.reply", SUPPORT, "Answer a ticket", "ticket.view"),
        plain(
            "ticket.scheduled-action.cancel",
            SUPPORT,
            "Call off what is planned for a ticket",
            "ticket.view"),
        plain("ticket.view", SUPPORT, "Read a ticket"),
        plain("ticket.view-all", SUPPORT, "Read tickets of all departments", "ticket.view"),
        plain("todo.manage", SUPPORT, "Keep the to-do list"));
  }

  // Staff, roles, servers, logs and settings: the business's own house.
  private static List<PermissionDefinition> system() {
    return List.of(
        sensitive(
            "access-request.approve",
            SYSTEM,
            "Grant colleagues the access they ask for",
            "staff.view"),
        plain(
            "access-review.run",
            SYSTEM,
            "Review the access that staff have",
            "role.view",
            "staff.view"),
        plain("account-import.run", SYSTEM, "Take over accounts that a server has"),
        sensitive("addon.configure", SYSTEM, "Set up add-on modules"),
        plain("addon.use", SYSTEM, "Work with add-on modules"),
        sensitive("api-credential.manage", SYSTEM, "Hand out and withdraw API credentials"),
        sensitive("api.use", SYSTEM, "Work through the API"),
        sensitive("audit.export", SYSTEM, "Take the audit trail out as a file", "audit.view"),
        plain("audit.view", SYSTEM, "Read the audit trail"),
        plain("automation.view", SYSTEM, "See how automated tasks went"),
        sensitive("connect.use", SYSTEM, "Enter server panels without a password"),
        plain("dashboard.view", SYSTEM, "Open the start page"),
        sensitive("data.export", SYSTEM, "Take data out in large amounts"),
        sensitive("database.view", SYSTEM, "See how the database is doing"),
        sensitive(
            "email-template.delete", SYSTEM, "Remove a message template", "email-template.view"),
        plain(
            "email-template.edit",
            SYSTEM,
            "Add and change message templates",
            "email-template.view"),
        plain(
            "email-template.language.manage",
            SYSTEM,
            "Choose languages for message templates",
            "email-template.view"),
        plain("email-template.view", SYSTEM, "See message templates"),
        sensitive("emergency.activate", SYSTEM, "Start emergency access"),
        sensitive("emergency.arm", SYSTEM, "Prepare emergency access and seal its codes"),
        sensitive(
            "emergency.review", SYSTEM, "Look into how emergency access was used", "audit.view"),
        plain("integration-code.view", SYSTEM, "See code that a website can embed"),
        sensitive("integration.manage", SYSTEM, "Connect and disconnect other apps"),
        plain("ip-ban.create", SYSTEM, "Shut an address out", "ip-ban.view"),
        sensitive("ip-ban.delete", SYSTEM, "Let a banned address in again", "ip-ban.view"),
        plain("ip-ban.view", SYSTEM, "See which addresses are banned"),
        plain("link-tracking.manage", SYSTEM, "Set up links whose use is counted"),
        sensitive("lock.lift", SYSTEM, "Take a lock away"),
        plain("lock.set", SYSTEM, "Lock accounts, roles, servers, permissions or everybody"),
        plain("log.activity.view", SYSTEM, "Read the activity log"),
        plain("log.email.view", SYSTEM, "Read the log of sent messages"),
        sensitive("log.module.view", SYSTEM, "Read raw traffic of server modules"),
        plain("log.sign-in.view", SYSTEM, "Read the log of staff sign-in"),
        plain("log.ticket-import.view", SYSTEM, "Read the log of e-mailed tickets"),
        plain("log.whois.view", SYSTEM, "Read the log of domain queries"),
        plain("profile.edit", SYSTEM, "Change your own profile"),
        sensitive("role.edit", SYSTEM, "Change what roles grant", "role.view"),
        plain("role.view", SYSTEM, "See what roles grant"),
        sensitive("server.configure", SYSTEM, "Add servers and set them up", "server.view"),
        plain("server.restart", SYSTEM, "Reboot a server", "server.view"),
        plain("server.view", SYSTEM, "See servers and how they are doing"),
        sensitive("settings.application-link.configure", SYSTEM, "Set up links to other programs"),
        sensitive("settings.automation.configure", SYSTEM, "Set up automated tasks"),
        sensitive(
            "settings.banned-email.configure", SYSTEM, "Choose which e-mail domains are refused"),
        sensitive("settings.client-field.configure", SYSTEM, "Set up extra fields for clients"),
        sensitive("settings.client-group.configure", SYSTEM, "Set up client groups"),
        sensitive("settings.currency.configure", SYSTEM, "Set up currencies and their rates"),
        sensitive("settings.database-backup.configure", SYSTEM, "Set up database backups"),
        sensitive("settings.department.configure", SYSTEM, "Set up support departments"),
        sensitive("settings.fraud.configure", SYSTEM, "Set up checks for fraud"),
        sensitive("settings.general.configure", SYSTEM, "Change general settings"),
        sensitive("settings.notification.configure", SYSTEM, "Choose who is notified of what"),
        sensitive("settings.openid.configure", SYSTEM, "Set up programs that use OpenID Connect"),
        sensitive("settings.order-status.configure", SYSTEM, "Set up order statuses"),
        sensitive("settings.payment-gateway.configure", SYSTEM, "Set up payment gateways"),
        sensitive(
            "settings.registrar.configure", SYSTEM, "Set up registrars and their credentials"),
        sensitive(
            "settings.security-question.configure", SYSTEM, "Choose clients' security questions"),
        sensitive("settings.sign-in.configure", SYSTEM, "Set up sign-in with outside accounts"),
        sensitive("settings.spam.configure", SYSTEM, "Set up spam filters"),
        sensitive("settings.storage.configure", SYSTEM, "Choose where files are kept"),
        sensitive("settings.tax.configure", SYSTEM, "Set up taxes"),
        sensitive("settings.ticket-status.configure", SYSTEM, "Set up ticket statuses"),
        sensitive("settings.two-factor.configure", SYSTEM, "Set up second factors for sign-in"),
        sensitive("settings.update.configure", SYSTEM, "Choose how updates arrive"),
        sensitive(
            "staff.assign-role",
            SYSTEM,
            "Give roles to staff and take them away",
            "role.view",
            "staff.view"),
        sensitive("staff.create", SYSTEM, "Add a staff account", "staff.view"),
        sensitive("staff.disable", SYSTEM, "Shut a staff account", "staff.view"),
        sensitive("staff.edit", SYSTEM, "Change a staff account", "staff.view"),
        sensitive(
            "staff.invite",
            SYSTEM,
            "Ask a colleague to choose a password and second factor",
            "staff.view"),
        sensitive("staff.reset-password", SYSTEM, "Reset a colleague's password", "staff.view"),
        sensitive(
            "staff.reset-second-factor",
            SYSTEM,
            "Remove a colleague's second factor",
            "staff.view"),
        sensitive("staff.sign-out", SYSTEM, "Sign a colleague out everywhere", "staff.view"),
        plain("staff.unlock", SYSTEM, "End a colleague's wait after failed sign-ins", "staff.view"),
        plain("staff.view", SYSTEM, "See staff accounts"),
        sensitive("system.clean-up", SYSTEM, "Erase old logs and records"),
        plain("system.health.view", SYSTEM, "See health checks and pending updates"),
        plain("system.php-info.view", SYSTEM, "See how PHP is set up"),
        sensitive("system.update", SYSTEM, "Install a new release of the panel"));
  }

  private static PermissionDefinition plain(
      String id, String category, String title, String... needs) {
    return new PermissionDefinition(id, title, category, false, NameRef.listOf(needs), Place.NONE);
  }

  private static PermissionDefinition sensitive(
      String id, String category, String title, String... needs) {
    return new PermissionDefinition(id, title, category, true, NameRef.listOf(needs), Place.NONE);
  }
}
