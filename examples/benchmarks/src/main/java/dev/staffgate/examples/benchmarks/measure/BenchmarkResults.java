package dev.staffgate.examples.benchmarks.measure;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/**
 * The figures of a class of benchmarks, by method and parameters.
 *
 * <p>A sample is the time of one call of a benchmark method, which does a whole batch of
 * operations; JMH itself would round the time of one operation to whole nanoseconds.
 */
public final class BenchmarkResults {
  private final Map<String, OperationCost> figures = new HashMap<>();

  private BenchmarkResults() {}

  /** Changes the options of a run. */
  public interface Choice {
    /** Adds to the options of the run. */
    void choose(ChainedOptionsBuilder options);
  }

  /**
   * Measures all methods of {@code benchmarks} whose name matches.
   *
   * @param methods a regular expression
   * @param batch the operations of one call
   */
  public static BenchmarkResults of(
      BenchmarkSettings settings, Class<?> benchmarks, String methods, int batch, Choice choice) {
    ChainedOptionsBuilder options =
        settings
            .options()
            .include("^" + Pattern.quote(benchmarks.getName()) + "\\.(" + methods + ")$");
    choice.choose(options);
    BenchmarkResults figures = new BenchmarkResults();
    try {
      Collection<RunResult> results = new Runner(options.build()).run();
      for (RunResult result : results) {
        figures.add(result, settings.percentile(), batch);
      }
    } catch (RunnerException e) {
      throw new IllegalStateException(e);
    }
    return figures;
  }

  private void add(RunResult result, int percentile, int batch) {
    Statistics samples = result.getPrimaryResult().getStatistics();
    double unit = 1e-9 * batch / toSeconds(result.getPrimaryResult().getScoreUnit());
    double bytes = allocated(result);
    BenchmarkParams run = result.getParams();
    String name = run.getBenchmark();
    figures.put(
        key(
            name.substring(name.lastIndexOf('.') + 1),
            run.getParamsKeys().stream().sorted().map(run::getParam)),
        new OperationCost(
            samples.getPercentile(percentile) / unit,
            samples.getPercentile(25) / unit,
            samples.getPercentile(75) / unit,
            samples.getPercentile(99) / unit,
            bytes / batch));
  }

  private static double allocated(RunResult result) {
    for (String name : result.getSecondaryResults().keySet()) {
      if (name.endsWith("gc.alloc.rate.norm")) {
        return result.getSecondaryResults().get(name).getScore();
      }
    }
    throw new IllegalStateException("JMH's GC profiler gave no figure");
  }

  private static double toSeconds(String unit) {
    return switch (unit) {
      case "ns/op" -> 1e-9;
      case "us/op" -> 1e-6;
      case "ms/op" -> 1e-3;
      case "s/op" -> 1;
      default -> throw new IllegalStateException("unit " + unit);
    };
  }

  /**
   * The figure of a method.
   *
   * @param parameters their values, in the order of the parameters' names
   */
  public OperationCost get(String method, Object... parameters) {
    String key = key(method, Arrays.stream(parameters).map(Object::toString));
    OperationCost figure = figures.get(key);
    if (figure == null) {
      throw new IllegalArgumentException("no figure " + key + ", only " + figures.keySet());
    }
    return figure;
  }

  private static String key(String method, Stream<String> parameters) {
    return method + parameters.collect(joining(", ", "(", ")"));
  }
}
