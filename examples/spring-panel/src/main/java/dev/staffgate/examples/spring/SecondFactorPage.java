package dev.staffgate.examples.spring;

import static java.util.Objects.requireNonNull;

import dev.staffgate.servlet.ReturnPath;
import dev.staffgate.servlet.StaffgateRequest;
import dev.staffgate.signin.SignIn;
import dev.staffgate.signin.SignInResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The page that asks for a fresh second factor: a code of an authenticator app, checked by {@link
 * SignIn}, becomes a factor of Spring's authentication, which {@link SpringCallerSource} reads.
 */
@RestController
class SecondFactorPage {
  private final SignIn codes;
  private final HttpSessionSecurityContextRepository sessions =
      new HttpSessionSecurityContextRepository();

  SecondFactorPage(SignIn codes) {
    this.codes = codes;
  }

  @GetMapping(path = "/second-factor", produces = MediaType.TEXT_HTML_VALUE)
  String page(HttpServletRequest request, CsrfToken token) {
    return page(request, token, "");
  }

  @PostMapping(path = "/second-factor", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<String> confirm(
      @RequestParam String code,
      Authentication who,
      CsrfToken token,
      HttpServletRequest request,
      HttpServletResponse response) {
    StaffgateRequest staff = StaffgateRequest.of(request);
    SignInResult result = codes.confirmAgain(staff.staff().orElseThrow(), code, staff.from());
    if (!(result instanceof SignInResult.SignedIn confirmed)) {
      return ResponseEntity.status(HttpStatus.FORBIDDEN)
          .body(page(request, token, "<p>This code does not count, or you have to wait.</p>"));
    }
    String unused = request.changeSessionId();
    sessions.saveContext(
        new SecurityContextImpl(withFactor(who, confirmed.secondFactorAt())), request, response);
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create(ReturnPath.askedFor(request).orElse("/")))
        .build();
  }

  private static Authentication withFactor(Authentication who, Instant proved) {
    List<GrantedAuthority> authorities = new ArrayList<>(who.getAuthorities());
    authorities.removeIf(one -> SpringCallerSource.ONE_TIME_CODE.equals(one.getAuthority()));
    authorities.add(
        FactorGrantedAuthority.withAuthority(SpringCallerSource.ONE_TIME_CODE)
            .issuedAt(proved)
            .build());
    return UsernamePasswordAuthenticationToken.authenticated(
        requireNonNull(who.getPrincipal()), null, authorities);
  }

  private static String page(HttpServletRequest request, CsrfToken token, String above) {
    return PageFrame.of(
        "Confirm your second factor",
        """
        %s
        <form class="tall" method="post" action="/second-factor">%s%s
        <label>Code of your authenticator app
        <input name="code" inputmode="numeric" autocomplete="one-time-code" required></label>
        <button>Confirm</button></form>
        <p><a href="/">Back to the panel</a></p>
        """
            .formatted(
                above,
                PageFrame.hidden(token),
                PageFrame.hidden(ReturnPath.PARAMETER, ReturnPath.askedFor(request).orElse("/"))));
  }
}
