package com.example;

import dev.staffgate.Staffgate;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A Spring Boot application behind the filter, with the versions that Boot manages. */
@SpringBootApplication
@RestController
public class Panel {
  private static final String POLICY =
      """
      staffgate: 1
      roles:
        billing: { grants: [invoice.view] }
      staff:
        alice: { roles: [billing] }
      routes:
        - { path: /, access: public }
        - { path: /error, access: public }
        - { path: /invoices/**, permission: invoice.view }
      """;

  public static void main(String[] args) {
    SpringApplication.run(Panel.class, args);
  }

  @Bean
  Staffgate staffgate() {
    return Staffgate.builder()
        .policy(PolicySource.of(PolicyFiles.parse("staffgate.yaml", POLICY)))
        .audit(AuditSink.toLog())
        .build();
  }

  @Bean
  FilterRegistrationBean<StaffgateFilter> staffgateFilter(Staffgate staffgate) {
    FilterRegistrationBean<StaffgateFilter> filter =
        new FilterRegistrationBean<>(StaffgateFilter.of(staffgate).build());
    filter.setName("staffgate");
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    filter.addUrlPatterns("/*");
    filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
    return filter;
  }

  @GetMapping("/")
  String home() {
    return "home";
  }

  @GetMapping("/invoices/{id}")
  String invoice() {
    return "secret";
  }
}
