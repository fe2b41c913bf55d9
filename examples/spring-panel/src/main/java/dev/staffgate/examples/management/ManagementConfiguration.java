package dev.staffgate.examples.management;

import dev.staffgate.Staffgate;
import dev.staffgate.servlet.StaffgateFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * The filter in front of Actuator where that has a port of its own ({@code
 * management.server.port}): a server of its own, with none of the application's filters. The same
 * policy decides there, so each endpoint needs a route.
 *
 * <p>Nobody is signed in on that port, as its sessions are its own: a route with a permission needs
 * a {@link dev.staffgate.servlet.CallerSource} that knows the programs which ask there.
 *
 * <p>Spring finds this class by the file {@code ManagementContextConfiguration.imports}.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
public class ManagementConfiguration {
  @Bean
  FilterRegistrationBean<StaffgateFilter> staffgateManagementFilter(Staffgate staffgate) {
    FilterRegistrationBean<StaffgateFilter> filter =
        new FilterRegistrationBean<>(StaffgateFilter.of(staffgate).build());
    filter.setName("staffgate");
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    filter.addUrlPatterns("/*");
    filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
    return filter;
  }
}
