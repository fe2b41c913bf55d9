package dev.staffgate.examples.spring;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.security.authorization.method.AuthorizationManagerBeforeMethodInterceptor;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.savedrequest.NullRequestCache;

/** Configures Spring Security: it signs people in and out, and protects forms and sessions. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity(prePostEnabled = false)
class SecurityConfiguration {
  /**
   * Passwords of the people of the demonstration; they are printed at start and are good for
   * nothing else.
   */
  static final Map<String, String> PASSWORDS =
      new TreeMap<>(
          Map.of(
              "ann", "ann-answers-tickets",
              "ben", "ben-books-invoices",
              "cleo", "cleo-keeps-the-keys",
              "dora", "dora-drives-servers"));

  /**
   * The policy's routes have decided already; what Spring would refuse beside them is nothing.
   * Nobody has a session before a sign-in, or whoever comes without a cookie could fill the memory:
   * the token of forms is in a cookie, and where to go on is in the address.
   */
  @Bean
  SecurityFilterChain signIn(
      HttpSecurity http, @Value("${server.servlet.session.cookie.secure:false}") boolean overTls) {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(forms -> forms.csrfTokenRepository(formTokens(overTls)))
        .requestCache(requests -> requests.requestCache(new NullRequestCache()))
        .formLogin(
            form ->
                form.loginPage(SignInPage.PATH)
                    .successHandler(
                        (request, response, who) -> SignInPage.signedIn(request, response))
                    .failureHandler(
                        (request, response, why) -> SignInPage.failed(request, response)))
        .logout(Customizer.withDefaults())
        .build();
  }

  private static CookieCsrfTokenRepository formTokens(boolean overTls) {
    CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
    tokens.setCookieCustomizer(cookie -> cookie.secure(overTls).sameSite("Lax"));
    return tokens;
  }

  @Bean
  UserDetailsService people() {
    PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    InMemoryUserDetailsManager people = new InMemoryUserDetailsManager();
    PASSWORDS.forEach(
        (name, password) ->
            people.createUser(
                User.withUsername(name)
                    .password(encoder.encode(password))
                    .authorities(List.of())
                    .build()));
    return people;
  }

  /**
   * Methods with {@link StaffgatePermission} ask Staffgate, as those with PreAuthorize ask Spring.
   */
  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static Advisor methods() {
    return new AuthorizationManagerBeforeMethodInterceptor(
        new AnnotationMatchingPointcut(null, StaffgatePermission.class, true),
        new StaffgateAuthorizationManager());
  }
}
