package dev.staffgate.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Without arguments the panel has a policy of its own. */
class StaffgateConfigurationTest {
  @Test
  void panel_startedWithoutAPolicy_hasItsOwn() {
    try (ConfigurableApplicationContext panel =
        SpringApplication.run(SpringPanel.class, "--server.port=0")) {
      assertThat(panel.getBean(Staffgate.class).policy().document().routes()).isNotEmpty();
    }
  }
}
