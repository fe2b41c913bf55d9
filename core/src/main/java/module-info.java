/** Decides what the staff of a hosting business may do, and says why. */
@SuppressWarnings("requires-automatic") // java-otp has no module descriptor
module dev.staffgate {
  exports dev.staffgate;
  exports dev.staffgate.audit;
  exports dev.staffgate.gate;
  exports dev.staffgate.model;
  exports dev.staffgate.network;
  exports dev.staffgate.policy;
  exports dev.staffgate.sso;
  exports dev.staffgate.staff;
  exports dev.staffgate.wire;
  exports dev.staffgate.yaml;

  requires com.eatthepath.otp;
  requires com.fasterxml.jackson.core;
  requires com.github.benmanes.caffeine;
  requires com.google.common;
  requires org.slf4j;
  requires org.yaml.snakeyaml;
  requires static transitive com.google.errorprone.annotations;
  requires static transitive org.jspecify;
  requires static transitive java.sql;
}
