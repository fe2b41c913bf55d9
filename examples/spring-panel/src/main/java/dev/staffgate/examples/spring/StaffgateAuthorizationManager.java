package dev.staffgate.examples.spring;

import static com.google.common.base.Preconditions.checkState;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.servlet.StaffgateRequest;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Lets {@link StaffgatePermission} ask Staffgate, about who asks and from where as the filter found
 * out. Where Staffgate refuses, its own exception goes up to the filter, which shows the person
 * what would help; Spring knows only yes and no. Outside of a request nothing is permitted.
 */
final class StaffgateAuthorizationManager implements AuthorizationManager<MethodInvocation> {
  @Override
  public AuthorizationResult authorize(
      Supplier<? extends @Nullable Authentication> who, MethodInvocation call) {
    StaffgateRequest staff = StaffgateRequest.of(request().getRequest());
    if (!staff.staff().equals(Optional.ofNullable(who.get()).map(Authentication::getName))) {
      return new AuthorizationDecision(false);
    }
    staff.require(question(staff, called(call), call.getArguments()));
    return new AuthorizationDecision(true);
  }

  /** Returns the method that runs: a proxy of the JDK is called by a method of an interface. */
  private static Method called(MethodInvocation call) {
    Object target = call.getThis();
    return AopUtils.getMostSpecificMethod(
        call.getMethod(), target == null ? null : target.getClass());
  }

  private static AccessRequest question(
      StaffgateRequest staff, Method method, @Nullable Object[] arguments) {
    StaffgatePermission asked = AnnotationUtils.findAnnotation(method, StaffgatePermission.class);
    checkState(asked != null, "%s has no StaffgatePermission", method);
    AccessRequest question = staff.asking(asked.value());
    for (String type : asked.on()) {
      Object id = arguments[indexOf(type, method)];
      question = id == null ? question : question.on(type, id.toString());
    }
    for (String attribute : asked.with()) {
      Object value = arguments[indexOf(attribute, method)];
      question = value == null ? question : with(question, attribute, value);
    }
    return question;
  }

  /** Adds an attribute; a number as the policy writes it, whose text may be {@code 1E+2}. */
  private static AccessRequest with(AccessRequest question, String attribute, Object value) {
    return value instanceof BigDecimal number
        ? question.with(attribute, number)
        : value instanceof Double || value instanceof Float
            ? question.with(attribute, new BigDecimal(value.toString()))
            : question.with(attribute, value.toString());
  }

  /** Finds a parameter; to go on without it would be to ask less than was meant. */
  private static int indexOf(String name, Method method) {
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].getName().equals(name)) {
        return i;
      }
    }
    throw new IllegalStateException(
        method + " has no parameter `" + name + "`, or was compiled without their names");
  }

  private static ServletRequestAttributes request() {
    return (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
  }
}
