package dev.sealer.kube.redact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last guard before text leaves the process as an event, a status or a log line.
 *
 * <p>It masks what looks like a credential: PEM blocks, tokens after {@code Bearer} or {@code
 * Basic}, JSON web tokens, user information in addresses, access key ids of AWS, tokens with a
 * known prefix, and long base64. It cannot know a secret that looks like a word: texts must be made
 * without secrets in the first place, and this only limits the damage of a mistake. Hex digests and
 * commit ids stay.
 */
public final class Redaction {

  private static final String MASK = "[redacted]";
  private static final int SHORTEST_BASE64 = 40;

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN [A-Z0-9 ]+-----.*?(?:-----END [A-Z0-9 ]+-----|\\z)", Pattern.DOTALL);
  private static final Pattern AUTHORIZATION =
      Pattern.compile("\\b((?i:bearer|basic))\\s+[A-Za-z0-9._~+/=-]{8,}");
  private static final Pattern USER_INFO = Pattern.compile("(\\b[a-z][a-z0-9+.-]*://)[^/@\\s]+@");
  private static final Pattern KNOWN_TOKEN =
      Pattern.compile(
          "\\b(?:eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_.-]+|(?:AKIA|ASIA)[A-Z0-9]{16}"
              + "|gh[opsur]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}"
              + "|hv[sbr]\\.[A-Za-z0-9_-]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}"
              + "|AGE-SECRET-KEY-1[A-Z0-9]+)");
  private static final Pattern BASE64 =
      Pattern.compile("[A-Za-z0-9+/_-]{" + SHORTEST_BASE64 + ",}={0,2}");
  private static final Pattern LOWER = Pattern.compile("[a-z]");
  private static final Pattern UPPER = Pattern.compile("[A-Z]");
  private static final Pattern DIGIT = Pattern.compile("[0-9]");

  private Redaction() {}

  /** {@code text} with what looks like a credential masked. */
  public static String text(String text) {
    String masked = PEM.matcher(text).replaceAll(MASK);
    masked = AUTHORIZATION.matcher(masked).replaceAll("$1 " + Matcher.quoteReplacement(MASK));
    masked = USER_INFO.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK) + "@");
    masked = KNOWN_TOKEN.matcher(masked).replaceAll(MASK);
    return BASE64
        .matcher(masked)
        .replaceAll(m -> Matcher.quoteReplacement(looksEncoded(m.group()) ? MASK : m.group()));
  }

  /** As {@link #text}, and cut to {@code max} characters. */
  public static String text(String text, int max) {
    String masked = text(text);
    return masked.length() <= max ? masked : masked.substring(0, max - 1) + "…";
  }

  /** Encoded bytes mix cases and digits; names, paths and hex digests do not. */
  private static boolean looksEncoded(String run) {
    return LOWER.matcher(run).find() && UPPER.matcher(run).find() && DIGIT.matcher(run).find();
  }
}
