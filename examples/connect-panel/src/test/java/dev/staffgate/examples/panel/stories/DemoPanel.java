package dev.staffgate.examples.panel.stories;

import dev.staffgate.examples.panel.app.ConnectPanel;
import dev.staffgate.examples.panel.app.DemoEnvironment;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

/** The demonstration as it runs in a test: its servers, and its panel on a free port. */
public final class DemoPanel implements AutoCloseable {
  private final DemoEnvironment demo;
  private final ConnectPanel panel;

  private DemoPanel(DemoEnvironment demo, ConnectPanel panel) {
    this.demo = demo;
    this.panel = panel;
  }

  /** Starts it in a folder. */
  public static DemoPanel start(Path data, InstantSource clock) throws Exception {
    DemoEnvironment demo = DemoEnvironment.prepare(data);
    try {
      return new DemoPanel(demo, ConnectPanel.start(demo.config("demo.yaml", data, 0, clock)));
    } catch (Exception notStarted) {
      demo.close();
      throw notStarted;
    }
  }

  /** Returns the panel. */
  public ConnectPanel panel() {
    return panel;
  }

  /** Returns the address of the panel. */
  public URI url() {
    return panel.url();
  }

  @Override
  public void close() {
    panel.close();
    demo.close();
  }
}
