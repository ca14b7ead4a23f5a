package dev.sealer.template.sprig.versions;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.sprig.base.GoErrors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A semantic version as Masterminds/semver v3.3 reads it: a leading {@code v} and missing parts are
 * fine.
 *
 * @param major 64 bits, unsigned
 * @param minor 64 bits, unsigned
 * @param patch 64 bits, unsigned
 * @param pre what follows the hyphen; empty for a release
 * @param metadata what follows the plus
 * @param original the text it was read from
 */
record SemanticVersion(
    long major, long minor, long patch, String pre, String metadata, String original) {

  /** The part after the numbers: pre-release and metadata. */
  static final String TAIL =
      "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?";

  private static final Pattern FORM =
      Pattern.compile("v?([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?" + TAIL);

  static SemanticVersion parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw GoErrors.of("Invalid Semantic Version");
    }
    SemanticVersion version =
        new SemanticVersion(
            number(parts.group(1)),
            number(parts.group(2)),
            number(parts.group(3)),
            orEmpty(parts.group(4)),
            orEmpty(parts.group(5)),
            text);
    checkPrerelease(version.pre());
    return version;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static long number(@Nullable String digits) {
    if (digits == null || digits.isEmpty()) {
      return 0;
    }
    try {
      return Long.parseUnsignedLong(digits);
    } catch (NumberFormatException e) {
      throw new FunctionException(
          ErrorText.of("Error parsing version segment: strconv.ParseUint: parsing ")
              .value("\"" + digits + "\"")
              .text(": value out of range"));
    }
  }

  static void checkPrerelease(String pre) {
    for (String part : pre.isEmpty() ? List.<String>of() : List.of(pre.split("\\.", -1))) {
      boolean digits = !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
      if (digits && part.length() > 1 && part.charAt(0) == '0') {
        throw GoErrors.of("Version segment starts with 0");
      }
      if (!part.chars().allMatch(SemanticVersion::isAllowed)) {
        throw GoErrors.of("Invalid Prerelease string");
      }
    }
  }

  static void checkMetadata(String metadata) {
    if (!metadata.chars().allMatch(c -> c == '.' || isAllowed(c))) {
      throw GoErrors.of("Invalid Metadata string");
    }
  }

  private static boolean isAllowed(int c) {
    return c == '-' || (c < 0x80 && Character.isLetterOrDigit(c));
  }

  /** Returns the version in full, without a leading {@code v}. */
  String text() {
    return Long.toUnsignedString(major)
        + "."
        + Long.toUnsignedString(minor)
        + "."
        + Long.toUnsignedString(patch)
        + (pre.isEmpty() ? "" : "-" + pre)
        + (metadata.isEmpty() ? "" : "+" + metadata);
  }

  /** Another version made from this one; it keeps a leading {@code v} in its original text. */
  SemanticVersion with(
      long newMajor, long newMinor, long newPatch, String newPre, String newMetadata) {
    SemanticVersion next =
        new SemanticVersion(newMajor, newMinor, newPatch, newPre, newMetadata, "");
    String prefix = original.startsWith("v") ? "v" : "";
    return new SemanticVersion(
        newMajor, newMinor, newPatch, newPre, newMetadata, prefix + next.text());
  }

  /** Order by precedence; metadata does not count. */
  int compare(SemanticVersion other) {
    int order = Long.compareUnsigned(major, other.major);
    order = order != 0 ? order : Long.compareUnsigned(minor, other.minor);
    order = order != 0 ? order : Long.compareUnsigned(patch, other.patch);
    if (order != 0 || pre.equals(other.pre)) {
      return order;
    }
    if (pre.isEmpty() || other.pre.isEmpty()) {
      return pre.isEmpty() ? 1 : -1;
    }
    return comparePrerelease(pre, other.pre);
  }

  static int comparePrerelease(String a, String b) {
    String[] as = a.split("\\.", -1);
    String[] bs = b.split("\\.", -1);
    for (int i = 0; i < Math.max(as.length, bs.length); i++) {
      int order = comparePart(i < as.length ? as[i] : "", i < bs.length ? bs[i] : "");
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Numbers before words; numbers by size; a missing part before any other. */
  private static int comparePart(String a, String b) {
    if (a.equals(b)) {
      return 0;
    }
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? -1 : 1;
    }
    boolean aNumber = isNumber(a);
    boolean bNumber = isNumber(b);
    if (aNumber != bNumber) {
      return aNumber ? -1 : 1;
    }
    int order =
        aNumber
            ? Long.compareUnsigned(Long.parseUnsignedLong(a), Long.parseUnsignedLong(b))
            : a.compareTo(b);
    return order > 0 ? 1 : -1;
  }

  private static boolean isNumber(String text) {
    try {
      Long.parseUnsignedLong(text);
      return text.charAt(0) != '+';
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
