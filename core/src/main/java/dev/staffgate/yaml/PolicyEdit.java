package dev.staffgate.yaml;

import static com.google.common.base.Preconditions.checkArgument;
import static dev.staffgate.yaml.edit.DocumentChanges.added;
import static dev.staffgate.yaml.edit.DocumentChanges.appended;
import static dev.staffgate.yaml.edit.DocumentChanges.changed;
import static dev.staffgate.yaml.edit.DocumentChanges.removed;
import static dev.staffgate.yaml.edit.DocumentChanges.without;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.Role;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.validation.Section;
import dev.staffgate.yaml.edit.DocumentChanges;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A change to a policy that people write: it keeps their comments, their order and their layout,
 * and loads to exactly what was asked for (policy reference, section 5).
 *
 * <pre>{@code
 * PolicyEdit.of(Path.of("staffgate.yaml"))
 *     .addRole(role)
 *     .assign("alice", Assignment.of("night-shift"))
 *     .apply()
 *     .write();
 * }</pre>
 *
 * <p>Each method returns an edit with one change more. Nothing is touched before {@link #apply},
 * and the changes before it need not make sense one by one: a role may be removed before it is
 * taken from whoever has it.
 *
 * <p>What is changed is spliced into the text, in blocks and in brackets, in the file that holds
 * it. New things go to the first file that has their section, else to the first file. What is
 * removed takes along the comments inside it and on its lines, and those above it that suppress
 * findings about it ({@code # staffgate: allow …}); all other comments stay, those on lines above
 * it included.
 *
 * <p>Immutable and safe for any number of threads.
 */
public final class PolicyEdit {
  private final EditablePolicyTexts texts;
  private final PolicyDocument before;
  private final PolicyDocument after;

  private PolicyEdit(EditablePolicyTexts texts, PolicyDocument before, PolicyDocument after) {
    this.texts = texts;
    this.before = before;
    this.after = after;
  }

  /**
   * Begins to edit the policy in these files.
   *
   * @throws PolicyException if it cannot be used as it is
   */
  public static PolicyEdit of(Path... files) {
    return of(List.of(files), LoadOptions.DEFAULT);
  }

  /**
   * Begins to edit the policy in these files.
   *
   * @throws PolicyException if it cannot be used as it is
   */
  public static PolicyEdit of(List<Path> files, LoadOptions options) {
    Map<String, byte[]> bytes = EditablePolicyTexts.read(files, options);
    Policy policy = PolicyFiles.parse(bytes, options);
    return of(EditablePolicyTexts.ofFiles(bytes, options), policy);
  }

  /**
   * Begins to edit a policy that is kept elsewhere than in files.
   *
   * @param texts by the names that places give, in the order of the files
   * @throws PolicyException if it cannot be used as it is
   * @throws IllegalArgumentException if there is none, or one holds half a surrogate pair
   */
  public static PolicyEdit of(Map<String, String> texts, LoadOptions options) {
    texts.forEach(
        (name, text) ->
            checkArgument(UTF_8.newEncoder().canEncode(text), "%s holds half a character", name));
    EditablePolicyTexts editable = new EditablePolicyTexts(texts, false, options);
    return of(editable, editable.load());
  }

  static PolicyEdit of(EditablePolicyTexts texts, Policy policy) {
    return new PolicyEdit(texts, policy.document(), policy.document());
  }

  /** Returns the policy with the changes so far, whether it can be used or not. */
  public PolicyDocument document() {
    return after;
  }

  /** Changes anything, by a function of the document so far. */
  public PolicyEdit change(UnaryOperator<PolicyDocument> change) {
    return new PolicyEdit(texts, before, requireNonNull(change.apply(after), "document"));
  }

  /**
   * Splices all changes into the texts.
   *
   * @return the texts that say what was asked for, which has been checked by loading them
   * @throws PolicyException if the policy could not be used then; what was read is as it was
   * @throws IllegalArgumentException if the format cannot say what was asked for
   * @throws IllegalStateException if the texts are written in a way that cannot be edited, so that
   *     they would load to something else
   */
  public EditedPolicy apply() {
    return texts.edited(before, after);
  }

  /** Adds a role that is not there yet. */
  public PolicyEdit addRole(Role role) {
    return roles(roles -> added(roles, Section.ROLES, role.id(), role));
  }

  /** Puts a role in place of the one with its id. */
  public PolicyEdit replaceRole(Role role) {
    return role(role.id(), old -> role);
  }

  /** Removes a role, and nothing that names it. */
  public PolicyEdit removeRole(String id) {
    return roles(roles -> removed(roles, Section.ROLES, id));
  }

  /** Adds a grant behind the others of a role. */
  public PolicyEdit addGrant(String role, Grant grant) {
    return role(role, old -> old.with(appended(old.grants(), grant), old.denies()));
  }

  /** Removes the first grant of a role that equals this one. */
  public PolicyEdit removeGrant(String role, Grant grant) {
    return role(
        role, old -> old.with(without(old.grants(), grant::equals, "such grant"), old.denies()));
  }

  /** Adds a deny behind the others of a role. */
  public PolicyEdit addDeny(String role, Deny deny) {
    return role(role, old -> old.with(old.grants(), appended(old.denies(), deny)));
  }

  /** Removes the first deny of a role that equals this one. */
  public PolicyEdit removeDeny(String role, Deny deny) {
    return role(
        role, old -> old.with(old.grants(), without(old.denies(), deny::equals, "such deny")));
  }

  /** Adds an account that is not there yet. */
  public PolicyEdit addStaff(StaffAccount account) {
    return staff(staff -> added(staff, Section.STAFF, account.id(), account));
  }

  /** Puts an account in place of the one with its id. */
  public PolicyEdit replaceStaff(StaffAccount account) {
    return staff(account.id(), old -> account);
  }

  /** Removes an account, and nothing that names it. */
  public PolicyEdit removeStaff(String id) {
    return staff(staff -> removed(staff, Section.STAFF, id));
  }

  /** Adds an assignment behind the others of an account. */
  public PolicyEdit assign(String staff, Assignment assignment) {
    return staff(staff, old -> old.withRoles(appended(old.roles(), assignment)));
  }

  /** Removes the first assignment of an account that equals this one. */
  public PolicyEdit unassign(String staff, Assignment assignment) {
    return staff(
        staff, old -> old.withRoles(without(old.roles(), assignment::equals, "such assignment")));
  }

  /** Removes all assignments of a role from an account, of which there is at least one. */
  public PolicyEdit unassign(String staff, String role) {
    return staff(
        staff,
        old -> {
          List<Assignment> rest =
              old.roles().stream().filter(one -> !one.role().id().equals(role)).toList();
          checkArgument(
              rest.size() < old.roles().size(),
              "staff `%s` does not have role `%s`; it has %s",
              staff,
              role,
              rest.isEmpty() ? "none" : DocumentChanges.named(roleNames(rest)));
          return old.withRoles(rest);
        });
  }

  /** Disables an account: everything is denied. */
  public PolicyEdit disable(String staff) {
    return staff(staff, old -> old.withDisabled(true));
  }

  /** Enables an account. */
  public PolicyEdit enable(String staff) {
    return staff(staff, old -> old.withDisabled(false));
  }

  /** Adds a network that is not there yet. */
  public PolicyEdit addNetwork(NetworkDefinition network) {
    return networks(networks -> added(networks, Section.NETWORKS, network.id(), network));
  }

  /** Removes a network, and nothing that names it. */
  public PolicyEdit removeNetwork(String id) {
    return networks(networks -> removed(networks, Section.NETWORKS, id));
  }

  /** Adds a term behind the others of a network. */
  public PolicyEdit addToNetwork(String id, NetworkTerm term) {
    return network(id, old -> new NetworkDefinition(id, appended(old.terms(), term), old.at()));
  }

  /** Removes the first term of a network that equals this one. */
  public PolicyEdit removeFromNetwork(String id, NetworkTerm term) {
    return network(
        id,
        old ->
            new NetworkDefinition(
                id, without(old.terms(), term::equals, "such entry in the network"), old.at()));
  }

  /** Adds a server that is not there yet. */
  public PolicyEdit addServer(Server server) {
    return servers(servers -> added(servers, Section.SERVERS, server.id(), server));
  }

  /** Puts a server in place of the one with its id. */
  public PolicyEdit replaceServer(Server server) {
    return servers(servers -> changed(servers, Section.SERVERS, server.id(), old -> server));
  }

  /** Removes a server, and nothing that names it. */
  public PolicyEdit removeServer(String id) {
    return servers(servers -> removed(servers, Section.SERVERS, id));
  }

  /** Lets a role enter a restricted server, behind the others. */
  public PolicyEdit addSsoRole(String server, Server.SsoRole role) {
    return sso(server, sso -> appended(sso.roles(), role));
  }

  /** Takes a role from those that may enter a restricted server. */
  public PolicyEdit removeSsoRole(String server, String role) {
    return sso(
        server,
        sso -> without(sso.roles(), one -> one.role().id().equals(role), "such role in `sso`"));
  }

  private static Set<String> roleNames(List<Assignment> assignments) {
    return assignments.stream().map(one -> one.role().id()).collect(ImmutableSet.toImmutableSet());
  }

  /**
   * Changes something; what cannot be changed is told with the files in which it was looked for.
   */
  private PolicyEdit edit(UnaryOperator<PolicyDocument> change) {
    try {
      return change(change);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(texts.names() + ": " + e.getMessage(), e);
    }
  }

  private PolicyEdit networks(UnaryOperator<Map<String, NetworkDefinition>> change) {
    return edit(document -> DocumentChanges.networks(document, change));
  }

  private PolicyEdit network(String id, UnaryOperator<NetworkDefinition> change) {
    return networks(networks -> changed(networks, Section.NETWORKS, id, change));
  }

  private PolicyEdit roles(UnaryOperator<Map<String, Role>> change) {
    return edit(document -> DocumentChanges.roles(document, change));
  }

  private PolicyEdit role(String id, UnaryOperator<Role> change) {
    return roles(roles -> changed(roles, Section.ROLES, id, change));
  }

  private PolicyEdit staff(UnaryOperator<Map<String, StaffAccount>> change) {
    return edit(document -> DocumentChanges.staff(document, change));
  }

  private PolicyEdit staff(String id, UnaryOperator<StaffAccount> change) {
    return staff(staff -> changed(staff, Section.STAFF, id, change));
  }

  private PolicyEdit servers(UnaryOperator<Map<String, Server>> change) {
    return edit(document -> DocumentChanges.servers(document, change));
  }

  private PolicyEdit sso(String id, Function<Server.Sso, List<Server.SsoRole>> roles) {
    return servers(
        servers -> changed(servers, Section.SERVERS, id, old -> DocumentChanges.with(old, roles)));
  }
}
