package dev.staffgate.analysis.mutation;

import static dev.staffgate.analysis.mutation.ConditionChange.without;
import static dev.staffgate.analysis.mutation.MutantDraft.Kind.DROPPED;
import static dev.staffgate.analysis.mutation.MutantDraft.Kind.FLIPPED;
import static dev.staffgate.analysis.mutation.MutantDraft.Kind.WIDENED;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Maps;
import dev.staffgate.decision.Way;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All documents that differ from one in a single rule, which is flipped, dropped or widened. Names
 * of networks, schedules and groups mean the same in all of them.
 */
public final class DocumentMutants {
  private final PolicyDocument document;
  private final DocumentVariant variants;
  private final ImmutableList.Builder<MutantDraft> found = ImmutableList.builder();

  private DocumentMutants(PolicyDocument document) {
    this.document = document;
    this.variants = new DocumentVariant(document);
  }

  /** Returns the changes of a document, by place. Not all of them need be legal. */
  public static List<MutantDraft> of(PolicyDocument document) {
    DocumentMutants mutants = new DocumentMutants(document);
    mutants.addDefaults();
    document
        .roles()
        .values()
        .forEach(one -> mutants.found.addAll(RoleMutants.of(one, mutants.variants)));
    mutants.addSeparations();
    document.servers().values().forEach(mutants::addServer);
    document.staff().values().forEach(mutants::addAccount);
    document.emergencies().values().forEach(mutants::addEmergency);
    return mutants.found.build().stream()
        .sorted(Comparator.comparing(MutantDraft::place, Place.ORDER))
        .toList();
  }

  private void add(
      MutantDraft.Kind kind,
      Place place,
      String what,
      String change,
      Supplier<PolicyDocument> changed) {
    found.add(new MutantDraft(kind, place, what, change, MutantDraft.Scope.ALL, changed));
  }

  private void addConditions(
      List<Condition> conditions,
      String of,
      MutantDraft.Scope scope,
      Function<List<Condition>, PolicyDocument> changed) {
    for (int i = 0; i < conditions.size(); i++) {
      int index = i;
      Condition one = conditions.get(i);
      for (ConditionChange change : ConditionChange.of(one)) {
        found.add(
            new MutantDraft(
                change.kind(),
                one.at(),
                "condition `" + Way.text(one) + "` of " + of,
                change.text(),
                scope,
                () -> changed.apply(change.in(conditions, index))));
      }
    }
  }

  private void addDefaults() {
    Defaults old = document.defaults();
    addConditions(
        old.requires(),
        "defaults",
        MutantDraft.Scope.ALL,
        changed ->
            variants.with(new Defaults(changed, old.sensitiveRequires(), old.ssoRestricted())));
    addConditions(
        old.sensitiveRequires(),
        "defaults for sensitive permissions",
        MutantDraft.Scope.ALL,
        changed -> variants.with(new Defaults(old.requires(), changed, old.ssoRestricted())));
    if (!document.servers().isEmpty()) {
      add(
          old.ssoRestricted() ? WIDENED : FLIPPED,
          Place.NONE,
          "servers without `sso`",
          old.ssoRestricted() ? "unrestricted" : "restricted",
          () ->
              variants.with(
                  new Defaults(old.requires(), old.sensitiveRequires(), !old.ssoRestricted())));
    }
  }

  private void addSeparations() {
    List<SeparationRule> rules = document.separate();
    for (int i = 0; i < rules.size(); i++) {
      int index = i;
      SeparationRule old = rules.get(i);
      String what = "rule of separation `" + old.name() + "`";
      add(DROPPED, old.at(), what, "dropped", () -> variants.withSeparate(without(rules, index)));
      if (old.atMost() + 1 < old.members().size()) {
        add(
            WIDENED,
            old.at(),
            what,
            "changed to `at-most: " + (old.atMost() + 1) + "`",
            () -> separate(index, old.members(), old.atMost() + 1, old.within()));
      }
      if (old.within() == SeparationRule.Within.ACCOUNT) {
        add(
            WIDENED,
            old.at(),
            what,
            "changed to `in: session`",
            () -> separate(index, old.members(), old.atMost(), SeparationRule.Within.SESSION));
      }
      for (int j = 0; j < old.members().size() && old.members().size() > old.atMost() + 1; j++) {
        List<NameRef> left = without(old.members(), j);
        NameRef member = old.members().get(j);
        add(
            DROPPED,
            member.at(),
            "`" + member.id() + "` in " + what,
            "dropped",
            () -> separate(index, left, old.atMost(), old.within()));
      }
    }
  }

  private PolicyDocument separate(
      int index, List<NameRef> members, int atMost, SeparationRule.Within within) {
    List<SeparationRule> changed = new ArrayList<>(document.separate());
    SeparationRule old = changed.get(index);
    changed.set(index, new SeparationRule(old.name(), old.of(), members, atMost, within, old.at()));
    return variants.withSeparate(changed);
  }

  private void addServer(Server server) {
    MutantDraft.Scope scope = new MutantDraft.Scope(MutantDraft.Scope.Of.SERVER, server.id());
    String what = "server `" + server.id() + "`";
    server
        .sso()
        .ifPresent(
            old -> {
              found.add(
                  new MutantDraft(
                      old.restricted() ? WIDENED : FLIPPED,
                      old.at(),
                      what,
                      old.restricted() ? "unrestricted" : "restricted to nobody",
                      scope,
                      () ->
                          with(
                              server,
                              new Server.Sso(
                                  !old.restricted(),
                                  List.of(),
                                  old.as(),
                                  old.requires(),
                                  old.at()))));
              for (int i = 0; i < old.roles().size(); i++) {
                NameRef role = old.roles().get(i).role();
                List<Server.SsoRole> left = without(old.roles(), i);
                found.add(
                    new MutantDraft(
                        DROPPED,
                        role.at(),
                        "role `" + role.id() + "` of " + what,
                        "dropped",
                        scope,
                        () ->
                            with(
                                server,
                                new Server.Sso(true, left, old.as(), old.requires(), old.at()))));
              }
              addConditions(
                  old.requires(),
                  what,
                  scope,
                  changed ->
                      with(
                          server,
                          new Server.Sso(
                              old.restricted(), old.roles(), old.as(), changed, old.at())));
            });
  }

  private PolicyDocument with(Server old, Server.Sso sso) {
    return variants.with(old.with(sso));
  }

  private void addAccount(StaffAccount account) {
    MutantDraft.Scope scope = new MutantDraft.Scope(MutantDraft.Scope.Of.ACCOUNT, account.id());
    String what = "account `" + account.id() + "`";
    if (account.networks().isPresent()) {
      found.add(
          new MutantDraft(
              DROPPED,
              account.at(),
              "`networks` of " + what,
              "dropped",
              scope,
              () -> variants.with(withoutNetworks(account))));
    }
    if (account.disabled()) {
      found.add(
          new MutantDraft(
              FLIPPED,
              account.at(),
              what,
              "enabled",
              scope,
              () -> variants.with(account.withDisabled(false))));
    }
  }

  private static StaffAccount withoutNetworks(StaffAccount old) {
    return new StaffAccount(
        old.id(),
        old.name(),
        old.email(),
        old.knownAs(),
        old.person(),
        old.roles(),
        Optional.empty(),
        old.assigned(),
        old.attributes(),
        old.disabled(),
        old.at());
  }

  private void addEmergency(Emergency old) {
    String what = "emergency `" + old.id() + "`";
    add(
        DROPPED,
        old.at(),
        what,
        "dropped",
        () ->
            variants.withEmergencies(
                Maps.filterKeys(document.emergencies(), id -> !id.equals(old.id()))));
    for (int i = 0; i < old.holders().size() && old.holders().size() > 1; i++) {
      List<String> left = without(old.holders(), i);
      add(
          DROPPED,
          old.at(),
          "holder `" + old.holders().get(i) + "` of " + what,
          "dropped",
          () ->
              variants.withEmergencies(
                  DocumentVariant.replaced(
                      document.emergencies(),
                      old.id(),
                      new Emergency(old.id(), old.role(), left, old.lasts(), old.at()))));
    }
  }
}
