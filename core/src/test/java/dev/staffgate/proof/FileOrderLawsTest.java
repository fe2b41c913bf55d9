package dev.staffgate.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.generators.PolicyArbitraries;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.policy.Policy;
import dev.staffgate.reference.ComparableDecision;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.LoadableDocuments;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Policy reference, section 1: neither the order of files nor of sections changes any decision.
 *
 * <p>Outcome, reason and panel user, that is. Places move with the lines, and with them which of
 * several grants is the first, whose age and path are then told.
 */
@Domain(LawFixture.Domain.class)
@Domain(DomainContext.Global.class)
class FileOrderLawsTest {
  private static final LoadOptions OPTIONS =
      new LoadOptions(PolicyArbitraries.OPTIONS, LoadOptions.DEFAULT.maxFileBytes());

  private static Path folder;

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("staffgate-laws");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
  }

  @Property(tries = LawFixture.TRIES)
  void policy_cutIntoFilesInAnyOrder_decidesAlike(
      @ForAll("written") PolicyDocument document,
      @ForAll List<AccessRequest> requests,
      @ForAll @IntRange(min = 1, max = 3) int files,
      @ForAll Random random)
      throws IOException {
    String written = PolicyWriter.write(document);
    Policy whole = PolicyFiles.parse("policy.yaml", written, OPTIONS);
    Policy cut = load(ShuffledPolicyFiles.files(written, files, random));
    assertThat(cut.document()).isEqualTo(whole.document());
    for (AccessRequest request : LawFixture.known(document, requests)) {
      assertThat(movable(cut, request))
          .as(RequestVariants.told(request))
          .isEqualTo(movable(whole, request));
    }
  }

  @Provide
  Arbitrary<PolicyDocument> written() {
    return LoadableDocuments.all().map(LawFixture::loadable);
  }

  private static Policy load(List<String> texts) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      files.add(Files.writeString(folder.resolve(i + ".yaml"), texts.get(i), UTF_8));
    }
    return PolicyFiles.load(files, OPTIONS);
  }

  private static String movable(Policy policy, AccessRequest request) {
    ComparableDecision answer = ComparableDecision.of(policy.decide(request));
    return answer.outcome() + " " + answer.code() + " " + answer.ssoUser();
  }
}
