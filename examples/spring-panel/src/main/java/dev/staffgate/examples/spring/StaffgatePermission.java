package dev.staffgate.examples.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permission that the caller of a method needs. As with Spring's own annotations, calls within
 * the same object are not seen.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface StaffgatePermission {
  /** The permission. */
  String value();

  /** Parameters that name resources; the parameter's name is the type. */
  String[] on() default {};

  /** Parameters that are attributes; the parameter's name is the attribute's. */
  String[] with() default {};
}
