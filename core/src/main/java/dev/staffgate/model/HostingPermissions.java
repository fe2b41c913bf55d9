package dev.staffgate.model;

/**
 * The ids of the built-in permissions of a hosting business, for programs that ask for them: a
 * misspelt constant does not compile. Titles and categories are in {@link Catalogue#hosting}.
 *
 * <pre>{@code
 * policy.decide(AccessRequest.of("alice", HostingPermissions.PAYMENT_REFUND))
 * }</pre>
 *
 * <p>{@code server.sso}, which every catalogue has, is {@link Permission#SERVER_SSO}.
 */
public final class HostingPermissions {
  /** Grant colleagues the access they ask for. Sensitive. */
  public static final String ACCESS_REQUEST_APPROVE = "access-request.approve";

  /** Review the access that staff have. */
  public static final String ACCESS_REVIEW_RUN = "access-review.run";

  /** Take over accounts that a server has. */
  public static final String ACCOUNT_IMPORT_RUN = "account-import.run";

  /** Set up add-on modules. Sensitive. */
  public static final String ADDON_CONFIGURE = "addon.configure";

  /** Work with add-on modules. */
  public static final String ADDON_USE = "addon.use";

  /** Look after affiliates and what they earn. */
  public static final String AFFILIATE_MANAGE = "affiliate.manage";

  /** Post and revise announcements. */
  public static final String ANNOUNCEMENT_MANAGE = "announcement.manage";

  /** Hand out and withdraw API credentials. Sensitive. */
  public static final String API_CREDENTIAL_MANAGE = "api-credential.manage";

  /** Work through the API. Sensitive. */
  public static final String API_USE = "api.use";

  /** Take the audit trail out as a file. Sensitive. */
  public static final String AUDIT_EXPORT = "audit.export";

  /** Read the audit trail. */
  public static final String AUDIT_VIEW = "audit.view";

  /** See how automated tasks went. */
  public static final String AUTOMATION_VIEW = "automation.view";

  /** Put a backup in place of a service's data. Sensitive. */
  public static final String BACKUP_RESTORE = "backup.restore";

  /** See which backups a service has. */
  public static final String BACKUP_VIEW = "backup.view";

  /** Create and settle items that wait to be billed. */
  public static final String BILLABLE_ITEM_MANAGE = "billable-item.manage";

  /** See items that wait to be billed. */
  public static final String BILLABLE_ITEM_VIEW = "billable-item.view";

  /** Keep the team's calendar. */
  public static final String CALENDAR_MANAGE = "calendar.manage";

  /** Run automated marketing campaigns. */
  public static final String CAMPAIGN_MANAGE = "campaign.manage";

  /** Show a card number in full. Sensitive. */
  public static final String CLIENT_CARD_DECRYPT = "client.card.decrypt";

  /** Exchange or erase a stored card. Sensitive. */
  public static final String CLIENT_CARD_EDIT = "client.card.edit";

  /** Add a new client. */
  public static final String CLIENT_CREATE = "client.create";

  /** Delete a client and its records. Sensitive. */
  public static final String CLIENT_DELETE = "client.delete";

  /** Change a client's details. */
  public static final String CLIENT_EDIT = "client.edit";

  /** Take out everything stored about a client. Sensitive. */
  public static final String CLIENT_EXPORT = "client.export";

  /** Add and remove a client's files. */
  public static final String CLIENT_FILE_MANAGE = "client.file.manage";

  /** Find clients in the list. */
  public static final String CLIENT_LIST = "client.list";

  /** Act in the client area as the client. Sensitive. */
  public static final String CLIENT_LOGIN_AS = "client.login-as";

  /** Join two client accounts into one. Sensitive. */
  public static final String CLIENT_MERGE = "client.merge";

  /** Remove a note from a client. Sensitive. */
  public static final String CLIENT_NOTE_DELETE = "client.note.delete";

  /** Add notes to a client and revise them. */
  public static final String CLIENT_NOTE_EDIT = "client.note.edit";

  /** See the notes on a client. */
  public static final String CLIENT_NOTE_VIEW = "client.note.view";

  /** Set up and remove ways to pay. Sensitive. */
  public static final String CLIENT_PAYMENT_METHOD_MANAGE = "client.payment-method.manage";

  /** See ways to pay, with numbers masked. Sensitive. */
  public static final String CLIENT_PAYMENT_METHOD_VIEW = "client.payment-method.view";

  /** Delete a user who signs in for clients. Sensitive. */
  public static final String CLIENT_USER_DELETE = "client.user.delete";

  /** Find users across all clients. */
  public static final String CLIENT_USER_LIST = "client.user.list";

  /** Invite users to a client and change them. */
  public static final String CLIENT_USER_MANAGE = "client.user.manage";

  /** See who may sign in for a client. */
  public static final String CLIENT_USER_VIEW = "client.user.view";

  /** Open a client's summary. */
  public static final String CLIENT_VIEW = "client.view";

  /** Enter server panels without a password. Sensitive. */
  public static final String CONNECT_USE = "connect.use";

  /** Pay an invoice from a client's credit. Sensitive. */
  public static final String CREDIT_APPLY = "credit.apply";

  /** Grant or take away a client's credit. Sensitive. */
  public static final String CREDIT_MANAGE = "credit.manage";

  /** See how a client's credit came about. */
  public static final String CREDIT_VIEW = "credit.view";

  /** Open the start page. */
  public static final String DASHBOARD_VIEW = "dashboard.view";

  /** Take data out in large amounts. Sensitive. */
  public static final String DATA_EXPORT = "data.export";

  /** See how the database is doing. Sensitive. */
  public static final String DATABASE_VIEW = "database.view";

  /** Delete a domain's record. Sensitive. */
  public static final String DOMAIN_DELETE = "domain.delete";

  /** Change a domain's record. */
  public static final String DOMAIN_EDIT = "domain.edit";

  /** Find domains across all clients. */
  public static final String DOMAIN_LIST = "domain.list";

  /** Send a domain any registrar command. Sensitive. */
  public static final String DOMAIN_OPERATE = "domain.operate";

  /** Set what domains cost. */
  public static final String DOMAIN_PRICING_CONFIGURE = "domain.pricing.configure";

  /** Register a new domain. */
  public static final String DOMAIN_REGISTER = "domain.register";

  /** Extend a domain's registration. */
  public static final String DOMAIN_RENEW = "domain.renew";

  /** Check which addresses domains lead to. */
  public static final String DOMAIN_RESOLVER_CHECK = "domain.resolver.check";

  /** Move a domain between registrars. */
  public static final String DOMAIN_TRANSFER = "domain.transfer";

  /** Open a client's domain. */
  public static final String DOMAIN_VIEW = "domain.view";

  /** Look up a domain's holder. */
  public static final String DOMAIN_WHOIS_VIEW = "domain.whois.view";

  /** Offer and withdraw downloads. */
  public static final String DOWNLOAD_MANAGE = "download.manage";

  /** Remove a message template. Sensitive. */
  public static final String EMAIL_TEMPLATE_DELETE = "email-template.delete";

  /** Add and change message templates. */
  public static final String EMAIL_TEMPLATE_EDIT = "email-template.edit";

  /** Choose languages for message templates. */
  public static final String EMAIL_TEMPLATE_LANGUAGE_MANAGE = "email-template.language.manage";

  /** See message templates. */
  public static final String EMAIL_TEMPLATE_VIEW = "email-template.view";

  /** Start emergency access. Sensitive. */
  public static final String EMERGENCY_ACTIVATE = "emergency.activate";

  /** Prepare emergency access and seal its codes. Sensitive. */
  public static final String EMERGENCY_ARM = "emergency.arm";

  /** Look into how emergency access was used. Sensitive. */
  public static final String EMERGENCY_REVIEW = "emergency.review";

  /** See code that a website can embed. */
  public static final String INTEGRATION_CODE_VIEW = "integration-code.view";

  /** Connect and disconnect other apps. Sensitive. */
  public static final String INTEGRATION_MANAGE = "integration.manage";

  /** Draw up an invoice. */
  public static final String INVOICE_CREATE = "invoice.create";

  /** Delete an invoice for good. Sensitive. */
  public static final String INVOICE_DELETE = "invoice.delete";

  /** Change an invoice. */
  public static final String INVOICE_EDIT = "invoice.edit";

  /** Start the run that invoices what is due. */
  public static final String INVOICE_GENERATE = "invoice.generate";

  /** See invoices. */
  public static final String INVOICE_VIEW = "invoice.view";

  /** Shut an address out. */
  public static final String IP_BAN_CREATE = "ip-ban.create";

  /** Let a banned address in again. Sensitive. */
  public static final String IP_BAN_DELETE = "ip-ban.delete";

  /** See which addresses are banned. */
  public static final String IP_BAN_VIEW = "ip-ban.view";

  /** Write articles of the knowledge base. */
  public static final String KB_EDIT = "kb.edit";

  /** Set up links whose use is counted. */
  public static final String LINK_TRACKING_MANAGE = "link-tracking.manage";

  /** Take a lock away. Sensitive. */
  public static final String LOCK_LIFT = "lock.lift";

  /** Lock accounts, roles, servers, permissions or everybody. */
  public static final String LOCK_SET = "lock.set";

  /** Read the activity log. */
  public static final String LOG_ACTIVITY_VIEW = "log.activity.view";

  /** Read the log of sent messages. */
  public static final String LOG_EMAIL_VIEW = "log.email.view";

  /** Read raw traffic of server modules. Sensitive. */
  public static final String LOG_MODULE_VIEW = "log.module.view";

  /** Read the log of staff sign-in. */
  public static final String LOG_SIGN_IN_VIEW = "log.sign-in.view";

  /** Read the log of e-mailed tickets. */
  public static final String LOG_TICKET_IMPORT_VIEW = "log.ticket-import.view";

  /** Read the log of domain queries. */
  public static final String LOG_WHOIS_VIEW = "log.whois.view";

  /** See the balance at the marketplace. */
  public static final String MARKETPLACE_BALANCE_VIEW = "marketplace.balance.view";

  /** Run the marketplace for resold services. */
  public static final String MARKETPLACE_MANAGE = "marketplace.manage";

  /** Write to many clients in one go. */
  public static final String MASS_MAIL_SEND = "mass-mail.send";

  /** Report network issues and their progress. */
  public static final String NETWORK_ISSUE_MANAGE = "network-issue.manage";

  /** Accept a waiting order. */
  public static final String ORDER_ACCEPT = "order.accept";

  /** Call off an order. */
  public static final String ORDER_CANCEL = "order.cancel";

  /** Order on a client's behalf. */
  public static final String ORDER_CREATE = "order.create";

  /** Delete an order for good. Sensitive. */
  public static final String ORDER_DELETE = "order.delete";

  /** Find orders in the list. */
  public static final String ORDER_LIST = "order.list";

  /** Order a larger or smaller plan. */
  public static final String ORDER_UPGRADE_CREATE = "order.upgrade.create";

  /** Open an order. */
  public static final String ORDER_VIEW = "order.view";

  /** Approve a colleague's refund request. Sensitive. */
  public static final String PAYMENT_APPROVE_REFUND = "payment.approve-refund";

  /** Charge the card on file. Sensitive. */
  public static final String PAYMENT_CAPTURE = "payment.capture";

  /** See what payment gateways reported. */
  public static final String PAYMENT_LOG_VIEW = "payment.log.view";

  /** Take card payments manually. Sensitive. */
  public static final String PAYMENT_OFFLINE_CARD_PROCESS = "payment.offline-card.process";

  /** Return a payment to the client. Sensitive. */
  public static final String PAYMENT_REFUND = "payment.refund";

  /** Cancel a payment that has not settled. Sensitive. */
  public static final String PAYMENT_VOID = "payment.void";

  /** Add a predefined reply. */
  public static final String PREDEFINED_REPLY_CREATE = "predefined-reply.create";

  /** Remove a predefined reply. Sensitive. */
  public static final String PREDEFINED_REPLY_DELETE = "predefined-reply.delete";

  /** See and change predefined replies. */
  public static final String PREDEFINED_REPLY_EDIT = "predefined-reply.edit";

  /** Set up product add-ons. */
  public static final String PRODUCT_ADDON_CONFIGURE = "product.addon.configure";

  /** Set up product bundles. */
  public static final String PRODUCT_BUNDLE_CONFIGURE = "product.bundle.configure";

  /** Set up products and what they cost. */
  public static final String PRODUCT_CONFIGURE = "product.configure";

  /** Add a new product. */
  public static final String PRODUCT_CREATE = "product.create";

  /** Delete a product for good. Sensitive. */
  public static final String PRODUCT_DELETE = "product.delete";

  /** Arrange products in groups. */
  public static final String PRODUCT_GROUP_MANAGE = "product.group.manage";

  /** See the products for sale. */
  public static final String PRODUCT_VIEW = "product.view";

  /** Change your own profile. */
  public static final String PROFILE_EDIT = "profile.edit";

  /** Remove a promotion code. Sensitive. */
  public static final String PROMOTION_DELETE = "promotion.delete";

  /** Add and change promotion codes. */
  public static final String PROMOTION_EDIT = "promotion.edit";

  /** See promotion codes. */
  public static final String PROMOTION_VIEW = "promotion.view";

  /** Draft, revise and send quotes. */
  public static final String QUOTE_MANAGE = "quote.manage";

  /** Take a report's data out as a file. Sensitive. */
  public static final String REPORT_EXPORT = "report.export";

  /** See the income figures. */
  public static final String REPORT_INCOME_VIEW = "report.income.view";

  /** Read reports. */
  public static final String REPORT_VIEW = "report.view";

  /** Change what roles grant. Sensitive. */
  public static final String ROLE_EDIT = "role.edit";

  /** See what roles grant. */
  public static final String ROLE_VIEW = "role.view";

  /** Add servers and set them up. Sensitive. */
  public static final String SERVER_CONFIGURE = "server.configure";

  /** Reboot a server. */
  public static final String SERVER_RESTART = "server.restart";

  /** See servers and how they are doing. */
  public static final String SERVER_VIEW = "server.view";

  /** Find service add-ons across all clients. */
  public static final String SERVICE_ADDON_LIST = "service.addon.list";

  /** See which services clients want to end. */
  public static final String SERVICE_CANCELLATION_VIEW = "service.cancellation.view";

  /** Set a service up on its server. */
  public static final String SERVICE_CREATE = "service.create";

  /** Delete a service's record. Sensitive. */
  public static final String SERVICE_DELETE = "service.delete";

  /** Change a service's record. */
  public static final String SERVICE_EDIT = "service.edit";

  /** Find services across all clients. */
  public static final String SERVICE_LIST = "service.list";

  /** Send a service any server command. Sensitive. */
  public static final String SERVICE_OPERATE = "service.operate";

  /** See server commands that wait or failed. */
  public static final String SERVICE_QUEUE_VIEW = "service.queue.view";

  /** Set a new password for a service. */
  public static final String SERVICE_RESET_PASSWORD = "service.reset-password";

  /** Stop a service and start it again. */
  public static final String SERVICE_RESTART = "service.restart";

  /** Take a service offline for a time. */
  public static final String SERVICE_SUSPEND = "service.suspend";

  /** End a service and wipe its data. Sensitive. */
  public static final String SERVICE_TERMINATE = "service.terminate";

  /** Bring a suspended service back. */
  public static final String SERVICE_UNSUSPEND = "service.unsuspend";

  /** Open a client's service. */
  public static final String SERVICE_VIEW = "service.view";

  /** Set up links to other programs. Sensitive. */
  public static final String SETTINGS_APPLICATION_LINK_CONFIGURE =
      "settings.application-link.configure";

  /** Set up automated tasks. Sensitive. */
  public static final String SETTINGS_AUTOMATION_CONFIGURE = "settings.automation.configure";

  /** Choose which e-mail domains are refused. Sensitive. */
  public static final String SETTINGS_BANNED_EMAIL_CONFIGURE = "settings.banned-email.configure";

  /** Set up extra fields for clients. Sensitive. */
  public static final String SETTINGS_CLIENT_FIELD_CONFIGURE = "settings.client-field.configure";

  /** Set up client groups. Sensitive. */
  public static final String SETTINGS_CLIENT_GROUP_CONFIGURE = "settings.client-group.configure";

  /** Set up currencies and their rates. Sensitive. */
  public static final String SETTINGS_CURRENCY_CONFIGURE = "settings.currency.configure";

  /** Set up database backups. Sensitive. */
  public static final String SETTINGS_DATABASE_BACKUP_CONFIGURE =
      "settings.database-backup.configure";

  /** Set up support departments. Sensitive. */
  public static final String SETTINGS_DEPARTMENT_CONFIGURE = "settings.department.configure";

  /** Set up checks for fraud. Sensitive. */
  public static final String SETTINGS_FRAUD_CONFIGURE = "settings.fraud.configure";

  /** Change general settings. Sensitive. */
  public static final String SETTINGS_GENERAL_CONFIGURE = "settings.general.configure";

  /** Choose who is notified of what. Sensitive. */
  public static final String SETTINGS_NOTIFICATION_CONFIGURE = "settings.notification.configure";

  /** Set up programs that use OpenID Connect. Sensitive. */
  public static final String SETTINGS_OPENID_CONFIGURE = "settings.openid.configure";

  /** Set up order statuses. Sensitive. */
  public static final String SETTINGS_ORDER_STATUS_CONFIGURE = "settings.order-status.configure";

  /** Set up payment gateways. Sensitive. */
  public static final String SETTINGS_PAYMENT_GATEWAY_CONFIGURE =
      "settings.payment-gateway.configure";

  /** Set up registrars and their credentials. Sensitive. */
  public static final String SETTINGS_REGISTRAR_CONFIGURE = "settings.registrar.configure";

  /** Choose clients' security questions. Sensitive. */
  public static final String SETTINGS_SECURITY_QUESTION_CONFIGURE =
      "settings.security-question.configure";

  /** Set up sign-in with outside accounts. Sensitive. */
  public static final String SETTINGS_SIGN_IN_CONFIGURE = "settings.sign-in.configure";

  /** Set up spam filters. Sensitive. */
  public static final String SETTINGS_SPAM_CONFIGURE = "settings.spam.configure";

  /** Choose where files are kept. Sensitive. */
  public static final String SETTINGS_STORAGE_CONFIGURE = "settings.storage.configure";

  /** Set up taxes. Sensitive. */
  public static final String SETTINGS_TAX_CONFIGURE = "settings.tax.configure";

  /** Set up ticket statuses. Sensitive. */
  public static final String SETTINGS_TICKET_STATUS_CONFIGURE = "settings.ticket-status.configure";

  /** Set up second factors for sign-in. Sensitive. */
  public static final String SETTINGS_TWO_FACTOR_CONFIGURE = "settings.two-factor.configure";

  /** Choose how updates arrive. Sensitive. */
  public static final String SETTINGS_UPDATE_CONFIGURE = "settings.update.configure";

  /** Give roles to staff and take them away. Sensitive. */
  public static final String STAFF_ASSIGN_ROLE = "staff.assign-role";

  /** Add a staff account. Sensitive. */
  public static final String STAFF_CREATE = "staff.create";

  /** Shut a staff account. Sensitive. */
  public static final String STAFF_DISABLE = "staff.disable";

  /** Change a staff account. Sensitive. */
  public static final String STAFF_EDIT = "staff.edit";

  /** Ask a colleague to choose a password and second factor. Sensitive. */
  public static final String STAFF_INVITE = "staff.invite";

  /** Reset a colleague's password. Sensitive. */
  public static final String STAFF_RESET_PASSWORD = "staff.reset-password";

  /** Remove a colleague's second factor. Sensitive. */
  public static final String STAFF_RESET_SECOND_FACTOR = "staff.reset-second-factor";

  /** Sign a colleague out everywhere. Sensitive. */
  public static final String STAFF_SIGN_OUT = "staff.sign-out";

  /** End a colleague's wait after failed sign-ins. */
  public static final String STAFF_UNLOCK = "staff.unlock";

  /** See staff accounts. */
  public static final String STAFF_VIEW = "staff.view";

  /** See how support is doing. */
  public static final String SUPPORT_OVERVIEW_VIEW = "support.overview.view";

  /** Erase old logs and records. Sensitive. */
  public static final String SYSTEM_CLEAN_UP = "system.clean-up";

  /** See health checks and pending updates. */
  public static final String SYSTEM_HEALTH_VIEW = "system.health.view";

  /** See how PHP is set up. */
  public static final String SYSTEM_PHP_INFO_VIEW = "system.php-info.view";

  /** Install a new release of the panel. Sensitive. */
  public static final String SYSTEM_UPDATE = "system.update";

  /** Hand a ticket to a colleague or department. */
  public static final String TICKET_ASSIGN = "ticket.assign";

  /** Mark a ticket as done. */
  public static final String TICKET_CLOSE = "ticket.close";

  /** Open a ticket on a client's behalf. */
  public static final String TICKET_CREATE = "ticket.create";

  /** Delete a ticket for good. Sensitive. */
  public static final String TICKET_DELETE = "ticket.delete";

  /** See tickets that colleagues work on. */
  public static final String TICKET_FLAGGED_VIEW = "ticket.flagged.view";

  /** Find tickets in the list. */
  public static final String TICKET_LIST = "ticket.list";

  /** Answer a ticket. */
  public static final String TICKET_REPLY = "ticket.reply";

  /** Call off what is planned for a ticket. */
  public static final String TICKET_SCHEDULED_ACTION_CANCEL = "ticket.scheduled-action.cancel";

  /** Read a ticket. */
  public static final String TICKET_VIEW = "ticket.view";

  /** Read tickets of all departments. */
  public static final String TICKET_VIEW_ALL = "ticket.view-all";

  /** Keep the to-do list. */
  public static final String TODO_MANAGE = "todo.manage";

  /** Enter a transaction. */
  public static final String TRANSACTION_CREATE = "transaction.create";

  /** Remove a transaction from the books. Sensitive. */
  public static final String TRANSACTION_DELETE = "transaction.delete";

  /** Change a transaction. */
  public static final String TRANSACTION_EDIT = "transaction.edit";

  /** See transactions. */
  public static final String TRANSACTION_VIEW = "transaction.view";

  private HostingPermissions() {}
}
