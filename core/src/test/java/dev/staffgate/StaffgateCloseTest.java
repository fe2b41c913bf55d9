package dev.staffgate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of what is closed with the front door. */
class StaffgateCloseTest {
  private final List<String> closed = new ArrayList<>();

  private final class Client implements PanelSessionClient {
    private final String panel;

    Client(String panel) {
      this.panel = panel;
    }

    @Override
    public String panel() {
      return panel;
    }

    @Override
    public PanelSession open(PanelOpening opening) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PanelHealth test(Server server, Secret token) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      closed.add(panel);
    }
  }

  @Test
  void close_withSessionClients_closesEach() {
    Staffgate staffgate =
        Staffgate.builder()
            .policy(PolicySource.of(PolicyFiles.parse("p", "staffgate: 1\n")))
            .audit(event -> {})
            .panels(new Client("whm"), new Client("plesk"))
            .build();
    assertThat(closed).isEmpty();

    staffgate.close();

    assertThat(closed).containsExactly("whm", "plesk");
  }
}
