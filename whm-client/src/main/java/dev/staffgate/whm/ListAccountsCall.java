package dev.staffgate.whm;

import dev.staffgate.model.Server;
import dev.staffgate.whm.api1.WhmCall;
import dev.staffgate.whm.api1.WhmReply;
import dev.staffgate.whm.call.JsonFields;
import dev.staffgate.whm.call.ServerText;
import dev.staffgate.whm.http.CallEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The call that lists accounts. Of its answer no more is kept than was asked for, however much a
 * server sends. A byte that is not text, in a suspension's reason say, is not a failure; an account
 * whose name has one is left out, for no session can be asked for it.
 */
final class ListAccountsCall {
  private static final String LIST = "/data/acct";
  private static final String LEGACY_LIST = "/acct";
  private static final Pattern MEMBER =
      Pattern.compile("(?:/data)?/acct/([0-9]{1,6})/(?:user|domain|owner|suspended)");
  private static final int MAX_TEXT = 255;

  private ListAccountsCall() {}

  static WhmCall call(AccountSearch search) {
    return new WhmCall(
        "listaccts",
        search.parameters(),
        path -> isWanted(path, search.limit()),
        true,
        true,
        CallEffect.READS);
  }

  private static boolean isWanted(String path, int limit) {
    if (path.equals(LIST) || path.equals(LEGACY_LIST)) {
      return true;
    }
    Matcher member = MEMBER.matcher(path);
    return member.matches() && Integer.parseInt(member.group(1)) <= limit;
  }

  /**
   * Returns the accounts that an answer tells of.
   *
   * @throws dev.staffgate.whm.http.CallFailedException if it is not a list of accounts
   */
  static WhmAccountList read(WhmReply reply, AccountSearch search) {
    JsonFields fields = reply.fields();
    String list = fields.has(LIST) ? LIST : LEGACY_LIST;
    if (fields.isAbsent(list)) {
      throw reply.failures().malformed("its answer holds no list of accounts");
    }
    List<WhmAccount> accounts = new ArrayList<>();
    for (int i = 0; i < search.limit() && fields.has(list + "/" + i + "/user"); i++) {
      if (!isUnreadable(fields.text(list + "/" + i + "/user"))) {
        accounts.add(account(reply, list + "/" + i));
      }
    }
    return new WhmAccountList(accounts, fields.has(list + "/" + search.limit() + "/user"));
  }

  private static boolean isUnreadable(Optional<String> user) {
    return user.filter(text -> text.indexOf(JsonFields.NO_CHARACTER) >= 0).isPresent();
  }

  private static WhmAccount account(WhmReply reply, String place) {
    JsonFields fields = reply.fields();
    String user =
        fields
            .text(place + "/user")
            .filter(Server::isPanelUser)
            .orElseThrow(() -> reply.failures().malformed("it lists an account that can be none"));
    return new WhmAccount(
        user,
        text(reply, place + "/domain"),
        text(reply, place + "/owner"),
        fields.isTrue(place + "/suspended"));
  }

  private static Optional<String> text(WhmReply reply, String path) {
    return reply
        .fields()
        .text(path)
        .filter(text -> !text.isBlank() && text.length() <= MAX_TEXT)
        .map(ServerText::of)
        .map(text -> text.shown(reply.failures().token()));
  }
}
