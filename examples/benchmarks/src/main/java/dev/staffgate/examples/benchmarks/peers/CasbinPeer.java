package dev.staffgate.examples.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.examples.benchmarks.decide.PolicyWorkload;
import dev.staffgate.examples.benchmarks.decide.WorkloadQuestions;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.casbin.jcasbin.main.CachedEnforcer;
import org.casbin.jcasbin.main.CoreEnforcer;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.casbin.jcasbin.persist.file_adapter.FileAdapter;

/**
 * jCasbin with the model for roles that it publishes: subject, object, action, the object being all
 * of a permission's words but the last.
 */
final class CasbinPeer implements PeerLibrary {
  private static final String MODEL =
      """
      [request_definition]
      r = sub, obj, act
      [policy_definition]
      p = sub, obj, act
      [role_definition]
      g = _, _
      [policy_effect]
      e = some(where (p.eft == allow))
      [matchers]
      m = g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act
      """;

  private final CoreEnforcer enforcer;
  private final WorkloadQuestions questions;
  private final String[] objects;
  private final String[] actions;

  private CasbinPeer(CoreEnforcer enforcer, WorkloadQuestions questions, int count) {
    this.enforcer = enforcer;
    this.questions = questions;
    objects = new String[count];
    actions = new String[count];
    for (int i = 0; i < count; i++) {
      objects[i] = object(questions.permissionIds[i]);
      actions[i] = action(questions.permissionIds[i]);
    }
  }

  /** The enforcer that goes through the policy each time, for the first questions. */
  static CasbinPeer plain(PolicyWorkload workload, WorkloadQuestions questions, int count) {
    Enforcer enforcer = new Enforcer(Model.newModelFromString(MODEL), adapter(workload), false);
    return new CasbinPeer(enforcer, questions, count);
  }

  /** The enforcer that remembers answers, for the first questions. */
  static CasbinPeer cached(PolicyWorkload workload, WorkloadQuestions questions, int count) {
    CachedEnforcer enforcer =
        new CachedEnforcer(Model.newModelFromString(MODEL), adapter(workload));
    enforcer.enableLog(false);
    return new CasbinPeer(enforcer, questions, count);
  }

  private static FileAdapter adapter(PolicyWorkload workload) {
    StringBuilder lines = new StringBuilder();
    for (int role = 0; role < workload.roles().size(); role++) {
      String id = PolicyWorkload.roleId(role);
      workload.roles().get(role).grants().stream()
          .map(grant -> workload.permissions().get(grant.permission()))
          .distinct()
          .forEach(permission -> line(lines, "p", id, object(permission), action(permission)));
      for (int included : workload.roles().get(role).includes()) {
        line(lines, "g", id, PolicyWorkload.roleId(included));
      }
    }
    for (int staff = 0; staff < workload.profileOfStaff().size(); staff++) {
      for (int role : workload.profiles().get(workload.profileOfStaff().get(staff))) {
        line(lines, "g", PolicyWorkload.staffId(staff), PolicyWorkload.roleId(role));
      }
    }
    return new FileAdapter(new ByteArrayInputStream(lines.toString().getBytes(UTF_8)));
  }

  private static void line(StringBuilder lines, String... words) {
    lines.append(String.join(", ", List.of(words))).append('\n');
  }

  private static String object(String permission) {
    return permission.substring(0, permission.lastIndexOf('.'));
  }

  private static String action(String permission) {
    return permission.substring(permission.lastIndexOf('.') + 1);
  }

  @Override
  public boolean permits(int question) {
    return enforcer.enforce(questions.staffIds[question], objects[question], actions[question]);
  }
}
