package dev.staffgate.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.files.OwnerOnlyFile;
import dev.staffgate.files.OwnerOnlyPermissions;
import dev.staffgate.model.PolicyException;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.read.PolicyFilesSnapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last good policy of some files, kept in a folder over a restart: the bytes of the files, in
 * one file for its owner alone. Safe for any number of threads.
 */
final class LastGoodPolicy {
  private static final Logger log = LoggerFactory.getLogger(LastGoodPolicy.class);
  private static final String HEAD = "staffgate-last-good-policy 1";
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  private static final byte[] NOTHING = {};

  private final Path folder;
  private final OwnerOnlyFile file;
  private final LoadOptions options;
  private final InstantSource clock;

  /** The bytes that the first policy kept here has replaced; null before that. */
  private byte @Nullable [] replaced;

  /**
   * A policy that was kept.
   *
   * @param states of the files that it was loaded of
   * @param at since when it was in force
   */
  record Kept(Policy policy, Map<String, PolicyFilesSnapshot.State> states, Instant at) {}

  private LastGoodPolicy(
      Path folder, OwnerOnlyFile file, LoadOptions options, InstantSource clock) {
    this.folder = folder;
    this.file = file;
    this.options = options;
    this.clock = clock;
  }

  /** Returns what is kept in a folder of the policy in some files; other files have another one. */
  static LastGoodPolicy in(Path folder, List<Path> files, LoadOptions options) {
    StringBuilder names = new StringBuilder();
    files.forEach(one -> names.append(one.toAbsolutePath().normalize()).append('\n'));
    String name = "policy-" + PolicyFilesSnapshot.digest(names.toString().getBytes(UTF_8));
    return new LastGoodPolicy(
        folder,
        OwnerOnlyFile.at(folder.resolve(name.substring(0, 24)), MAX_BYTES),
        options,
        InstantSource.system());
  }

  /** Keeps the files of a policy; if that fails the log says so, and what was kept stays. */
  synchronized void keep(Map<String, byte[]> contents) {
    try {
      OwnerOnlyPermissions.createFolders(folder);
      replaced = replaced == null ? bytesKept() : NOTHING;
      replace(bytes(contents));
    } catch (IOException e) {
      log.error("the policy in force cannot be kept for a restart in {}: {}", folder, e.toString());
    }
  }

  /**
   * Puts back what was kept by others before, if this has kept one policy since: that one was not
   * agreed to. Nothing is put back if there was nothing.
   */
  synchronized void restore() {
    byte[] before = replaced;
    if (before == null || before.length == 0) {
      return;
    }
    try {
      replace(before);
      log.warn("the policy kept in {} is the one before again: this one was not agreed to", folder);
    } catch (IOException e) {
      log.error("the policy kept before in {} cannot be put back: {}", folder, e.toString());
    }
  }

  private void replace(byte[] bytes) throws IOException {
    int unused =
        file.changing(
            () -> {
              file.replace(bytes);
              return bytes.length;
            });
  }

  private byte[] bytesKept() throws IOException {
    return file.stamp().isEmpty() ? NOTHING : file.read();
  }

  /** Returns the policy that was kept, if there is one and it is good by today's options. */
  Optional<Kept> load() {
    try {
      return file.stamp().isEmpty() ? Optional.empty() : Optional.of(kept(file.read()));
    } catch (IOException | PolicyException e) {
      log.error("the policy kept in {} cannot be used: {}", file, e.toString());
      return Optional.empty();
    }
  }

  private byte[] bytes(Map<String, byte[]> contents) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(body);
    out.writeLong(clock.instant().getEpochSecond());
    out.writeInt(contents.size());
    for (Map.Entry<String, byte[]> one : contents.entrySet()) {
      out.writeUTF(one.getKey());
      out.writeInt(one.getValue().length);
      out.write(one.getValue());
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    DataOutputStream head = new DataOutputStream(all);
    head.writeUTF(HEAD);
    head.writeUTF(PolicyFilesSnapshot.digest(body.toByteArray()));
    head.write(body.toByteArray());
    return all.toByteArray();
  }

  private Kept kept(byte[] bytes) throws IOException {
    DataInputStream head = new DataInputStream(new ByteArrayInputStream(bytes));
    if (!head.readUTF().equals(HEAD)) {
      throw new IOException("it is not a policy of this format");
    }
    String digest = head.readUTF();
    byte[] body = head.readAllBytes();
    if (!digest.equals(PolicyFilesSnapshot.digest(body))) {
      throw new IOException("it was cut off or changed");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
    Instant at = Instant.ofEpochSecond(in.readLong());
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      contents.put(in.readUTF(), in.readNBytes(in.readInt()));
    }
    return new Kept(
        PolicyFiles.parse(contents, options), PolicyFilesSnapshot.statesOf(contents), at);
  }
}
