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
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A condition on all that a user of a class can see: its supertypes, and its public and protected
 * members.
 */
final class PublicSignatures extends ArchCondition<JavaClass> {
  private final Predicate<String> allowed;

  private PublicSignatures(Predicate<String> allowed) {
    super("name only visible types in public signatures");
    this.allowed = allowed;
  }

  /**
   * Returns the condition that each type that shows, type arguments and thrown types included, is
   * one of these.
   *
   * @param allowed tested with a type's full name
   */
  static PublicSignatures nameOnly(Predicate<String> allowed) {
    return new PublicSignatures(allowed);
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
    boolean fine = shown.getBaseComponentType().isPrimitive() || allowed.test(name);
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
