package dev.staffgate.servlet.launch;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.model.Secret;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.servlet.authzen.AuthZenCaller;
import dev.staffgate.servlet.authzen.AuthZenHandler;
import dev.staffgate.servlet.authzen.AuthZenServlet;
import jakarta.servlet.ServletContext;
import java.net.URI;

/** The AuthZEN API behind the filter, as a program would have it. */
public final class AuthZenApp extends ContainerApp {
  /** What its caller sends. */
  public static final String KEY = "a-key-of-the-tests-0123456789";

  /** Its policy. */
  public static final String POLICY =
      """
      staffgate: 1
      catalog: none
      permissions:
        doc.read: { title: Read, category: docs }
        doc.edit: { title: Edit, category: docs }
      roles: { reader: { grants: [doc.read] } }
      staff: { ann: { roles: [reader] }, bob: { roles: [] } }
      routes:
        - { path: /access/v1/**, access: public }
        - { path: /.well-known/authzen-configuration, access: public }
      """;

  AuthZenApp(AppDeployment stage) {
    super(stage);
  }

  @Override
  void start(ServletContext context) {
    StaffgateFilter.of(stage.staffgate).build().register(context);
    AuthZenHandler handler =
        AuthZenHandler.of(stage.staffgate)
            .caller(AuthZenCaller.withKey("tests", Secret.of(KEY)))
            .baseUrl(URI.create("https://pdp.example.com"))
            .build();
    var unused =
        context
            .addServlet("authzen", new AuthZenServlet(handler))
            .addMapping("/access/v1/*", "/.well-known/authzen-configuration");
  }
}
