package dev.staffgate.examples.panel.pages.servers;

import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;

/** The page at the root: leads to the servers. */
public final class HomePage {
  private HomePage() {}

  /** Leads to the servers. */
  public static PageAnswer show(PageRequest request) {
    return new PageAnswer.Redirect(PanelPaths.SERVERS);
  }
}
