package dev.staffgate.servlet.authzen;

import com.google.common.collect.ImmutableList;
import dev.staffgate.Staffgate;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Scope;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.policy.Questions;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the resources of a type to which somebody may do something. What all resources with the
 * same properties have in common is asked once ({@link Questions#scopeOf}); then each id is a look
 * into a set.
 */
record ResourceSearch(Staffgate staffgate, RequestTranslator translation, ResourceIds ids) {
  /** The most ids that one call looks at; where more are left, it answers with a page. */
  static final int MAX_LOOKED_AT = 10_000;

  /** The most different properties of resources whose answers one call keeps. */
  private static final int MAX_SCOPES = 256;

  /**
   * Finds a page.
   *
   * @param request names no resource of the type
   * @param any the type, and the properties that the request says all resources have
   */
  SearchResultPage find(AccessRequest request, AuthZenEntity any, SearchPageRequest page)
      throws CallRefusedException {
    try {
      Scopes scopes =
          new Scopes(staffgate.questionsAbout(request.staff()), request, any, new HashMap<>());
      Optional<Stream<String>> listed = listed(any.type());
      if (listed.isEmpty()) {
        Scope scope = scopes.of(any);
        boolean named = scope.kind() == Scope.Kind.ONLY || scope.kind() == Scope.Kind.NONE;
        return named
            ? look(scope.ids().stream().skip(page.position()).iterator(), scopes, page)
            : new SearchResultPage(List.of(), Optional.empty(), Optional.of(scope.kind()));
      }
      try (Stream<String> all = listed.get()) {
        return look(all.skip(page.position()).iterator(), scopes, page);
      }
    } catch (UnknownPermissionException unknown) {
      return SearchResultPage.NOTHING;
    }
  }

  /** All of a type: those that the program lists, else those that the policy defines. */
  private Optional<Stream<String>> listed(String type) {
    return ids.ofType(type)
        .or(
            () -> {
              PolicyDocument document = staffgate.policy().document();
              return switch (type) {
                case "server" -> Optional.of(document.servers().keySet().stream());
                case "department" -> Optional.of(document.departments().stream().map(NameRef::id));
                default -> Optional.empty();
              };
            });
  }

  private static SearchResultPage look(Iterator<String> from, Scopes scopes, SearchPageRequest page)
      throws CallRefusedException {
    ImmutableList.Builder<String> found = ImmutableList.builder();
    int size = 0;
    int lookedAt = 0;
    while (from.hasNext()) {
      if (size == page.limit() || lookedAt == MAX_LOOKED_AT) {
        return new SearchResultPage(
            found.build(), Optional.of(page.position() + lookedAt), Optional.empty());
      }
      String id = from.next();
      lookedAt++;
      if (scopes.contains(id)) {
        found.add(id);
        size++;
      }
    }
    return new SearchResultPage(found.build(), Optional.empty(), Optional.empty());
  }

  /** The scopes of one search, by the properties of the resources. */
  private final class Scopes {
    private final Questions questions;
    private final AccessRequest request;
    private final AuthZenEntity any;
    private final Map<Map<String, String>, Scope> known;

    Scopes(
        Questions questions,
        AccessRequest request,
        AuthZenEntity any,
        Map<Map<String, String>, Scope> known) {
      this.questions = questions;
      this.request = request;
      this.any = any;
      this.known = known;
    }

    boolean contains(String id) throws CallRefusedException {
      return of(any.with(translation.resources().of(any.type(), id))).contains(id);
    }

    Scope of(AuthZenEntity resource) throws CallRefusedException {
      Scope scope = known.get(resource.properties());
      if (scope == null) {
        scope = questions.scopeOf(translation.withResource(request, resource), any.type());
        if (known.size() < MAX_SCOPES) {
          known.put(resource.properties(), scope);
        }
      }
      return scope;
    }
  }
}
