package dev.staffgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java code of a document, compiled into a folder and loaded from there. */
final class ExampleProgram implements AutoCloseable {
  private final URLClassLoader loader;

  private ExampleProgram(URLClassLoader loader) {
    this.loader = loader;
  }

  /** Returns the text of a document of the repository. */
  static String document(String path) throws IOException {
    return Files.readString(Path.of(System.getProperty("staffgate.root"), path));
  }

  /** Returns the first fenced block of a language in a document. */
  static String block(String document, String language) {
    Matcher matcher = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```").matcher(document);
    assertThat(matcher.find()).as("a block of " + language).isTrue();
    return matcher.group(1);
  }

  static ExampleProgram compile(String program, Path folder) throws IOException {
    StringWriter problems = new StringWriter();
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return program;
          }
        };
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                problems,
                null,
                null,
                List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                null,
                List.of(source))
            .call();
    assertThat(compiled).as(problems.toString()).isTrue();
    return new ExampleProgram(
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, ExampleProgram.class.getClassLoader()));
  }

  Class<?> type(String name) throws ClassNotFoundException {
    return loader.loadClass(name);
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
