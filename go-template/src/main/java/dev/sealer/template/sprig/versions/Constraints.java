package dev.sealer.template.sprig.versions;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.sprig.base.GoErrors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constraint: alternatives separated by {@code ||}, each a list of comparisons that must all
 * hold.
 */
final class Constraints {

  private static final String PART = "[0-9xX*|]+";
  private static final String VERSION =
      "v?(" + PART + ")(\\." + PART + ")?(\\." + PART + ")?(" + SemanticVersion.TAIL + ")";
  private static final int VERSION_GROUPS = 6;

  private static final Pattern RANGE =
      Pattern.compile("\\s*(" + VERSION + ")\\s+-\\s+(" + VERSION + ")\\s*");
  private static final Pattern CLAUSE =
      Pattern.compile("\\s*(!=|>=|=>|<=|=<|~>|=|>|<|~|\\^|)\\s*" + VERSION + "(\\s*)(,?)");

  private final List<List<Constraint>> alternatives;

  private Constraints(List<List<Constraint>> alternatives) {
    this.alternatives = alternatives;
  }

  static Constraints parse(String text) {
    List<List<Constraint>> alternatives = new ArrayList<>();
    for (String alternative : withoutRanges(text).split("\\|\\|", -1)) {
      alternatives.add(clauses(alternative));
    }
    return new Constraints(alternatives);
  }

  boolean allow(SemanticVersion version) {
    return alternatives.stream().anyMatch(all -> all.stream().allMatch(c -> c.allows(version)));
  }

  /** {@code 1 - 2} means {@code >= 1, <= 2}. */
  private static String withoutRanges(String text) {
    Matcher range = RANGE.matcher(text);
    StringBuilder out = new StringBuilder();
    int copied = 0;
    while (range.find()) {
      out.append(text, copied, range.start());
      out.append(">= ").append(range.group(1));
      out.append(", <= ").append(range.group(VERSION_GROUPS + 2)).append(' ');
      copied = range.end();
    }
    return out.append(text.substring(copied)).toString();
  }

  private static List<Constraint> clauses(String text) {
    List<Constraint> clauses = new ArrayList<>();
    Matcher clause = CLAUSE.matcher(text);
    int at = 0;
    boolean separated = true;
    while (at < text.length() || clauses.isEmpty()) {
      if (!separated || !clause.find(at) || clause.start() != at) {
        throw improper(text);
      }
      clauses.add(constraint(clause));
      at = clause.end();
      boolean comma = ",".equals(clause.group(VERSION_GROUPS + 3));
      boolean space = !"".equals(clause.group(VERSION_GROUPS + 2));
      separated = comma || space;
      if (comma && text.substring(at).isBlank()) {
        throw improper(text);
      }
    }
    return clauses;
  }

  private static FunctionException improper(String text) {
    return GoErrors.of("improper constraint: ", text);
  }

  private static Constraint constraint(Matcher clause) {
    String operator = clause.group(1);
    String tail = orEmpty(clause.group(5));
    String major = orEmpty(clause.group(2));
    String minor = orEmpty(clause.group(3));
    String patch = orEmpty(clause.group(4));
    if (isWild(major)) {
      return new Constraint(operator, version("0.0.0" + tail), Constraint.Wild.MAJOR);
    }
    if (isWild(minor)) {
      return new Constraint(operator, version(major + ".0.0" + tail), Constraint.Wild.MINOR);
    }
    if (isWild(patch)) {
      return new Constraint(operator, version(major + minor + ".0" + tail), Constraint.Wild.PATCH);
    }
    return new Constraint(operator, version(major + minor + patch + tail), Constraint.Wild.NONE);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static boolean isWild(String part) {
    String text = part.startsWith(".") ? part.substring(1) : part;
    return text.isEmpty() || text.equals("x") || text.equals("X") || text.equals("*");
  }

  private static SemanticVersion version(String text) {
    try {
      return SemanticVersion.parse(text);
    } catch (FunctionException e) {
      throw GoErrors.of("constraint Parser Error");
    }
  }
}
