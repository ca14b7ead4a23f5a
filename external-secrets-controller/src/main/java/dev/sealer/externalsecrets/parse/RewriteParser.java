package dev.sealer.externalsecrets.parse;

import static dev.sealer.externalsecrets.parse.SpecParser.orEmpty;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sealer.crds.externalsecrets.ExternalSecretSpec;
import dev.sealer.externalsecrets.render.KeyTemplate;
import dev.sealer.externalsecrets.value.JsonMerge;
import dev.sealer.externalsecrets.value.KeyRewrite;
import dev.sealer.template.error.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code spec.dataFrom[].rewrite}. */
final class RewriteParser {

  private RewriteParser() {}

  static List<KeyRewrite> parse(String entry, List<ExternalSecretSpec.Rewrite> rewrites)
      throws InvalidSpecException {
    List<KeyRewrite> parsed = new ArrayList<>();
    for (int i = 0; i < rewrites.size(); i++) {
      parsed.add(parse(entry + ".rewrite[" + i + "]", rewrites.get(i)));
    }
    return List.copyOf(parsed);
  }

  private static KeyRewrite parse(String field, ExternalSecretSpec.Rewrite rewrite)
      throws InvalidSpecException {
    if (rewrite.regexp() != null) {
      return regexp(field + ".regexp", rewrite.regexp());
    }
    if (rewrite.transform() != null) {
      return transform(field + ".transform.template", rewrite.transform().template());
    }
    if (rewrite.merge() != null) {
      return merge(field + ".merge", rewrite.merge());
    }
    throw new InvalidSpecException(field, "needs regexp, transform or merge");
  }

  private static KeyRewrite regexp(String field, ExternalSecretSpec.RewriteRegexp regexp)
      throws InvalidSpecException {
    try {
      Pattern _ = Pattern.compile(regexp.source());
    } catch (PatternSyntaxException e) {
      throw new InvalidSpecException(
          field + ".source", "is not a regular expression (RE2): " + e.getDescription());
    }
    return KeyTemplate.replacing(field, regexp.source(), regexp.target());
  }

  private static KeyRewrite transform(String field, String template) throws InvalidSpecException {
    try {
      return KeyTemplate.of(field, template);
    } catch (TemplateException e) {
      throw new InvalidSpecException(field, "cannot be parsed: " + e.getMessage());
    }
  }

  private static KeyRewrite merge(String field, ExternalSecretSpec.RewriteMerge merge)
      throws InvalidSpecException {
    boolean json = choice(field + ".strategy", orEmpty(merge.strategy()), "Extract", "JSON");
    String into = orEmpty(merge.into());
    if (json && into.isEmpty()) {
      throw new InvalidSpecException(field + ".into", "is required with strategy: JSON");
    }
    return new JsonMerge(
        json ? Optional.of(into) : Optional.empty(),
        merge.priority(),
        choice(
            field + ".priorityPolicy", orEmpty(merge.priorityPolicy()), "Strict", "IgnoreNotFound"),
        choice(field + ".conflictPolicy", orEmpty(merge.conflictPolicy()), "Error", "Ignore"));
  }

  /** Returns whether the text is the second choice; the first one is the default. */
  private static boolean choice(String field, String text, String first, String second)
      throws InvalidSpecException {
    if (text.isEmpty() || text.equals(first)) {
      return false;
    }
    if (text.equals(second)) {
      return true;
    }
    throw new InvalidSpecException(field, "must be " + first + " or " + second);
  }
}
