package dev.sealer.template.conformance;

import dev.sealer.template.conformance.ConformanceCase.Result;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Differences that are meant; the documentation has each of them. */
enum ExplainedDifference {

  /** Go prints private fields of versions and times under verbs that are not for text. */
  PRIVATE_FIELDS("printf", "semver|[dD]ate") {
    @Override
    boolean shows(String go, String here) {
      return here.contains("{}");
    }
  },

  /** Go's {@code deepCopy} of a version loses it: the copy is 0.0.0. */
  COPIED_VERSION("[dD]eepCopy", "semver") {
    @Override
    boolean shows(String go, String here) {
      return go.contains("0.0.0") || go.contains("{0 0 0");
    }
  },

  /** What a function of Go makes may have room behind its end, which {@code slice} can reach. */
  ROOM_BEHIND_THE_END("[sS]lice", "FindAll|Split|split") {
    @Override
    boolean shows(String go, String here) {
      return here.contains("slice index out of bounds");
    }
  };

  private final Pattern first;
  private final Pattern second;

  ExplainedDifference(String first, String second) {
    this.first = Pattern.compile(first);
    this.second = Pattern.compile(second);
  }

  abstract boolean shows(String go, String here);

  /** Whether one of them is why Go gave something else. */
  static boolean covers(String template, Result go, Result here) {
    return Arrays.stream(values())
        .anyMatch(one ->
            one.first.matcher(template).find()
                && one.second.matcher(template).find()
                && one.shows(go.toString(), here.toString()));
  }
}
