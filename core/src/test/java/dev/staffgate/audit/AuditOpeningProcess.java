package dev.staffgate.audit;

import java.nio.file.Path;

/**
 * Another program that opens an audit file: it ends with 3 if that is refused, since it is open.
 */
final class AuditOpeningProcess {
  static final int REFUSED = 3;

  private AuditOpeningProcess() {}

  public static void main(String... arguments) {
    try (FileAuditSink sink = FileAuditSink.open(Path.of(arguments[0]))) {
      System.out.println("opened " + sink.getClass().getSimpleName());
    } catch (AuditException e) {
      System.out.println(e.getMessage());
      System.exit(e.getMessage().endsWith("is open already") ? REFUSED : 4);
    }
  }
}
