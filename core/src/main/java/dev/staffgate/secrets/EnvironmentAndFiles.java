package dev.staffgate.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Secrets from environment variables and files. */
final class EnvironmentAndFiles implements SecretSource {
  private final Function<String, @Nullable String> environment;

  EnvironmentAndFiles(Function<String, @Nullable String> environment) {
    this.environment = environment;
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

  private static Optional<Secret> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(Secret.MAX_LENGTH + 1);
      if (bytes.length > Secret.MAX_LENGTH) {
        throw new IOException("it is longer than " + Secret.MAX_LENGTH + " bytes");
      }
      return secret(new String(bytes, UTF_8));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the secret in " + file + " cannot be read", e);
    }
  }

  private static Optional<Secret> secret(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? Optional.empty() : Optional.of(Secret.of(stripped));
  }
}
