package dev.sealer.template.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.GoTemplate;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.TemplateOptions;
import dev.sealer.template.error.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A template, its data and options, and what Go makes of it; see {@code
 * src/test/go/cases/cases.go}.
 *
 * @param json the whole case
 */
record ConformanceCase(JsonNode json) {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern FAILED_CALL = Pattern.compile("^.* error calling \\w+: ");

  /** What rendering gave: an output or an error. */
  sealed interface Result {
    /**
     * The text that was rendered.
     *
     * @param text the output, in the form of {@link GoStrings}
     */
    record Output(String text) implements Result {}

    /**
     * Why nothing was rendered.
     *
     * @param message the whole message
     */
    record Failure(String message) implements Result {}
  }

  static ConformanceCase parse(String line) {
    try {
      return new ConformanceCase(MAPPER.readTree(line));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return json.path("name").asText();
  }

  /** Why this engine gives something else on purpose, or empty. */
  String differs() {
    return json.path("differs").asText();
  }

  String template() {
    return json.path("template").asText();
  }

  String line() {
    return json.toString();
  }

  /** What Go gave, as it stands in the case or in an answer of the Go program. */
  static Result resultOf(JsonNode json) {
    if (json.has("error")) {
      return new Result.Failure(json.get("error").asText());
    }
    if (json.has("errorBytes")) {
      byte[] bytes = Base64.getDecoder().decode(json.get("errorBytes").asText());
      return new Result.Failure(GoStrings.fromBytes(bytes));
    }
    if (json.has("outputBytes")) {
      byte[] bytes = Base64.getDecoder().decode(json.get("outputBytes").asText());
      return new Result.Output(GoStrings.fromBytes(bytes));
    }
    if (!json.has("output")) {
      throw new IllegalStateException("renew the suite: a case has no result: " + json);
    }
    return new Result.Output(json.get("output").asText());
  }

  static Result resultOf(String line) {
    try {
      return resultOf(MAPPER.readTree(line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether a result is what this case expects. Where a function of an added library fails, the
   * words after its name are our own: the libraries behind the originals quote keys and texts.
   */
  boolean expects(Result actual) {
    Result expected = resultOf(json);
    String call = called(expected);
    return expected.equals(actual)
        || (call != null && isOfAddedLibrary() && call.equals(called(actual)));
  }

  private boolean isOfAddedLibrary() {
    return json.path("functions").asText().matches("external-secrets|applicationset");
  }

  private static @Nullable String called(Result result) {
    Matcher call =
        FAILED_CALL.matcher(result instanceof Result.Failure failure ? failure.message() : "");
    return call.find() ? call.group() : null;
  }

  Result expected() {
    return resultOf(json);
  }

  /** What this engine gives; messages show values, as Go's do. */
  Result actual() {
    try {
      GoTemplate template = GoTemplate.parse("t", template(), options());
      RenderOptions world = RenderOptions.standard().withValuesShown(true);
      return new Result.Output(template.render(CaseData.decode(json.path("data")), world));
    } catch (TemplateException e) {
      return new Result.Failure(GoStrings.canonical(String.valueOf(e.getMessage())));
    }
  }

  private TemplateOptions options() {
    TemplateOptions options =
        TemplateOptions.DEFAULT
            .withDelimiters(json.path("left").asText(), json.path("right").asText())
            .withFunctions(CaseFunctions.library(json.path("functions").asText()));
    return json.has("missingkey")
        ? options.withOption("missingkey=" + json.get("missingkey").asText())
        : options;
  }
}
