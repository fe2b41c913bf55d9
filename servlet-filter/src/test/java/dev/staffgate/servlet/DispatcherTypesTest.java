package dev.staffgate.servlet;

import dev.staffgate.containers.ServletContainer;
import org.junit.jupiter.api.Nested;

/** Each dispatch is decided by where it goes to, in every container. */
class DispatcherTypesTest {
  @Nested
  class OnTomcat10 extends DispatcherTypesContract {
    OnTomcat10() {
      super(ServletContainer.TOMCAT_10_1);
    }
  }

  @Nested
  class OnTomcat11 extends DispatcherTypesContract {
    OnTomcat11() {
      super(ServletContainer.TOMCAT_11);
    }
  }

  @Nested
  class OnJettyEe10 extends DispatcherTypesContract {
    OnJettyEe10() {
      super(ServletContainer.JETTY_12_1_EE10);
    }
  }

  @Nested
  class OnUndertow extends DispatcherTypesContract {
    OnUndertow() {
      super(ServletContainer.UNDERTOW_2_3);
    }
  }

  @Nested
  class OnJettyEe11 extends DispatcherTypesContract {
    OnJettyEe11() {
      super(ServletContainer.JETTY_12_1_EE11);
    }
  }
}
