package dev.staffgate.examples.spring;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;

/** The page for what Spring could not answer, in place of its own: Spring finds it by its name. */
@Component("error")
final class ErrorPage implements View {
  @Override
  public String getContentType() {
    return MediaType.TEXT_HTML_VALUE;
  }

  @Override
  public void render(
      @Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object error = model == null ? null : model.get("error");
    response.setContentType("text/html;charset=UTF-8");
    response
        .getWriter()
        .write(
            PageFrame.of(
                error == null ? "Something went wrong" : error.toString(),
                "<p><a href=\"/\">Back to the panel</a></p>"));
  }
}
