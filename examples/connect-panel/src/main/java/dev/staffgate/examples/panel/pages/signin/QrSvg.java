package dev.staffgate.examples.panel.pages.signin;

import static dev.staffgate.examples.panel.web.Markup.element;

import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.model.Secret;
import io.nayuki.qrcodegen.QrCode;

/** A QR code as an SVG drawing within a page, so that its seed is not in any file or URL. */
public final class QrSvg {
  private static final int BORDER = 4;

  private QrSvg() {}

  /** Returns the drawing. */
  public static Markup of(Secret text) {
    QrCode code = QrCode.encodeText(text.revealToUse(), QrCode.Ecc.MEDIUM);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x + BORDER).append(',').append(y + BORDER).append("h1v1h-1z");
        }
      }
    }
    int side = code.size + 2 * BORDER;
    return element("svg")
        .ofClass("qr")
        .with("role", "img")
        .with("aria-label", "QR code for your authenticator app")
        .with("viewBox", "0 0 " + side + " " + side)
        .with("shape-rendering", "crispEdges")
        .add(element("path").with("d", path.toString()));
  }
}
