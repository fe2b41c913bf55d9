package dev.staffgate.whm.testing;

/** The pages of a simulated panel. */
final class SimulatedPages {
  private static final String STYLE =
      """
      <style>
      body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #1b2733; background: #f3f5f7 }
      header { background: #1d3d5c; color: #fff; padding: 1rem 1.5rem }
      header strong { font-size: 1.25rem } header span { opacity: .85; margin-left: .75rem }
      main { max-width: 44rem; margin: 1.5rem auto; padding: 0 1.5rem }
      ul { padding: 0; list-style: none; display: grid; gap: .75rem;
           grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)) }
      li { background: #fff; border: 1px solid #d5dbe1; border-radius: .4rem; padding: .75rem 1rem }
      </style>
      """;

  private SimulatedPages() {}

  static String page(String server, String service, String user) {
    return html(
        "Simulated " + face(service) + " on " + escaped(server),
        """
        <header><strong>%3$s</strong><span>simulated server %1$s</span></header>
        <main><h1>Server %1$s</h1>
        <p>You are signed in as <strong id="session-user">%2$s</strong>, by single sign-on.</p>
        <ul><li>List accounts</li><li>Restart services</li><li>Backups</li><li>DNS zones</li></ul>
        <p>This page is a simulation. Nothing here does anything.</p></main>
        """
            .formatted(escaped(server), escaped(user), face(service)));
  }

  private static String face(String service) {
    return switch (service) {
      case "cpaneld" -> "cPanel";
      case "webmaild" -> "Webmail";
      case "plesk" -> "Plesk";
      case "directadmin" -> "DirectAdmin";
      case "virtualmin" -> "Virtualmin";
      default -> "WHM";
    };
  }

  static String tokenDenied() {
    return html(
        "Token denied",
        """
        <main><h1>Token denied</h1>
        <p>This session is over, or the address was opened before.</p></main>
        """);
  }

  private static String html(String title, String body) {
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>"
        + title
        + "</title>\n"
        + STYLE
        + "</head><body>\n"
        + body
        + "</body></html>\n";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
