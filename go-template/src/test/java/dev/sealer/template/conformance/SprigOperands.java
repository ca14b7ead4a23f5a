package dev.sealer.template.conformance;

import java.util.List;
import java.util.Map;

/**
 * Arguments that only make sense for some of Sprig's functions, by the kind that {@link
 * FunctionShape} names with a capital. They are taken as they stand: a random count would ask Go
 * for more memory than there is, and a map put into itself would make it print without end.
 */
final class SprigOperands {

  /** Kinds of which anything else would make the result depend on time or chance. */
  private static final String STRICT = "TO";

  private static final List<String> MISTYPED =
      List.of("\"x\"", "nil", "true", "1.5", ".l", ".missing", ".huge", ".n", ".p", ".em");

  private static final Map<Character, List<String>> BY_KIND =
      Map.ofEntries(
          kind('G', "0", "1", "2", "3", "5", "-1", "7", "12", ".z", "(len .l)", "-3"),
          kind('E', "`aGVsbG8=`", "`aGVsbG8`", "`NBSWY3DP`", "`@@`", "\"\"", "(b64enc .uni)"),
          kind('P', "`/a/b.txt`", "`a/../b`", "`.`", "\"\"", "`/`", "`a//b/`", "`x.tar.gz`", ".b"),
          kind('K', "`a`", "`x`", "`k`", "`none`", "`y`", "`z`", ".b", "`m`"),
          kind(
              'R',
              "`a`",
              "`[a-z]+`",
              "`(l)(o)`",
              "`^`",
              "`$`",
              "`(?i)h.`",
              "`\\s*`",
              "`\\w`",
              "`(`",
              "`x*`",
              "`(?P<n>o)`",
              "`é|l`",
              "\"\"",
              "`.`",
              "`a{2,1}`",
              "`[[:alpha:]]`"),
          kind('X', "`-`", "`$1`", "`${1}x`", "`$n`", "`$$`", "`<$0>`", "`$`", "\"\"", "`${2`"),
          kind('V', "`1.2.3`", "`v1.2`", "`1.0.0-rc.1+b2`", "`1`", "`x`", "`1.2.3.4`", "`0.0.1`"),
          kind('C', "`>=1.0`", "`^1.2`", "`~1.2.3 || 2.x`", "`1 - 2`", "`!=1.2.3`", "`*`", "`a`"),
          kind('Y', "`2006-01-02`", "`02 Jan 06 15:04 MST`", "`Monday 3:04PM`", "`x`", "`.000`"),
          kind('Z', "`2024-03-05`", "`1999-12-31`", "`bad`", "\"\"", "`2024-02-30`"),
          kind('T', "1700000000", "0", ".i64", "(toDate `2006-01-02` `2024-03-05`)", "-1"),
          kind('W', "`UTC`", "`Europe/Berlin`", "`Bogus`", "`America/New_York`"),
          kind('U', "`1h`", "`-90m`", "`1h30m5.5s`", "`36h`", "`x`", "\"\"", "`9000h`", "`3ms`"),
          kind('J', "`{\"a\":[1,2.5,null,\"x\"]}`", "`[1]`", "`\"s\"`", "`{`", "`null`", "`1e3`"),
          kind('Q', "`http://u:p@h.example:80/p?q=1#f`", "`/a b`", "`x`", "`//h/%41`", "`:`"),
          kind(
              'B',
              "(urlParse `https://a.b/c?d#e`)",
              "(dict `host` `h` `path` `p`)",
              "(dict `host` 1)"),
          kind('O', ".m.y", "(dict `a` 1)", "(pick .m `k`)", ".em"),
          kind('H', "(dict)", ".em", "(dict `a` 1)", "(dict `x` ``)", "(dict `y` (dict `z` 0))"),
          kind('D', ".m", "(dict `a` 2)", ".em", "(dict `y` (dict `q` 2))", "(dict `x` nil)"),
          kind('S', "1", "`v`", "nil", "(list 1 2)", ".b", "true"));

  private SprigOperands() {}

  private static Map.Entry<Character, List<String>> kind(char kind, String... operands) {
    return Map.entry(kind, List.of(operands));
  }

  static boolean has(char kind) {
    return Character.isUpperCase(kind);
  }

  static List<String> of(char kind) {
    List<String> operands = BY_KIND.get(kind);
    if (operands == null) {
      throw new IllegalArgumentException("no operands of kind " + kind);
    }
    return operands;
  }

  /** Operands of a wrong type; those of the kind itself where a wrong one is not allowed. */
  static List<String> mistyped(char kind) {
    return STRICT.indexOf(kind) >= 0 ? of(kind) : MISTYPED;
  }
}
