package consumer;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.staffgate.testing.PolicyTests;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the promises of a policy, as the quick start ends. */
class PromisesTest {
  @TestFactory
  Stream<DynamicTest> promises() {
    return PolicyTests.in(Path.of("staffgate.yaml"), Path.of("tests.yaml"))
        .map(test -> dynamicTest(test.name(), test.source(), test::run));
  }
}
