/** Decides what the staff of a hosting business may do, and says why. */
@SuppressWarnings({
  "module", // the modules that internal packages are exported to are compiled after this one
  "requires-automatic" // java-otp has no module descriptor
})
module dev.staffgate {
  exports dev.staffgate.accounts;
  exports dev.staffgate.analysis;
  exports dev.staffgate.audit;
  exports dev.staffgate.decision;
  exports dev.staffgate.files to
      dev.staffgate.servlet,
      dev.staffgate.whm;
  exports dev.staffgate.gate;
  exports dev.staffgate.json to
      dev.staffgate.servlet,
      dev.staffgate.whm;
  exports dev.staffgate.model;
  exports dev.staffgate.network;
  exports dev.staffgate.panels;
  exports dev.staffgate.policy;
  exports dev.staffgate.secrets;
  exports dev.staffgate.session;
  exports dev.staffgate.signin.care;
  exports dev.staffgate.signin.hashing;
  exports dev.staffgate.signin;
  exports dev.staffgate.sso;
  exports dev.staffgate.state.jdbc;
  exports dev.staffgate.state;
  exports dev.staffgate.testing;
  exports dev.staffgate.text to
      dev.staffgate.servlet,
      dev.staffgate.whm;
  exports dev.staffgate.wire;
  exports dev.staffgate.yaml;
  exports dev.staffgate;

  requires com.eatthepath.otp;
  requires com.fasterxml.jackson.core;
  requires com.github.benmanes.caffeine;
  requires com.google.common;
  requires org.slf4j;
  requires org.yaml.snakeyaml;
  requires static com.google.errorprone.annotations;
  requires static org.bouncycastle.provider;
  requires static transitive org.jspecify;
  requires transitive java.sql;
}
