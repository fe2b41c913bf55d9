package dev.staffgate.yaml.edit;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.tokens.DirectiveToken;
import org.yaml.snakeyaml.tokens.ScalarToken;
import org.yaml.snakeyaml.tokens.Token;

/** Tells whether two texts say the same, in another layout. */
public final class LayoutProof {
  private LayoutProof() {}

  /**
   * A token or a comment, without its place.
   *
   * @param plain whether a text stands without quotation marks
   * @param own whether a comment has a line of its own
   */
  private record Piece(String kind, String text, boolean plain, boolean own) {}

  /**
   * Returns whether two texts have the same tokens and the same comments in the same order: each
   * comment between the same two tokens, and behind one in its line or in a line of its own.
   */
  public static boolean sayTheSame(String one, String other) {
    return pieces(one).equals(pieces(other));
  }

  private static List<Piece> pieces(String text) {
    YamlTokens tokens = YamlTokens.of(text);
    List<Piece> pieces = new ArrayList<>();
    int end = 0;
    for (Token token : tokens.all()) {
      if (YamlTokens.isWritten(token)) {
        addComments(tokens, end, token.getStartMark().getIndex(), pieces);
        end = token.getEndMark().getIndex();
        if (YamlTokens.isBlockText(token)) {
          end = tokens.endOfBlockText(token);
          pieces.add(comment(tokens.lines(token.getStartMark().getIndex(), end).get(0), false));
        }
        pieces.add(piece(token));
      }
    }
    addComments(tokens, end, tokens.length(), pieces);
    return pieces;
  }

  private static Piece piece(Token token) {
    String kind = token.getTokenId().toString();
    if (token instanceof ScalarToken scalar) {
      return new Piece(kind, scalar.getValue(), scalar.getPlain(), false);
    }
    return new Piece(
        kind, token instanceof DirectiveToken<?> one ? one.getName() : "", true, false);
  }

  private static Piece comment(String text, boolean own) {
    return new Piece("comment", text.strip(), true, own);
  }

  private static void addComments(YamlTokens tokens, int from, int limit, List<Piece> pieces) {
    for (int at = from; at < limit; ) {
      int lineEnd = tokens.lineEnd(at, limit);
      int hash = tokens.indexOf('#', at, lineEnd);
      if (hash >= 0) {
        pieces.add(comment(tokens.slice(hash, lineEnd), tokens.lineStart(hash) >= from));
      }
      at = lineEnd + 1;
    }
  }
}
