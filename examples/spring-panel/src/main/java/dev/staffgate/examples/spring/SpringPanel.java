package dev.staffgate.examples.spring;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A staff panel in Spring Boot, with tickets, clients, invoices and servers. Who may do what stands
 * in {@code staffgate.yaml} beside this class, or in the files that {@code --panel.policy=FILE,…}
 * names.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class SpringPanel {
  private static final int PORT_TAKEN = 2;

  /** Starts the panel; it runs until it is stopped. */
  public static void main(String[] arguments) {
    if (Boolean.getBoolean("panel.ends-with-parent")) {
      endWithParent();
    }
    ConfigurableApplicationContext panel;
    try {
      panel = SpringApplication.run(SpringPanel.class, arguments);
    } catch (ApplicationContextException notStarted) {
      if (notStarted.getCause() instanceof PortInUseException) {
        System.exit(PORT_TAKEN); // told already, by OneSentenceReporter
      }
      throw notStarted;
    }
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

  /** Lets the panel end when Maven does, which started it; a signal reaches Maven alone. */
  private static void endWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(
            parent -> {
              CompletableFuture<Void> unused = parent.onExit().thenRun(() -> System.exit(0));
            });
  }
}
