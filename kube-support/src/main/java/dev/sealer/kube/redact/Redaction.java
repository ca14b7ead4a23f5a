package dev.sealer.kube.redact;

import dev.sealer.kube.ShortText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last guard before text leaves the process as an event, a status or a log line.
 *
 * <p>It masks the values that {@link KnownSecrets} holds, in every usual encoding, and what says
 * itself that it is a credential: private keys in PEM, tokens after {@code Bearer} or {@code
 * Basic}, user information in addresses, tokens with a known prefix. It does not guess from the
 * shape of text: certificates, fingerprints, paths, digests and names are what people look for.
 */
public final class Redaction {

  private static final String MASK = "[redacted]";

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----.*?(?:-----END \\1-----|\\z)", Pattern.DOTALL);
  private static final Pattern AUTHORIZATION =
      Pattern.compile("\\b((?i:bearer|basic))\\s+[A-Za-z0-9._~+/=-]{8,}");
  private static final Pattern USER_INFO = Pattern.compile("(\\b[a-z][a-z0-9+.-]*://)[^/@\\s]+@");
  private static final Pattern KNOWN_TOKEN =
      Pattern.compile(
          "\\b(?:eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_.-]+|(?:AKIA|ASIA)[A-Z0-9]{16}"
              + "|gh[opsur]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}"
              + "|hv[sbr]\\.[A-Za-z0-9_-]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}"
              + "|AGE-SECRET-KEY-1[A-Z0-9]+)");

  private Redaction() {}

  /** Returns {@code text} with credentials masked. */
  public static String text(String text) {
    String masked = PEM.matcher(KnownSecrets.mask(text, MASK)).replaceAll(MASK);
    masked = AUTHORIZATION.matcher(masked).replaceAll("$1 " + Matcher.quoteReplacement(MASK));
    masked = USER_INFO.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK) + "@");
    return KNOWN_TOKEN.matcher(masked).replaceAll(MASK);
  }

  /** Returns the same as {@link #text}, cut to {@code max} characters. */
  public static String text(String text, int max) {
    return ShortText.of(text(text), max);
  }
}
