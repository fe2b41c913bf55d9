package dev.staffgate.examples.spring;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.util.StringUtils;

/**
 * Tells a failed start in one sentence, in place of Spring Boot's report, which {@code
 * application.properties} switches off. Named in {@code META-INF/spring.factories}.
 */
final class OneSentenceReporter implements FailureAnalysisReporter {
  @Override
  public void report(FailureAnalysis analysis) {
    System.err.println(sentence(analysis));
  }

  static String sentence(FailureAnalysis analysis) {
    if (analysis.getCause() instanceof PortInUseException taken) {
      return "port "
          + taken.getPort()
          + " is taken: choose another by --server.port (from Maven by -Dpanel.port), or 0 for any"
          + " that is free";
    }
    String action = analysis.getAction();
    return analysis.getDescription().strip()
        + (StringUtils.hasText(action) ? " " + action.strip() : "");
  }
}
