package dev.staffgate.vectors;

import static dev.staffgate.vectors.VectorShape.FLAG;
import static dev.staffgate.vectors.VectorShape.NUMBER;
import static dev.staffgate.vectors.VectorShape.TEXT;
import static dev.staffgate.vectors.VectorShape.TEXTS;
import static dev.staffgate.vectors.VectorShape.anyListOf;
import static dev.staffgate.vectors.VectorShape.byField;
import static dev.staffgate.vectors.VectorShape.byText;
import static dev.staffgate.vectors.VectorShape.listOf;
import static dev.staffgate.vectors.VectorShape.mapOf;
import static dev.staffgate.vectors.VectorShape.oneOf;
import static dev.staffgate.vectors.VectorShape.tuple;

import java.util.Map;

/** Files of single functions: what each entry of them may say. */
final class FunctionShapes {
  private static final VectorShape DAY = VectorShape.like("[0-9]{4}-[0-9]{2}-[0-9]{2}", "a day");
  private static final VectorShape CLOCK = VectorShape.like("[0-9]{2}:[0-9]{2}", "a time of day");
  private static final VectorShape OK = oneOf("ok", "violation");

  private static final ObjectShape ENTRY =
      ObjectShape.EMPTY
          .with("id", TEXT)
          .remarks("name", "note", "about", "origin", "title", "why", "contested");

  private static final ObjectShape ASKED = ENTRY.with("expect", FLAG);
  private static final ObjectShape MATCHED = ASKED.with("value", TEXT).with("pattern", TEXT);
  private static final ObjectShape PAIR = ASKED.with("a", TEXT).with("b", TEXT);
  private static final ObjectShape COMPARED = PAIR.with("op", oneOf("eq", "gt", "ge", "lt", "le"));
  private static final ObjectShape MEMBERSHIP =
      ObjectShape.EMPTY.with("member", TEXT).with("of", TEXT);

  private static final ObjectShape SET = ObjectShape.EMPTY.with("roles", TEXTS).with("n", NUMBER);

  private static final ObjectShape ASSIGNED =
      ENTRY
          .with(
              "steps",
              listOf(ObjectShape.EMPTY.with("assign", TEXT).with("role", TEXT).with("expect", OK)))
          .maybe("after", mapOf(TEXTS));

  private static final ObjectShape CONSTRAINT = ObjectShape.EMPTY.with("type", TEXT);

  private static final ObjectShape ENTITY = ObjectShape.EMPTY.with("type", TEXT).with("id", TEXT);

  private static final ObjectShape CODE =
      ENTRY.with("secret_ascii", TEXT).with("digits", oneOf("6", "8")).with("code", TEXT);

  private static final Map<String, VectorShape> SHAPES =
      Map.ofEntries(
          Map.entry("casbin/match-cidr", MATCHED),
          Map.entry("casbin/match-regex-search", MATCHED),
          Map.entry(
              "casbin/match-validity-window",
              ASKED.with("now", TEXT).maybe("not_before", TEXT).maybe("not_after", TEXT)),
          Map.entry("casbin/role-cycles", cycle()),
          Map.entry(
              "casbin/role-depth-limit",
              ASKED
                  .with("max_depth", NUMBER)
                  .with("chain", TEXTS)
                  .with("from", TEXT)
                  .with("to", TEXT)),
          Map.entry("casbin/assignment-constraints", ASSIGNED.with("constraint", constraint())),
          Map.entry(
              "rbac/separation-static",
              ASSIGNED
                  .with("sets", listOf(SET))
                  .maybe("kind", oneOf("static"))
                  .maybe("memberships", anyListOf(MEMBERSHIP))),
          Map.entry("rbac/separation-dynamic", activated()),
          Map.entry("rbac/definitions", definition()),
          Map.entry("rbac/temporal", temporal()),
          Map.entry("cedar/odd-identifiers", identifiers()),
          Map.entry(
              "cedar/ip-parse",
              parsed(
                  "text",
                  ObjectShape.EMPTY.with("family", oneOf("ipv4", "ipv6")).with("prefix", NUMBER))),
          Map.entry(
              "spring/ip-pattern-text", parsed("pattern", ObjectShape.EMPTY.with("printed", TEXT))),
          Map.entry(
              "cedar/ip-class",
              ASKED
                  .with("test", oneOf("loopback", "multicast", "ipv4", "ipv6"))
                  .with("text", TEXT)),
          Map.entry("cedar/ip-equal", PAIR),
          Map.entry("cedar/ip-in-range", ASKED.with("address", TEXT).with("range", TEXT)),
          Map.entry("cedar/ip-in-any-range", ASKED.with("address", TEXT).with("ranges", TEXTS)),
          Map.entry("spring/ip-matcher", ASKED.with("pattern", TEXT).with("address", TEXT)),
          Map.entry(
              "cedar/decimal-parse", parsed("text", ObjectShape.EMPTY.with("scaled_1e4", NUMBER))),
          Map.entry("cedar/decimal-compare", COMPARED),
          Map.entry(
              "cedar/datetime-parse", parsed("text", ObjectShape.EMPTY.with("epoch_ms", NUMBER))),
          Map.entry("cedar/datetime-compare", COMPARED),
          Map.entry(
              "cedar/duration-parse", parsed("text", ObjectShape.EMPTY.with("millis", NUMBER))),
          Map.entry(
              "shiro/wildcard-implies",
              ASKED.with("permission", TEXT).with("implies", TEXT).maybe("case_sensitive", FLAG)),
          Map.entry("shiro/wildcard-text", wildcard()),
          Map.entry("rfc/hotp", CODE.with("counter", NUMBER).with("truncated", NUMBER)),
          Map.entry(
              "rfc/totp",
              CODE.with("algorithm", oneOf("SHA1", "SHA256", "SHA512"))
                  .with("time", NUMBER)
                  .with("step", oneOf("30"))),
          Map.entry("rfc/forwarded", forwarded()));

  private FunctionShapes() {}

  /** The file of entries that an adapter of this name reads. */
  static ObjectShape file(String name) {
    VectorShape entry = SHAPES.get(name);
    if (entry == null) {
      throw new AssertionError("nobody knows how to run " + name);
    }
    return ObjectShape.FILE.maybe("like", TEXT).with("vectors", listOf(entry));
  }

  private static VectorShape cycle() {
    ObjectShape entry = ENTRY.with("expect", oneOf("ok", "cycle"));
    ObjectShape chain = ObjectShape.EMPTY.with("chain", NUMBER).with("close", FLAG);
    return byField(
        Map.of(
            "links", entry.with("links", anyListOf(MEMBERSHIP)),
            "generate", entry.with("generate", chain)));
  }

  private static VectorShape constraint() {
    return byText(
        "type",
        Map.of(
            "at-most", CONSTRAINT.with("roles", TEXTS).with("limit", NUMBER),
            "max-holders", CONSTRAINT.with("role", TEXT).with("limit", NUMBER),
            "requires", CONSTRAINT.with("role", TEXT).with("needs", TEXT)));
  }

  private static VectorShape activated() {
    return ENTRY
        .maybe("kind", oneOf("dynamic"))
        .with("assigned", TEXTS)
        .with("sets", listOf(SET))
        .with("steps", listOf(ObjectShape.EMPTY.with("activate", TEXT).with("expect", OK)))
        .with("all_at_once", ObjectShape.EMPTY.with("active_count", NUMBER));
  }

  private static VectorShape definition() {
    return ENTRY
        .with("expect", oneOf("ok", "invalid"))
        .maybe("kind", oneOf("static", "dynamic"))
        .maybe("sets", listOf(SET))
        .maybe("roles", TEXTS)
        .maybe("memberships", listOf(MEMBERSHIP))
        .maybe("assignments", listOf(tuple(TEXT, TEXT)))
        .maybe("then_inherit", MEMBERSHIP)
        .maybe("then_assign", tuple(TEXT, TEXT));
  }

  private static VectorShape temporal() {
    ObjectShape entry = ASKED.with("kind", TEXT);
    ObjectShape none = ObjectShape.EMPTY;
    ObjectShape now = entry.with("now", TEXT);
    return byText(
        "kind",
        Map.of(
            "date",
            now.with("constraint", none.maybe("begin_date", DAY).maybe("end_date", DAY)),
            "blocked-dates",
            now.with("constraint", none.maybe("begin_lock", DAY).maybe("end_lock", DAY)),
            "clock",
            now.with("constraint", none.with("begin_time", CLOCK).with("end_time", CLOCK)),
            "weekday",
            now.with("constraint", none.maybe("days", TEXTS)),
            "idle-timeout",
            entry
                .with("idle_minutes", NUMBER)
                .with("constraint", none.with("timeout_minutes", NUMBER))));
  }

  private static VectorShape identifiers() {
    return ENTRY
        .with(
            "rule",
            ObjectShape.EMPTY
                .with("subject", ENTITY.orNull())
                .with("action", TEXT.orNull())
                .with("object", ENTITY.orNull()))
        .with(
            "checks",
            listOf(
                ObjectShape.EMPTY
                    .with("subject", ENTITY)
                    .with("action", TEXT)
                    .with("object", ENTITY)
                    .with("expect", oneOf("allow", "deny"))));
  }

  /** A text that is valid and has a value, or is not. */
  private static VectorShape parsed(String text, ObjectShape value) {
    ObjectShape entry = ENTRY.with(text, TEXT).with("valid", FLAG);
    return byText("valid", Map.of("true", entry.and(value), "false", entry));
  }

  private static VectorShape wildcard() {
    return byField(
        Map.of(
            "equal",
            ENTRY.with("a", TEXT).with("b", TEXT).with("equal", FLAG),
            "permission",
            ENTRY.with("permission", TEXT).with("valid", FLAG).maybe("printed", TEXT)));
  }

  private static VectorShape forwarded() {
    return ENTRY
        .with("header", TEXTS)
        .with(
            "elements",
            anyListOf(
                ObjectShape.EMPTY
                    .maybe("for", TEXT)
                    .maybe("port", NUMBER)
                    .maybe("proto", TEXT)
                    .maybe("by", TEXT)
                    .maybe("host", TEXT)))
        .maybe("x_forwarded_for", TEXT);
  }
}
