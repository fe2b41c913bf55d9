package dev.staffgate.yaml.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.model.Place;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * What the files of a policy held at one look. They are read once, so that what was compared is
 * what is loaded. Not thread-safe.
 */
public final class PolicyFilesSnapshot {
  /** More files than this in one folder are not meant to be a policy. */
  public static final int MAX_FILES = 1000;

  private final LoadOptions options;
  private final ProblemCollector problems = new ProblemCollector();
  private final SourceTextReader reader;
  private final List<Taken> files = new ArrayList<>();
  private final MessageDigest fingerprint = PolicyFiles.sha256();
  private String print = "";

  private PolicyFilesSnapshot(LoadOptions options) {
    this.options = options;
    this.reader = new SourceTextReader(problems, options.maxFileBytes());
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared; its hash is
  private record Taken(int index, String name, byte[] bytes) {}

  /** Looks at files, and at folders of files. */
  public static PolicyFilesSnapshot of(List<Path> given, LoadOptions options) {
    PolicyFilesSnapshot snapshot = new PolicyFilesSnapshot(options);
    int index = 0;
    for (Path path : given) {
      for (Path file : Files.isDirectory(path) ? snapshot.in(path, index) : List.of(path)) {
        snapshot.take(index++, file);
      }
    }
    snapshot.print = HexFormat.of().formatHex(snapshot.fingerprint.digest());
    return snapshot;
  }

  private void take(int index, Path file) {
    add(file.toString(), '\0');
    reader
        .bytes(index, file)
        .ifPresentOrElse(
            bytes -> {
              add(bytes.length);
              fingerprint.update(bytes);
              files.add(new Taken(index, file.toString(), bytes));
            },
            () -> add(-1));
  }

  private void add(String name, char end) {
    fingerprint.update((name + end).getBytes(UTF_8));
  }

  private void add(int length) {
    fingerprint.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
  }

  private List<Path> in(Path folder, int index) {
    add(folder.toString(), '/');
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder, PolicyFilesSnapshot::isPolicy)) {
      for (Path entry : entries) {
        if (found.size() == MAX_FILES) {
          problems.report(
              Place.ofFile(index, folder.toString()),
              "too-many-files",
              "folder `" + folder + "` holds more than " + MAX_FILES + " files",
              "a bound keeps a wrong folder from filling the memory",
              "name a folder that holds the policy and nothing else");
          return List.of();
        }
        found.add(entry);
      }
    } catch (IOException | DirectoryIteratorException e) {
      problems.report(
          Place.ofFile(index, folder.toString()),
          "file-unreadable",
          "folder `" + folder + "` cannot be read: " + e.getClass().getSimpleName(),
          "a policy is read whole or not at all",
          "name a folder that this program may read");
      return List.of();
    }
    if (found.isEmpty()) {
      problems.report(
          Place.ofFile(index, folder.toString()),
          "folder-empty",
          "folder `" + folder + "` holds no policy",
          "of a folder, files that end in `.yaml` or `.yml` are read; without one nobody may do anything",
          "put the policy there, or name the right folder");
    }
    Collections.sort(found);
    return found;
  }

  /** Hidden ones are what editors and Kubernetes keep beside the files themselves. */
  private static boolean isPolicy(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".")
        && (name.endsWith(".yaml") || name.endsWith(".yml"))
        && !Files.isDirectory(file);
  }

  /** Equal to that of another look if the same files held the same, or failed alike. */
  public String fingerprint() {
    return print;
  }

  /**
   * Makes a policy of it.
   *
   * @throws dev.staffgate.model.PolicyException if it cannot be used
   */
  public Policy load() {
    List<SourceText> sources = new ArrayList<>();
    for (Taken file : files) {
      reader.take(file.index, file.name, file.bytes).ifPresent(sources::add);
    }
    files.clear();
    return PolicyFiles.policy(sources, problems, options);
  }
}
