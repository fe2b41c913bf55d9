package dev.staffgate.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.generators.PolicyArbitraries;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.write.LayoutGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Policy reference, section 5: an edit loads to what was asked for, and keeps all else. */
class PolicyEditPropertiesTest {
  private static final LoadOptions OPTIONS =
      new LoadOptions(PolicyArbitraries.OPTIONS, LoadOptions.DEFAULT.maxFileBytes());
  private static final Pattern COMMENT = Pattern.compile("#-[0-9]+-");

  @Property(tries = 200)
  void edits_ofAPolicyInAnyLayout_loadToWhatWasAskedFor(
      @ForAll("documents") PolicyDocument document, @ForAll long seed) {
    Map<String, String> texts = new LayoutGenerator(seed).any(document);
    PolicyEdit edit = PolicyEdit.of(texts, OPTIONS);
    RandomEdits edits = new RandomEdits(seed);
    for (int i = 0; i < 3; i++) {
      edit = edits.removal(edits.addition(edit));
    }
    assertLoads(edit);
  }

  @Property(tries = 100)
  void change_toAnyOtherPolicy_loadsToIt(
      @ForAll("documents") PolicyDocument document,
      @ForAll("documents") PolicyDocument other,
      @ForAll long seed) {
    Map<String, String> texts = new LayoutGenerator(seed).any(document);
    assertLoads(PolicyEdit.of(texts, OPTIONS).change(any -> other));
  }

  @Property(tries = 100)
  void addition_toACommentedPolicy_changesOneLineAtMost(
      @ForAll("documents") PolicyDocument document, @ForAll long seed) {
    String text = new LayoutGenerator(seed).commented(document);
    PolicyEdit edit = PolicyEdit.of(Map.of("p.yaml", text), OPTIONS);
    PolicyEdit changed = new RandomEdits(seed).addition(edit);
    if (isUsable(changed.document())) {
      String edited = changed.apply().texts().get("p.yaml");
      int start = 0;
      while (start < text.length() && text.charAt(start) == edited.charAt(start)) {
        start++;
      }
      int end = text.length();
      int editedEnd = edited.length();
      while (end > start && text.charAt(end - 1) == edited.charAt(editedEnd - 1)) {
        end--;
        editedEnd--;
      }
      assertThat(text.substring(start, end)).doesNotContain("\n", "#-");
      assertThat(comments(edited)).isEqualTo(comments(text));
    }
  }

  @Property(tries = 100)
  void removal_fromACommentedPolicy_takesTheCommentsInsideAlone(
      @ForAll("documents") PolicyDocument document, @ForAll long seed) {
    String text = new LayoutGenerator(seed).commented(document);
    PolicyEdit edit = PolicyEdit.of(Map.of("p.yaml", text), OPTIONS);
    StaffAccount removed = edit.document().staff().values().iterator().next();
    List<String> lines = text.lines().toList();
    int first = removed.at().line() - 1;
    int next = first + 1; // where the next thing or section begins
    while (next < lines.size() && !lines.get(next).matches(" {0,2}[^ #].*")) {
      next++;
    }
    int last = next - 1;
    while (lines.get(last).matches(" *(#.*)?")) {
      last--;
    }
    List<String> expected = new ArrayList<>(lines.subList(0, first));
    expected.addAll(lines.subList(last + 1, lines.size()));
    EditedPolicy edited = edit.removeStaff(removed.id()).apply();
    assertThat(edited.texts().get("p.yaml").lines()).isEqualTo(expected);
  }

  @Provide
  Arbitrary<PolicyDocument> documents() {
    return LoadableDocuments.all();
  }

  private static List<String> comments(String text) {
    return COMMENT.matcher(text).results().map(result -> result.group()).toList();
  }

  private static void assertLoads(PolicyEdit edit) {
    if (isUsable(edit.document())) {
      assertThat(edit.apply().policy().document()).isEqualTo(edit.document());
    } else {
      assertThatThrownBy(edit::apply).isInstanceOf(PolicyException.class);
    }
  }

  private static boolean isUsable(PolicyDocument document) {
    try {
      Policy unused = Policy.of(document, PolicyArbitraries.OPTIONS, "test");
      return true;
    } catch (PolicyException e) {
      return false;
    }
  }
}
