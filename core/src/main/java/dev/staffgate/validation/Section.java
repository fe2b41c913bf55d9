package dev.staffgate.validation;

import com.google.common.collect.Maps;
import dev.staffgate.model.NameSyntax;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sections of a policy document, in the order of policy reference, section 2, in which they are
 * written.
 *
 * <p>Reader, validator, writer and editor walk over these constants and switch over them, so that
 * an added section is one constant here, and a case wherever the compiler or a test asks for one.
 */
public enum Section {
  /** The choice of the built-in catalogue. */
  CATALOG("catalog", Merging.ONCE),
  /** Permissions that are added to the catalogue. */
  PERMISSIONS("permissions", Merging.UNITED, "permission", true),
  /** Networks. */
  NETWORKS("networks", Merging.UNITED, "network", true),
  /** Schedules. */
  SCHEDULES("schedules", Merging.UNITED, "schedule", true),
  /** Conditions on everything. */
  DEFAULTS("defaults", Merging.ONCE),
  /** Roles; the built-in one can be referred to without being defined. */
  ROLES("roles", Merging.UNITED, "role", true),
  /** Separation of duties. */
  SEPARATE("separate", Merging.APPENDED),
  /** Groups of servers. */
  SERVER_GROUPS("server-groups", Merging.UNITED, "server group", true),
  /** Servers. */
  SERVERS("servers", Merging.UNITED, "server", true),
  /** Departments. */
  DEPARTMENTS("departments", Merging.APPENDED, "department", true),
  /** Accounts; others may be kept beside the policy, so that any id can be referred to. */
  STAFF("staff", Merging.UNITED, "staff", false),
  /** Emergencies. */
  EMERGENCY("emergency", Merging.UNITED, "emergency", true),
  /** Routes of the servlet filter. */
  ROUTES("routes", Merging.ONCE),
  /** Tests. */
  TESTS("tests", Merging.APPENDED);

  /** The key that comes before all sections, and names the format of a file. */
  public static final String VERSION_KEY = "staffgate";

  private static final Map<String, Section> BY_KEY =
      Maps.uniqueIndex(Arrays.asList(values()), Section::key);

  private final String key;
  private final Merging merging;
  private final String noun;
  private final boolean referenced;

  /** The way in which the parts of a section in several files are put together. */
  public enum Merging {
    /** One part: it holds for the whole policy, and stands in one file alone. */
    ONCE,
    /** A mapping of named things: those of all files are united, and a name is defined once. */
    UNITED,
    /** A list: the items of a file follow those of the files before it. */
    APPENDED
  }

  Section(String key, Merging merging) {
    this(key, merging, "", false);
  }

  Section(String key, Merging merging, String noun, boolean referenced) {
    this.key = key;
    this.merging = merging;
    this.noun = noun;
    this.referenced = referenced;
  }

  /** Returns the section with this key, or null. */
  public static @Nullable Section ofKey(String key) {
    return BY_KEY.get(key);
  }

  /** Returns the key in a document. */
  public String key() {
    return key;
  }

  /** Returns how the parts of several files are put together. */
  public Merging merging() {
    return merging;
  }

  /** Returns whether it defines things with names. */
  public boolean definesNames() {
    return !noun.isEmpty();
  }

  /** Returns what a person calls one of the things that it defines; empty if it defines none. */
  public String noun() {
    return noun;
  }

  /** Returns whether a name that refers to one of its things has to be defined in the policy. */
  public boolean isReferenced() {
    return referenced;
  }

  /** Returns whether a text has the form of a name that it can define. */
  public boolean isName(String text) {
    return this == PERMISSIONS ? NameSyntax.isPermission(text) : NameSyntax.isId(text);
  }
}
