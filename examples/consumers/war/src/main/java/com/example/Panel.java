package com.example;

import dev.staffgate.Staffgate;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Starts Staffgate with the application, and ends it with it. */
public final class Panel implements ServletContextListener {
  private static final String POLICY =
      """
      staffgate: 1
      roles:
        billing: { grants: [invoice.view] }
      staff:
        alice: { roles: [billing] }
      routes:
        - { path: /, access: public }
        - { path: /invoices/**, permission: invoice.view }
      """;

  private Staffgate staffgate;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    staffgate =
        Staffgate.builder()
            .policy(PolicySource.of(PolicyFiles.parse("staffgate.yaml", POLICY)))
            .audit(AuditSink.toLog())
            .build();
    event.getServletContext().setAttribute(StaffgateFilter.STAFFGATE_ATTRIBUTE, staffgate);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    staffgate.close();
  }
}
