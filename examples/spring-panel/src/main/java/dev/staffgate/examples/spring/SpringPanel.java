package dev.staffgate.examples.spring;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A staff panel in Spring Boot, with tickets, clients, invoices and servers. Who may do what stands
 * in {@code staffgate.yaml} beside this class, or in the files that {@code --panel.policy=FILE,…}
 * names.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class SpringPanel {
  /** Starts the panel; it runs until it is stopped. */
  public static void main(String[] arguments) {
    ConfigurableApplicationContext panel = SpringApplication.run(SpringPanel.class, arguments);
    System.out.println(
        "The panel is at http://127.0.0.1:"
            + panel.getEnvironment().getProperty("local.server.port")
            + "/");
    DemoCredentialStore codes = panel.getBean(DemoCredentialStore.class);
    System.out.println("Names, passwords, and seeds for an authenticator app:");
    for (Map.Entry<String, String> one : SecurityConfiguration.PASSWORDS.entrySet()) {
      System.out.println(
          "  " + one.getKey() + "  " + one.getValue() + "  " + codes.seed(one.getKey()));
    }
  }
}
