package dev.sealer.cli.kubeseal;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes out of outputs what says nothing: the wording of usage lines, random orders, paths. */
final class NeutralText {
  private static final Pattern KEYS = Pattern.compile("\\([a-z0-9, ]+\\)");
  private static final Pattern PROGRAM = Pattern.compile("Usage of \\S+:");

  /** A flag with its kind, its description and its initial value. */
  private static final Pattern FLAG =
      Pattern.compile("(?m)^( {2}(?:-\\w, | {4})--\\S+(?: \\w+)?) {2,}.*?( \\(default [^)]*\\))?$");

  private static final String NAME_SERVER = "(lookup \\S+) on [0-9.]+:[0-9]+";

  private NeutralText() {}

  private static final Pattern VERSION = Pattern.compile("(?m)^kubeseal version: \\S+$");

  /** The name of the temporary file that the peer writes beside the output. */
  private static final Pattern TEMPORARY = Pattern.compile("/\\.([a-z.]+)[0-9]{6,}:");

  static String out(String text) {
    String usage = FLAG.matcher(text).replaceAll("$1 …$2");
    String named = PROGRAM.matcher(usage).replaceAll("Usage of kubeseal:");
    return VERSION.matcher(named).replaceAll("kubeseal version: <its version>");
  }

  static String err(String text) {
    String named = PROGRAM.matcher(text).replaceAll("Usage of kubeseal:");
    String placed = TEMPORARY.matcher(named).replaceAll("/$1:").replaceAll(NAME_SERVER, "$1");
    return KEYS.matcher(placed).replaceAll(NeutralText::sorted);
  }

  /** The peer names items in random order. */
  private static String sorted(MatchResult keys) {
    String list = keys.group();
    return Pattern.compile(", ")
        .splitAsStream(list.substring(1, list.length() - 1))
        .sorted()
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
