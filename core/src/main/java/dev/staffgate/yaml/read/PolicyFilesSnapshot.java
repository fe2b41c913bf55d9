package dev.staffgate.yaml.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
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
import java.util.function.BiFunction;

/**
 * The content of the files of a policy at one look. They are read once, so that what was compared
 * is what is loaded. Not thread-safe.
 */
public final class PolicyFilesSnapshot {
  /** The largest number of files in one folder: more are not meant to be a policy. */
  public static final int MAX_FILES = 1000;

  private final PolicyLoader loader;
  private final List<Taken> files = new ArrayList<>();
  private final MessageDigest fingerprint = PolicyVersion.sha256();
  private String print = "";

  private PolicyFilesSnapshot(PolicyLoader loader) {
    this.loader = loader;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared; its hash is
  private record Taken(int index, String name, byte[] bytes) {}

  /**
   * Looks at files, and at folders of files.
   *
   * @param loader without texts; loads this snapshot and nothing else
   */
  public static PolicyFilesSnapshot of(List<Path> given, PolicyLoader loader) {
    PolicyFilesSnapshot snapshot = new PolicyFilesSnapshot(loader);
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
    loader
        .reader()
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
          loader
              .problems()
              .report(
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
      loader
          .problems()
          .report(
              Place.ofFile(index, folder.toString()),
              "file-unreadable",
              "folder `" + folder + "` cannot be read: " + e.getClass().getSimpleName(),
              "a policy is read whole or not at all",
              "name a folder that this program may read");
      return List.of();
    }
    if (found.isEmpty()) {
      loader
          .problems()
          .report(
              Place.ofFile(index, folder.toString()),
              "folder-empty",
              "folder `" + folder + "` holds no policy",
              "of a folder, files that end in `.yaml` or `.yml` are read; without one nobody may do anything",
              "put the policy there, or name the right folder");
    }
    Collections.sort(found);
    return found;
  }

  /** Leaves out hidden files, which editors and Kubernetes keep beside the files themselves. */
  private static boolean isPolicy(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".")
        && (name.endsWith(".yaml") || name.endsWith(".yml"))
        && !Files.isDirectory(file);
  }

  /** Returns a text that equals that of another look if the same files held the same. */
  public String fingerprint() {
    return print;
  }

  /**
   * Loads what the files held; works once.
   *
   * @param compiler makes a policy of a document and its version, as for {@link PolicyLoader#load}
   * @throws dev.staffgate.model.PolicyException if it cannot be used
   */
  public <T> T load(BiFunction<PolicyDocument, String, T> compiler) {
    for (Taken file : files) {
      loader.add(file.index, file.name, file.bytes);
    }
    files.clear();
    return loader.load(compiler);
  }
}
