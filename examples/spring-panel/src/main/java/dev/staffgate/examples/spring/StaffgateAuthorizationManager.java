package dev.staffgate.examples.spring;

import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.servlet.StaffgateRequest;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
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
    StaffgatePermission asked =
        requireNonNull(AnnotationUtils.findAnnotation(call.getMethod(), StaffgatePermission.class));
    AccessRequest question = staff.asking(asked.value());
    Parameter[] parameters = call.getMethod().getParameters();
    for (int i = 0; i < parameters.length; i++) {
      String name = parameters[i].getName();
      String text = String.valueOf(call.getArguments()[i]);
      question = List.of(asked.on()).contains(name) ? question.on(name, text) : question;
      question = List.of(asked.with()).contains(name) ? question.with(name, text) : question;
    }
    staff.require(question);
    return new AuthorizationDecision(true);
  }

  private static ServletRequestAttributes request() {
    return (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
  }
}
