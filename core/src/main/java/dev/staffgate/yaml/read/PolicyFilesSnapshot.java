package dev.staffgate.yaml.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.Maps;
import dev.staffgate.files.FileStamp;
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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Map<String, State> states = new LinkedHashMap<>();
  private final MessageDigest fingerprint = PolicyVersion.sha256();
  private String print = "";
  private boolean steady = true;

  private PolicyFilesSnapshot(PolicyLoader loader) {
    this.loader = loader;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared; its hash is
  private record Taken(int index, String name, byte[] bytes) {}

  /**
   * The state of one file that was read.
   *
   * @param digest a text that equals that of another look if the file held the same
   * @param bytes its length
   * @param marked whether it ends in the mark of a document's end
   * @param stamp what the file system told of it before it was read
   */
  public record State(String digest, int bytes, boolean marked, Optional<FileStamp> stamp) {}

  /**
   * Looks at files, and at folders of files.
   *
   * @param loader without texts; loads this snapshot and nothing else
   */
  public static PolicyFilesSnapshot of(List<Path> given, PolicyLoader loader) {
    PolicyFilesSnapshot snapshot = new PolicyFilesSnapshot(loader);
    List<Path> read = new ArrayList<>();
    Map<Path, Path> names = new HashMap<>();
    for (Path path : given) {
      for (Path file : Files.isDirectory(path) ? snapshot.in(path, read.size()) : List.of(path)) {
        Path first = names.putIfAbsent(file.toAbsolutePath().normalize(), file);
        if (first == null) {
          snapshot.take(read.size(), file);
          read.add(file);
        } else {
          snapshot.reportTwice(read.size(), file, first);
        }
      }
    }
    snapshot.print = HexFormat.of().formatHex(snapshot.fingerprint.digest());
    // What was so before each was read and is so after all were was so at one instant between.
    snapshot.steady = read.stream().allMatch(snapshot::isAsItWas);
    return snapshot;
  }

  /** Reports a file that was read already, under this name or another one. */
  private void reportTwice(int index, Path file, Path first) {
    add(file.toString(), '2');
    loader
        .problems()
        .report(
            Place.ofFile(index, file.toString()),
            "file-twice",
            "file `"
                + file
                + "` is named twice"
                + (first.equals(file) ? "" : ", first as `" + first + "`"),
            "all that it defines would be defined twice",
            "name it once; a folder stands for all files in it");
  }

  private void take(int index, Path file) {
    String name = file.toString();
    Optional<FileStamp> stamp = FileStamp.of(file);
    add(name, '\0');
    loader
        .reader()
        .bytes(index, file)
        .ifPresentOrElse(
            bytes -> {
              State state = state(bytes, stamp);
              add(bytes.length);
              add(state.digest(), '\n');
              files.add(new Taken(index, name, bytes));
              states.put(name, state);
            },
            () -> add(-1));
  }

  private static State state(byte[] bytes, Optional<FileStamp> stamp) {
    return new State(digest(bytes), bytes.length, EndMark.isAtTheEndOf(bytes), stamp);
  }

  /** Returns a text that only the same bytes have. */
  public static String digest(byte[] bytes) {
    return HexFormat.of().formatHex(PolicyVersion.sha256().digest(bytes));
  }

  /** Returns the states of files of which only the contents are known. */
  public static Map<String, State> statesOf(Map<String, byte[]> contents) {
    return Maps.transformValues(contents, bytes -> state(bytes, Optional.empty()));
  }

  private boolean isAsItWas(Path file) {
    State state = states.get(file.toString());
    return state != null && state.stamp().isPresent() && state.stamp().equals(FileStamp.of(file));
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
              "of a folder, files that end in `.yaml` or `.yml` are read; without one nobody may do"
                  + " anything",
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

  /** Returns the states of the files that could be read, by name and in order. */
  public Map<String, State> states() {
    return Collections.unmodifiableMap(states);
  }

  /** Returns whether all files were there as they were read at one instant, as far as is known. */
  public boolean isSteady() {
    return steady;
  }

  /** Returns what the files held that could be read, by name and in order. */
  public Map<String, byte[]> contents() {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    files.forEach(file -> contents.put(file.name, file.bytes));
    return contents;
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
