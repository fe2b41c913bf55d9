package dev.staffgate.examples.panel.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.signin.PasswordOwner;
import dev.staffgate.signin.PasswordRules;
import dev.staffgate.signin.PasswordSetter;
import dev.staffgate.signin.hashing.Pbkdf2PasswordHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A panel of a business of two: carol, who may do everything, and bob, who is new. */
public final class TwoPeople {
  private static final String POLICY =
      """
      roles:
        support: { grants: [client.view, ticket.view] }
      staff:
        carol: { name: Carol Conrad, roles: [full-administrator] }
        bob: { name: Bob Brandt, roles: [support] }
      """;

  private TwoPeople() {}

  /** Prepares a folder, in which carol has her password of the demonstration. */
  public static PanelConfig prepare(Path folder, InstantSource clock) throws IOException {
    Path policy = Files.writeString(folder.resolve("two.yaml"), PanelPages.routes() + POLICY);
    try (PanelState state = PanelState.in(folder, clock)) {
      PasswordSetter setter =
          new PasswordSetter(
              state.credentials(), new Pbkdf2PasswordHasher(), PasswordRules.forPasswordAlone());
      String password = DemoEnvironment.PASSWORDS.get("carol");
      assertThat(
              setter.setToEnrol(
                  "carol",
                  password.toCharArray(),
                  PasswordOwner.of("carol"),
                  clock.instant().plus(Duration.ofHours(1))))
          .isEmpty();
    }
    return new PanelConfig(List.of(policy), folder, PanelAddress.onLoopback(0), clock);
  }
}
