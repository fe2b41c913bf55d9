package dev.staffgate.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.files.BoundedReads;
import dev.staffgate.files.FileRefusedException;
import dev.staffgate.files.OthersAccess;
import dev.staffgate.files.RegularFiles;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Secrets from environment variables and files. */
final class EnvironmentAndFiles implements SecretSource {
  private static final Logger log = LoggerFactory.getLogger(EnvironmentAndFiles.class);

  /** The time that a file system may take to answer while somebody waits for a session. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Function<String, @Nullable String> environment;
  private final Consumer<Path> tellReadable;

  /** Files that were told to be readable by all: once each, until that has been mended. */
  private final Set<Path> told = ConcurrentHashMap.newKeySet();

  EnvironmentAndFiles(Function<String, @Nullable String> environment) {
    this(environment, EnvironmentAndFiles::warn);
  }

  /** Makes a source that tells somebody else of files that everybody can read. */
  EnvironmentAndFiles(Function<String, @Nullable String> environment, Consumer<Path> tellReadable) {
    this.environment = environment;
    this.tellReadable = tellReadable;
  }

  @Override
  public Set<String> schemes() {
    return Set.of("env", "file");
  }

  @Override
  public Optional<Secret> find(SecretRef ref) {
    return switch (ref.scheme()) {
      case "env" ->
          Optional.ofNullable(environment.apply(ref.name())).flatMap(EnvironmentAndFiles::secret);
      case "file" -> read(Path.of(ref.name()));
      default -> Optional.empty();
    };
  }

  private Optional<Secret> read(Path file) {
    try {
      return BoundedReads.shared().read(file, PATIENCE, () -> readNow(file));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (FileRefusedException e) {
      throw new SecretStoreException("a secret is not taken: " + e.getMessage(), null);
    } catch (IOException e) {
      throw new UncheckedIOException("the secret in " + file + " cannot be read", e);
    }
  }

  private Optional<Secret> readNow(Path file) throws IOException {
    byte[] bytes = RegularFiles.read(file, Secret.MAX_LENGTH + 1);
    look(file);
    if (bytes.length > Secret.MAX_LENGTH) {
      throw new IOException("it is longer than " + Secret.MAX_LENGTH + " bytes");
    }
    return secret(new String(bytes, UTF_8));
  }

  /** Refuses a file that anybody could have written, and tells of one that anybody can read. */
  private void look(Path file) throws IOException {
    switch (OthersAccess.of(file)) {
      case WRITE ->
          throw new FileRefusedException(
              file
                  + " can be written by everybody on this machine: take it from them (chmod o-w),"
                  + " and replace the secret");
      case READ -> {
        if (told.add(file)) {
          tellReadable.accept(file);
        }
      }
      case NONE -> {
        boolean unused = told.remove(file);
      }
    }
  }

  private static void warn(Path file) {
    log.warn(
        "the secret in {} can be read by everybody on this machine: take it from them (chmod o-r),"
            + " unless nobody else is there, as in a container",
        file);
  }

  private static Optional<Secret> secret(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? Optional.empty() : Optional.of(Secret.of(stripped));
  }
}
