package dev.staffgate.whm.testing;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import dev.staffgate.model.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The functions of WHM's API that a simulated WHM has, beside the one that opens sessions. Safe for
 * any number of threads.
 */
final class SimulatedWhmApi {
  /** A few of WHM's privileges, which {@code myprivs} and {@code api_token_list} tell of. */
  private static final List<String> PRIVILEGES =
      List.of(
          "all", "create-acct", "create-user-session", "kill-acct", "list-accts", "suspend-acct");

  private final String hostname;
  private final SimulatedTokenStore tokens;
  private final Map<String, SimulatedAccount> accounts;

  SimulatedWhmApi(
      String hostname, SimulatedTokenStore tokens, Map<String, SimulatedAccount> accounts) {
    this.hostname = hostname;
    this.tokens = tokens;
    this.accounts = accounts;
  }

  /** The JSON that a call is answered with; nothing if the caller lacks the privilege for it. */
  Optional<String> answer(String command, SimulatedToken caller, Map<String, String> form) {
    return switch (command) {
      case "myprivs" -> Optional.of(myPrivileges(caller));
      // WHM answers this one in the form of API 0, whatever version was asked for.
      case "version" -> Optional.of("{\"version\":\"11.134.0.5\"}");
      case "gethostname" ->
          Optional.of(
              JsonSnippets.success(command, "{\"hostname\":" + JsonSnippets.text(hostname) + "}"));
      case "listaccts" ->
          caller.may("list-accts") ? Optional.of(accounts(caller, form)) : Optional.empty();
      case "api_token_list" -> Optional.of(list(caller.owner()));
      case "api_token_create" -> Optional.of(create(caller, form));
      case "api_token_revoke" -> {
        named(form, "token_name").forEach(name -> tokens.remove(caller.owner(), name));
        yield Optional.of(JsonSnippets.success(command));
      }
      case "api_token_get_details" ->
          Optional.of(
              tokens
                  .bySecret(caller.owner(), form.getOrDefault("token", ""))
                  .map(token -> JsonSnippets.success(command, details(token, array(token), "")))
                  .orElse(JsonSnippets.success(command)));
      default ->
          Optional.of("{\"error\":" + JsonSnippets.text("Unknown App Requested: " + command) + "}");
    };
  }

  private static String myPrivileges(SimulatedToken caller) {
    boolean all = caller.privileges().isEmpty() || caller.privileges().contains("all");
    // WHM writes 1, "1", 0 and "" as it likes; with "all" the others read 0.
    String privileges =
        PRIVILEGES.stream()
            .map(
                one ->
                    JsonSnippets.text(one)
                        + ":"
                        + (all
                            ? one.equals("all") ? "1" : "0"
                            : caller.may(one) ? "\"1\"" : "\"\""))
            .collect(joining(",", "{", "}"));
    return JsonSnippets.success("myprivs", "{\"privileges\":[" + privileges + "]}");
  }

  private String accounts(SimulatedToken caller, Map<String, String> form) {
    Pattern wanted = Pattern.compile(form.getOrDefault("search", ""));
    boolean exact = "exact".equals(form.get("searchmethod"));
    String type = form.getOrDefault("searchtype", "user");
    long size = Long.parseLong(form.getOrDefault("api.chunk.size", String.valueOf(Long.MAX_VALUE)));
    String found =
        accounts.values().stream()
            .filter(one -> caller.owner().equals("root") || one.owner().equals(caller.owner()))
            .filter(
                one -> {
                  String text =
                      switch (type) {
                        case "domain" -> one.domain();
                        case "owner" -> one.owner();
                        default -> one.user();
                      };
                  return exact ? text.equals(form.get("search")) : wanted.matcher(text).find();
                })
            .limit(size)
            .map(SimulatedAccount::json)
            .collect(joining(",", "[", "]"));
    return JsonSnippets.success("listaccts", "{\"acct\":" + found + "}");
  }

  private String list(String owner) {
    return JsonSnippets.success(
        "api_token_list",
        "{\"tokens\":"
            + tokens.of(owner).stream()
                .map(
                    token ->
                        JsonSnippets.text(token.name()) + ":" + details(token, object(token), ""))
                .collect(joining(",", "{", "}"))
            + "}");
  }

  private String create(SimulatedToken caller, Map<String, String> form) {
    String command = "api_token_create";
    String name = form.getOrDefault("token_name", "");
    Set<String> privileges = named(form, "acl");
    if (!name.matches("[A-Za-z0-9_-]{1,50}") || !privileges.stream().allMatch(caller::may)) {
      return JsonSnippets.failure(
          command,
          "The system failed to create the API token: a name or an ACL is invalid or unauthorized");
    }
    long expires = Long.parseLong(form.getOrDefault("expires_at", "0"));
    Secret secret = tokens.newSecret();
    SimulatedToken token =
        new SimulatedToken(
            caller.owner(),
            name,
            secret,
            privileges,
            Instant.ofEpochSecond(Instant.now().getEpochSecond()),
            expires == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(expires)),
            List.copyOf(named(form, "whitelist_ip")));
    if (!tokens.putIfAbsent(token)) {
      return JsonSnippets.failure(
          command,
          "The system failed to create the API token: “%s” exists already.".formatted(name));
    }
    return JsonSnippets.success(
        command,
        details(token, array(token), ",\"token\":" + JsonSnippets.text(secret.revealToUse())));
  }

  private static String details(SimulatedToken token, String acls, String more) {
    return "{\"name\":%s,\"create_time\":%d,\"expires_at\":%s,\"whitelist_ips\":%s,\"acls\":%s%s}"
        .formatted(
            JsonSnippets.text(token.name()),
            token.created().getEpochSecond(),
            JsonSnippets.secondOf(token.expiresAt()),
            token.addresses().isEmpty() ? "null" : JsonSnippets.texts(token.addresses()),
            acls,
            more);
  }

  private static String array(SimulatedToken token) {
    return token.privileges().isEmpty()
        ? "null"
        : JsonSnippets.texts(new TreeSet<>(token.privileges()));
  }

  private static String object(SimulatedToken token) {
    return PRIVILEGES.stream()
        .map(one -> JsonSnippets.text(one) + ":" + (token.may(one) ? 1 : 0))
        .collect(joining(",", "{", "}"));
  }

  /** The values of {@code name}, {@code name-0}, {@code name-1} and so on. */
  private static Set<String> named(Map<String, String> form, String name) {
    Pattern names = Pattern.compile(Pattern.quote(name) + "(-[0-9]+)?");
    Stream<String> values =
        form.entrySet().stream()
            .filter(one -> names.matcher(one.getKey()).matches())
            .map(Map.Entry::getValue);
    return values.collect(toCollection(TreeSet::new));
  }
}
