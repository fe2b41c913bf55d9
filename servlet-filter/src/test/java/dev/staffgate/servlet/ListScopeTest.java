package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.decision.Scope;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListScopeTest {
  private static ListScope scope(Scope.Kind kind, String... ids) {
    return new ListScope(new Scope(kind, Set.of(ids)));
  }

  @Test
  void sql_ofEachKind_hasAMarkForEachParameter() {
    assertThat(scope(Scope.Kind.ALL).sql("d")).isEqualTo("1 = 1");
    assertThat(scope(Scope.Kind.NONE).sql("d")).isEqualTo("1 = 0");
    assertThat(scope(Scope.Kind.CONDITIONAL).sql("d")).isEqualTo("1 = 0");
    ListScope only = scope(Scope.Kind.ONLY, "sales", "billing");
    assertThat(only.sql("t.department")).isEqualTo("t.department IN (?, ?)");
    assertThat(only.parameters()).containsExactly("billing", "sales");
    ListScope except = scope(Scope.Kind.EXCEPT, "abuse");
    assertThat(except.sql("department")).isEqualTo("department NOT IN (?)");
    assertThat(except.parameters()).containsExactly("abuse");
  }

  @ParameterizedTest
  @CsvSource({"ALL,,a b -", "NONE,,''", "CONDITIONAL,,''", "ONLY,a,a", "EXCEPT,a,b"})
  void test_ofEachKind_showsWhatTheConditionShows(Scope.Kind kind, String id, String shown) {
    ListScope scope = id == null ? scope(kind) : scope(kind, id);

    assertThat(
            Stream.of(Optional.of("a"), Optional.of("b"), Optional.<String>empty())
                .filter(scope.test(item -> item.orElse(null)))
                .map(item -> item.orElse("-")))
        .containsExactly(shown.isEmpty() ? new String[0] : shown.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "a b", "a;--", "a.b.c.d", "a)", "\"a\"", "a.", "ä"})
  void column_thatIsNoName_isRefused(String column) {
    assertThatThrownBy(() -> scope(Scope.Kind.ALL).sql(column))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
