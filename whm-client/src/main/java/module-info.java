/** Opens sessions in WHM and other hosting control panels. */
module dev.staffgate.whm {
  exports dev.staffgate.whm;
  exports dev.staffgate.whm.directadmin;
  exports dev.staffgate.whm.plesk;
  exports dev.staffgate.whm.tokens;
  exports dev.staffgate.whm.transport;
  exports dev.staffgate.whm.virtualmin;

  requires com.fasterxml.jackson.core;
  requires com.google.common;
  requires dev.failsafe.core;
  requires java.net.http;
  requires java.xml;
  requires org.slf4j;
  requires static com.google.errorprone.annotations;
  requires static jdk.httpserver; // for the simulators alone, which leave in a jar of their own
  requires static transitive org.jspecify;
  requires transitive dev.staffgate;
}
