package dev.staffgate.examples.policytool;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFormatter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lays policies out in one way. */
@Command(
    name = "format",
    description = {
      "Lays policies out in one way: indentation, blanks, quotation marks. Every comment stays,"
          + " what stands in a line stays in it, and each file is proven to say the same.",
      "Prints the text, unless --write or --check is given."
    },
    footer = {
      "Ends with 0; 1 if a file is not formatted and --check is given; 2 if a file is not a policy"
          + " or cannot be read or written. Nothing is written then.",
      "",
      "Examples:",
      "  policy-tool format staffgate.yaml",
      "  policy-tool format --write staffgate.yaml tests.yaml",
      "  policy-tool format --check staffgate.yaml tests.yaml"
    },
    mixinStandardHelpOptions = true)
final class FormatCommand implements Callable<Integer> {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files, each by itself.")
  private List<Path> files;

  @ArgGroup private Mode mode = new Mode();

  /** What is done with the text; not both. */
  static final class Mode {
    @Option(names = "--write", description = "Writes each file that is not formatted yet.")
    boolean write;

    @Option(names = "--check", description = "Names each file that is not formatted.")
    boolean check;
  }

  @Option(names = "--json", description = "With --check or --write: as one JSON object.")
  private boolean json;

  @Option(names = "--exit-zero", description = "Ends with 0 also where --check finds a file.")
  private boolean exitZero;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Map<Path, String> changed = new LinkedHashMap<>();
    StringBuilder all = new StringBuilder();
    for (Path file : files) {
      String text = read(file);
      String formatted = PolicyFormatter.format(file.toString(), text);
      all.append(formatted);
      if (!formatted.equals(text)) {
        changed.put(file, formatted);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (mode.write) {
      changed.forEach(FormatCommand::write);
    }
    if (!mode.write && !mode.check) {
      out.print(all);
    } else if (json) {
      writeJson(changed, out);
    } else {
      changed.keySet().forEach(file -> out.print(file + "\n"));
    }
    out.flush();
    return mode.check && !exitZero && !changed.isEmpty() ? PolicyTool.FINDINGS : PolicyTool.OK;
  }

  /** Reads a file as the loader does: no longer than it takes, and UTF-8 alone. */
  private static String read(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      throw UnusableFileException.reading(
          "format", file, new IOException("it is a pipe or a device"));
    }
    try (InputStream in = Files.newInputStream(file)) {
      int most = LoadOptions.DEFAULT.maxFileBytes();
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IOException("it has more than " + most + " bytes");
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw UnusableFileException.reading(
          "format", file, new IOException("this is not UTF-8 text", notUtf8));
    } catch (IOException e) {
      throw UnusableFileException.reading("format", file, e);
    }
  }

  private static void write(Path file, String formatted) {
    try {
      OutputFile.write(file, out -> out.write(formatted));
    } catch (IOException e) {
      throw UnusableFileException.writing("--write", file, e);
    }
  }

  private void writeJson(Map<Path, String> changed, PrintWriter out) throws IOException {
    try (JsonGenerator generator = JSON.createGenerator(out)) {
      generator.writeStartObject();
      generator.writeArrayFieldStart("files");
      for (Path file : files) {
        generator.writeStartObject();
        generator.writeStringField("file", file.toString());
        generator.writeBooleanField("formatted", mode.write || !changed.containsKey(file));
        generator.writeBooleanField("changed", mode.write && changed.containsKey(file));
        generator.writeEndObject();
      }
      generator.writeEndArray();
      generator.writeEndObject();
    }
    out.print('\n');
  }
}
