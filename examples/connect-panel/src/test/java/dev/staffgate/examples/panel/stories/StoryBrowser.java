package dev.staffgate.examples.panel.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.staffgate.examples.panel.app.DemoEnvironment;
import dev.staffgate.model.KeyPin;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium before a panel. Leaves screenshots under {@code target/screenshots}. */
final class StoryBrowser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path SHOTS = Path.of("target", "screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ChromeDriver driver;
  private final URI panel;

  private StoryBrowser(ChromeDriver driver, URI panel) {
    this.driver = driver;
    this.panel = panel;
  }

  /** Skips a test where Chromium or its driver is not installed. */
  static void assumeThere() {
    assumeTrue(Files.isExecutable(CHROMIUM), () -> "no Chromium at " + CHROMIUM);
    assumeTrue(Files.isExecutable(DRIVER), () -> "no ChromeDriver at " + DRIVER);
  }

  /** Starts a browser that accepts the keys of simulated servers. */
  static StoryBrowser start(URI panel, List<KeyPin> pins) throws IOException {
    Files.createDirectories(SHOTS);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1400,900",
        // The browser, and only the browser, accepts the keys of the simulated servers.
        "--ignore-certificate-errors-spki-list="
            + pins.stream()
                .map(pin -> pin.text().substring("sha256/".length()))
                .collect(Collectors.joining(",")));
    ChromeDriver driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER.toString()))
                .usingAnyFreePort()
                .build(),
            options);
    return new StoryBrowser(driver, panel);
  }

  /** Returns the driver, for rare actions. */
  ChromeDriver driver() {
    return driver;
  }

  void go(String path) {
    driver.get(panel.resolve(path).toString());
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  boolean has(String css) {
    return !driver.findElements(By.cssSelector(css)).isEmpty();
  }

  String heading() {
    return find("h1").getText();
  }

  /**
   * Waits for a condition on a page that has loaded completely; an element that disappears
   * meanwhile is looked up again.
   */
  void await(BooleanSupplier condition) {
    // An element that disappears meanwhile is reported as stale, or as an inspector error.
    new WebDriverWait(driver, PATIENCE)
        .ignoring(WebDriverException.class)
        .until(
            any ->
                condition.getAsBoolean()
                    && "complete".equals(driver.executeScript("return document.readyState")));
  }

  /** Waits for the page with this heading: a click returns before the next page has loaded. */
  void awaitHeading(String expected) {
    await(() -> heading().equals(expected));
  }

  /** Waits until an element contains a text. */
  void awaitText(String css, String part) {
    await(() -> find(css).getText().contains(part));
  }

  /** Signs a person in for the first time and returns the seed of the authenticator. */
  String signInForTheFirstTime(String name, Instant now) {
    go("/sign-in/");
    awaitHeading("Sign in");
    find("#name").sendKeys(name);
    find("#password").sendKeys(DemoEnvironment.PASSWORDS.get(name));
    find("main button").click();
    awaitHeading("Enter the code");
    String seed = find("#seed").getText();
    find("#code").sendKeys(AuthenticatorApp.code(seed, now));
    find("main button").click();
    awaitHeading("Servers");
    return seed;
  }

  /** Chooses a server and stays in this tab. */
  void enterHere(String server) {
    go("/servers/");
    new Select(find("#server")).selectByValue(server);
    driver.executeScript("document.querySelector('main form').target='_self'");
    find("main button").click();
  }

  /** Chooses a server, enters it and goes to its tab; returns the previous tab. */
  String enterInANewTab(String server, String kind) {
    go("/servers/");
    String first = driver.getWindowHandle();
    new Select(find("#server")).selectByValue(server);
    find("main button").click();
    await(() -> driver.getWindowHandles().size() == 2);
    driver
        .switchTo()
        .window(
            driver.getWindowHandles().stream()
                .filter(one -> !one.equals(first))
                .findFirst()
                .orElseThrow());
    await(() -> driver.getTitle().equals("Simulated " + kind + " on " + server));
    awaitHeading("Server " + server);
    return first;
  }

  /** Closes this tab and goes back to another. */
  void backTo(String tab) {
    driver.close();
    driver.switchTo().window(tab);
  }

  /** Takes screenshots of the page, wide and narrow, and asserts that neither scrolls sideways. */
  void shot(String name) throws IOException {
    for (int width : new int[] {1400, 400}) {
      driver.manage().window().setSize(new Dimension(width, 900));
      Files.write(
          SHOTS.resolve(name + "-" + width + ".png"), driver.getScreenshotAs(OutputType.BYTES));
      Number overflow =
          (Number)
              driver.executeScript(
                  "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
      assertThat(overflow.intValue()).as("sideways scrolling at %s px on %s", width, name).isZero();
    }
    driver.manage().window().setSize(new Dimension(1400, 900));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
