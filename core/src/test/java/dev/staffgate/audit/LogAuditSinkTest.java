package dev.staffgate.audit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPLogger;

class LogAuditSinkTest extends AuditSinkContract {
  private final Log log = new Log();

  /** A logger that keeps what it is given. */
  private static final class Log extends AbstractLogger {
    private static final long serialVersionUID = 1L;
    private final transient List<String> lines = new CopyOnWriteArrayList<>();
    private boolean on = true;

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
      lines.add(MessageFormatter.basicArrayFormat(message, arguments));
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return "";
    }

    @Override
    public boolean isInfoEnabled() {
      return on;
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
      return on;
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
      return false;
    }

    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
      return false;
    }

    @Override
    public boolean isWarnEnabled() {
      return on;
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
      return on;
    }

    @Override
    public boolean isErrorEnabled() {
      return on;
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
      return on;
    }
  }

  @Override
  AuditSink sink() {
    return new LogAuditSink(log);
  }

  @Override
  List<String> kept() {
    return log.lines;
  }

  @Test
  void append_whereTheLogIsOff_fails() {
    log.on = false;

    assertThatThrownBy(() -> sink().append(EVENT)).isInstanceOf(AuditException.class);
  }

  @Test
  void sink_ofALogThatNothingKeeps_isRefusedWithWhatToAdd() {
    assertThatThrownBy(() -> new LogAuditSink(NOPLogger.NOP_LOGGER))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("SLF4J has no provider. Add one");
  }
}
