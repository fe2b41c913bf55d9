package dev.staffgate.validation;

import dev.staffgate.model.ApprovalSeat;
import dev.staffgate.model.Condition;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.ResourceTerm;
import java.util.Collection;

/** Validates conditions: that what they name is defined. */
final class ConditionValidator {
  private final ReferenceChecker references;

  ConditionValidator(ReferenceChecker references) {
    this.references = references;
  }

  /**
   * Reports what the conditions of one place name and the policy does not define.
   *
   * @param of what they are conditions of
   */
  void validate(Collection<Condition> conditions, Subject of) {
    for (Condition condition : conditions) {
      Subject where = of.key("in", condition.key());
      switch (condition.kind()) {
        case NETWORKS ->
            references.requireNetworks(((Condition.Networks) condition).terms(), where);
        case SCHEDULE ->
            references.requireDefined(
                Section.SCHEDULES,
                ((Condition.InSchedule) condition).schedule(),
                where,
                "a condition on time names a schedule of this policy");
        case RESOURCE -> resources((Condition.Resource) condition, where);
        case APPROVAL -> {
          for (ApprovalSeat seat : ((Condition.Approval) condition).seats()) {
            references.requirePermission(seat.by(), where);
          }
        }
        case SECOND_FACTOR, AMOUNT, ATTRIBUTE, SAME -> {}
      }
    }
  }

  private void resources(Condition.Resource condition, Subject where) {
    for (ResourceTerm term : condition.members()) {
      NameRef ref = new NameRef(term.id(), term.at());
      switch (term.kind()) {
        case ASSIGNED -> {}
        case ID -> references.requireResource(condition.type(), ref, where);
        case GROUP -> {
          if (condition.type().equals("server")) {
            references.requireDefined(
                Section.SERVER_GROUPS,
                ref,
                where,
                "`@` stands before the name of a group of servers");
          } else {
            references.report(
                term.at(),
                "group-of-no-servers",
                "group `@" + term.id() + "` under `" + condition.type() + "` " + where,
                "there are groups of servers alone",
                "list the ids one by one, or put the group under `server`");
          }
        }
      }
    }
  }
}
