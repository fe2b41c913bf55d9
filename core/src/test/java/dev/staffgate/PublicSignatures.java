package dev.staffgate;

import static com.tngtech.archunit.core.domain.JavaModifier.PROTECTED;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks at all that a user of a class can see: its supertypes, and its public and protected
 * members.
 */
final class PublicSignatures extends ArchCondition<JavaClass> {
  private final Set<String> allowed;

  private PublicSignatures(Set<String> allowed) {
    super("name only types of %s in public signatures", allowed);
    this.allowed = allowed;
  }

  /** Every type that shows, type arguments and thrown types included, begins with one of these. */
  static PublicSignatures nameOnly(String... prefixes) {
    return new PublicSignatures(Set.of(prefixes));
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    if (!isVisible(type)) {
      return;
    }
    Stream<JavaType> supertypes =
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
    supertypes
        .flatMap(supertype -> supertype.getAllInvolvedRawTypes().stream())
        .forEach(shown -> check(type.getDescription(), shown, events));
    type.getMembers().stream()
        .filter(member -> isVisible(member.getModifiers()))
        .forEach(
            member ->
                shownBy(member).forEach(shown -> check(member.getDescription(), shown, events)));
  }

  private void check(String where, JavaClass shown, ConditionEvents events) {
    String name = shown.getBaseComponentType().getName();
    boolean fine =
        shown.getBaseComponentType().isPrimitive() || allowed.stream().anyMatch(name::startsWith);
    if (!fine) {
      events.add(SimpleConditionEvent.violated(shown, where + " shows " + name));
    }
  }

  private static Stream<JavaClass> shownBy(JavaMember member) {
    Stream<JavaClass> thrown =
        member instanceof JavaCodeUnit unit ? unit.getExceptionTypes().stream() : Stream.empty();
    return Stream.concat(member.getAllInvolvedRawTypes().stream(), thrown);
  }

  private static boolean isVisible(JavaClass type) {
    return isVisible(type.getModifiers())
        && type.getEnclosingClass().map(PublicSignatures::isVisible).orElse(true);
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(PUBLIC) || modifiers.contains(PROTECTED);
  }
}
