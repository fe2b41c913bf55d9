/** Guards the routes of a Jakarta Servlet application with a Staffgate policy. */
module dev.staffgate.servlet {
  exports dev.staffgate.servlet;
  exports dev.staffgate.servlet.authzen;

  provides jakarta.servlet.ServletContainerInitializer with
      dev.staffgate.servlet.StaffgateInitializer;

  requires com.fasterxml.jackson.core;
  requires com.google.common;
  requires org.slf4j;
  requires static com.google.errorprone.annotations;
  requires static transitive org.jspecify;
  requires transitive dev.staffgate;
  requires transitive jakarta.servlet;
}
