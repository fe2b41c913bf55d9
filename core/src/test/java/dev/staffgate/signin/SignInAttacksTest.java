package dev.staffgate.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.base.Splitter;
import dev.staffgate.SharedFolder;
import dev.staffgate.signin.SignInResult.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The attack table on one-time codes, played against the whole sign-in. Rows about other step
 * lengths, codes of seven digits, other windows and locks say nothing about this sign-in.
 */
class SignInAttacksTest {
  private static final String WRONG_CODE = "000000";
  private static final Set<String> WORDS =
      Set.of(
          "restart",
          "other-node",
          "begin",
          "rollback",
          "store-fails",
          "store-works",
          "wait",
          "password-ok",
          "wrong",
          "wrong-new-session-each",
          "wrong-new-ip-each",
          "repeat",
          "inputs",
          "parallel",
          "parallel-nodes",
          "parallel-wrong",
          "enrol",
          "enrol-digits",
          "enrol-pending",
          "wrong-unknown-users",
          "wrong-as",
          "wrong-ignoring-locks",
          "wrong-recovery",
          "recovery",
          "recovery-all",
          "parallel-recovery",
          "regenerate",
          "inspect-store",
          "inspect-entropy",
          "unlock");

  private static final Pattern OURS = Pattern.compile("SHA(1|256|512)/[68]/30/1/1");

  private record Row(String id, List<String> columns) {
    static Row of(String line) {
      List<String> columns = Splitter.on('\t').splitToList(line);
      return new Row(columns.get(0), columns);
    }

    String family() {
      return columns.get(12);
    }

    String setup() {
      return columns.get(8);
    }

    OneTimeCodeKey key(byte[] seed) {
      OneTimeCodeForm.Algorithm algorithm = OneTimeCodeForm.Algorithm.valueOf(columns.get(3));
      return OneTimeCodeKey.of(
          seed, new OneTimeCodeForm(algorithm, Integer.parseInt(columns.get(4))));
    }

    List<?> events() {
      return (List<?>) JsonValues.read(columns.get(9));
    }

    boolean isExpressible() {
      boolean ours = OURS.matcher(String.join("/", columns.subList(3, 8))).matches();
      return ours
          && (setup().equals("-") || setup().equals("limit=5") || setup().startsWith("locale="))
          && events().stream()
              .map(event -> ((List<?>) event).get(0))
              .allMatch(first -> first instanceof Long || WORDS.contains(first));
    }
  }

  private static List<Row> rows() throws IOException {
    try (Stream<String> lines = Files.lines(SharedFolder.file("attacks/totp.tsv"))) {
      return lines.skip(1).map(Row::of).toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> signIn_underEachAttack_answersAsExpected() throws IOException {
    return rows().stream()
        .filter(Row::isExpressible)
        .map(row -> dynamicTest(row.id + " " + row.columns.get(1), () -> new Play(row).run()));
  }

  @Test
  void rows_thatSayNothingHere_areTheKnownOnes() throws IOException {
    Map<String, Integer> run = new TreeMap<>();
    for (Row row : rows()) {
      run.merge(row.family(), row.isExpressible() ? 1 : 0, Integer::sum);
    }

    assertThat(run)
        .isEqualTo(
            Map.of(
                "clock",
                5,
                "format",
                43,
                "parameters",
                8,
                "rate",
                16,
                "recovery",
                10,
                "replay",
                17,
                "vector",
                28,
                "window",
                14));
  }

  /** One row: what happens in it, and one outcome for each try. */
  private static final class Play {
    private final Row row;
    private final List<String> outcomes = new ArrayList<>();
    private SignInFixture fixture;
    private SignIn signIn;
    private final RecoveryPlay recovery;
    private boolean isInspected;

    Play(Row row) {
      this.row = row;
      boolean pending = row.columns.get(9).contains("enrol-pending");
      byte[] key = HexFormat.of().parseHex(row.columns.get(2));
      this.fixture = fixture(pending ? Optional.empty() : Optional.of(row.key(key)));
      this.signIn = fixture.node();
      this.recovery = new RecoveryPlay(fixture);
    }

    private SignInFixture fixture(Optional<OneTimeCodeKey> key) {
      return new SignInFixture(key);
    }

    void run() throws Exception {
      Locale before = Locale.getDefault();
      try {
        if (row.setup().startsWith("locale=")) {
          Locale.setDefault(Locale.forLanguageTag(row.setup().substring("locale=".length())));
        }
        for (Object event : row.events()) {
          List<?> parts = (List<?>) event;
          if (parts.get(0) instanceof Long second) {
            attempt(second, parts);
          } else {
            happen((String) parts.get(0), parts);
          }
        }
      } finally {
        Locale.setDefault(before);
      }
      if (isInspected) {
        return;
      }
      if (row.columns.get(10).equals("checked<=5")) {
        assertThat(fixture.audit.events())
            .filteredOn(event -> "code".equals(event.details().get("reason")))
            .hasSizeBetween(1, 5);
        return;
      }
      assertThat(String.join(",", outcomes)).isIn(allowed());
    }

    /** Each alternative; what is to be refused may be refused by a wait where a limit is set. */
    private List<String> allowed() {
      List<String> allowed = new ArrayList<>();
      for (String alternative : Splitter.on('|').split(row.columns.get(10))) {
        List<String> each = new ArrayList<>();
        for (String outcome : Splitter.on(',').split(alternative)) {
          int star = outcome.indexOf('*');
          int times = star < 0 ? 1 : number(outcome.substring(star + 1));
          String one = star < 0 ? outcome : outcome.substring(0, star);
          if (!one.equals("-")) {
            IntStream.range(0, times).forEach(i -> each.add(one));
          }
        }
        // The fifth failure in a row is refused, and says until when to wait.
        allowed.add(String.join(",", each));
        allowed.add(String.join(",", fifthWaits(each)));
      }
      return allowed;
    }

    private int number(String times) {
      return times.equals("n") ? recovery.size() : Integer.parseInt(times);
    }

    private List<String> fifthWaits(List<String> outcomes) {
      List<String> all = new ArrayList<>(outcomes);
      int failures = 0;
      for (int i = 0; i < all.size(); i++) {
        failures = all.get(i).equals("accept") ? 0 : failures + 1;
        if (failures == 5) {
          all.set(i, "locked");
        }
      }
      return all;
    }

    private void attempt(long second, List<?> parts) {
      fixture.clock.set(Instant.ofEpochSecond(second));
      Object code = parts.get(1);
      if (code == null) {
        // A program that passes on a missing parameter does not sign anybody in by that.
        assertThatNullPointerException().isThrownBy(() -> SignInFixture.whole(signIn, null));
        outcomes.add("reject");
      } else if (parts.size() > 2 && "step-up".equals(parts.get(2))) {
        tell(signIn.confirmAgain(SignInFixture.STAFF, text(code), Optional.empty()));
      } else {
        tell(SignInFixture.whole(signIn, text(code)));
      }
    }

    private static String text(Object code) {
      return code instanceof Map<?, ?> made
          ? ((String) made.get("repeat")).repeat(((Long) made.get("times")).intValue())
          : (String) code;
    }

    private void tell(SignInResult result) {
      outcomes.add(
          switch (result.kind()) {
            case SIGNED_IN -> "accept";
            case REFUSED -> "reject";
            case WAIT -> "locked";
            case LOCKED -> "disabled";
            case BUSY -> "busy";
            case CODE_NEEDED, ENROLMENT_NEEDED -> "unfinished";
          });
    }

    private void happen(String word, List<?> parts) throws Exception {
      switch (word) {
        case "restart" -> signIn = fixture.node();
        case "other-node" -> signIn = fixture.nodeWithStoreOfItsOwn();
        case "store-fails" -> fixture.store.fails = true;
        case "store-works" -> fixture.store.fails = false;
        case "password-ok" ->
            assertThat(SignInFixture.password(signIn).kind()).isEqualTo(Kind.CODE_NEEDED);
        case "wrong", "wrong-new-session-each", "wrong-new-ip-each" ->
            times(parts.get(1), parts.size() > 2 ? parts.get(2) : null, WRONG_CODE);
        case "repeat" -> times(parts.get(1), parts.get(2), (String) parts.get(3));
        case "inputs" -> {
          for (Object code : (List<?>) parts.get(1)) {
            times(1L, parts.get(2), (String) code);
          }
        }
        case "parallel" ->
            together(
                (Long) parts.get(1),
                parts.get(2),
                i -> SignInFixture.whole(signIn, (String) parts.get(3)));
        case "parallel-nodes" -> {
          SignIn other = fixture.nodeWithStoreOfItsOwn();
          together(
              (Long) parts.get(1) * (Long) parts.get(2),
              parts.get(3),
              i -> SignInFixture.whole(i % 2 == 0 ? signIn : other, (String) parts.get(4)));
        }
        case "parallel-wrong" ->
            together(
                (Long) parts.get(1), parts.get(2), i -> SignInFixture.whole(signIn, WRONG_CODE));
        case "enrol" -> enrol((String) parts.get(1));
        case "enrol-digits" -> enrolDigits((Long) parts.get(1));
        case "wrong-as" -> {
          fixture.clock.set(Instant.ofEpochSecond((Long) parts.get(2)));
          for (Object name : (List<?>) parts.get(1)) {
            tell(SignInFixture.whole(signIn, (String) name, WRONG_CODE));
          }
        }
        case "wrong-ignoring-locks" -> wrongAfterEachWait((Long) parts.get(1));
        case "wrong-recovery" -> {
          fixture.clock.set(Instant.ofEpochSecond((Long) parts.get(2)));
          for (long i = 0; i < (Long) parts.get(1); i++) {
            tell(recovery.recover(signIn, "wrong"));
          }
        }
        case "recovery" -> tell(recovery.recover(signIn, (String) parts.get(1)));
        case "recovery-all" -> recoverAll();
        case "parallel-recovery" ->
            together((Long) parts.get(1), 0L, i -> recovery.recover(signIn, (String) parts.get(2)));
        case "regenerate" -> recovery.regenerate();
        case "inspect-store" -> {
          recovery.inspectStore();
          isInspected = true;
        }
        case "inspect-entropy" -> {
          recovery.inspectEntropy((Long) parts.get(1));
          isInspected = true;
        }
        case "unlock" -> {
          signIn.unlock(SignInFixture.STAFF, "operator", Optional.empty());
          assertThat(fixture.audit.last().type().text()).isEqualTo("sign-in-unlocked");
        }
        case "wrong-unknown-users" -> unknownUsers((Long) parts.get(1), (Long) parts.get(2));
        // Nothing to do: no transaction of a caller holds what is stored, the clock is given with
        // the next event, and whether an enrolment is pending was seen at the start.
        case "begin", "rollback", "wait", "enrol-pending" -> {}
        default -> throw new AssertionError(word);
      }
    }

    private void times(Object times, Object second, String code) {
      if (second != null) {
        fixture.clock.set(Instant.ofEpochSecond((Long) second));
      }
      for (long i = 0; i < (Long) times; i++) {
        tell(SignInFixture.whole(signIn, code));
      }
    }

    /** Uses all codes, of which the owner is told each time how many are left. */
    private void recoverAll() {
      for (int i = 0; i < recovery.size(); i++) {
        SignInResult result = recovery.recover(signIn, "#" + i);
        tell(result);
        assertThat(((SignInResult.SignedIn) result).notices())
            .extracting(OwnerNotice::count)
            .containsExactly(recovery.size() - 1 - i);
      }
    }

    private void wrongAfterEachWait(long count) {
      fixture.clock.set(Instant.ofEpochSecond(1_700_000_000));
      for (long i = 0; i < count; i++) {
        if (SignInFixture.whole(signIn, WRONG_CODE) instanceof SignInResult.Wait wait) {
          fixture.clock.set(wait.until());
        }
        outcomes.add("reject-or-locked");
      }
    }

    private void enrol(String hex) {
      try {
        fixture = fixture(Optional.of(row.key(HexFormat.of().parseHex(hex))));
        signIn = fixture.node();
      } catch (IllegalArgumentException tooShort) {
        outcomes.add("refuse");
      }
    }

    private void enrolDigits(long digits) {
      try {
        OneTimeCodeForm form =
            new OneTimeCodeForm(OneTimeCodeForm.Algorithm.SHA1, Math.toIntExact(digits));
        outcomes.add("enrolled " + form);
      } catch (IllegalArgumentException tooFew) {
        outcomes.add("refuse");
      }
    }

    private void unknownUsers(long count, long second) {
      fixture.clock.set(Instant.ofEpochSecond(second));
      for (long i = 0; i < count; i++) {
        outcomes.add(
            switch (signIn.begin("nobody" + i, "x".toCharArray(), Optional.empty()).kind()) {
              case REFUSED, WAIT -> "reject-or-locked";
              default -> "accept";
            });
        assertThat(fixture.store.find("nobody" + i)).isEmpty();
      }
    }

    private void together(long count, Object second, IntFunction<SignInResult> attempts)
        throws Exception {
      fixture.clock.set(Instant.ofEpochSecond((Long) second));
      ExecutorService threads = Executors.newFixedThreadPool((int) count);
      try {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<SignInResult>> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          int number = i;
          results.add(
              threads.submit(
                  () -> {
                    start.await();
                    return attempts.apply(number);
                  }));
        }
        start.countDown();
        int accepted = 0;
        for (Future<SignInResult> result : results) {
          accepted += result.get(60, TimeUnit.SECONDS).kind() == Kind.SIGNED_IN ? 1 : 0;
        }
        outcomes.add("accept=" + accepted);
        outcomes.add("reject=" + (count - accepted));
      } finally {
        threads.shutdownNow();
      }
    }
  }
}
