package dev.staffgate.examples.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** A program that has SnakeYAML read the file that it is given, and ends. */
final class FirstComposeProgram {
  private FirstComposeProgram() {}

  public static void main(String[] args) throws IOException {
    try (var reader = Files.newBufferedReader(Path.of(args[0]))) {
      System.out.println(new Yaml(new LoaderOptions()).compose(reader).getTag());
    }
  }
}
