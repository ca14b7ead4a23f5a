package dev.sealer.simulation.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The forms that names must have, with the API server's words for what is wrong. */
final class NameRules {

  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final String LABEL_VALUE = "(" + QUALIFIED + ")?";
  private static final String DATA_KEY = "[-._a-zA-Z0-9]+";
  private static final String SERVICE = "[a-z]([-a-z0-9]*[a-z0-9])?";

  private static final Pattern LABEL_PATTERN = Pattern.compile(LABEL);
  private static final Pattern SUBDOMAIN_PATTERN = Pattern.compile(SUBDOMAIN);
  private static final Pattern QUALIFIED_PATTERN = Pattern.compile(QUALIFIED);
  private static final Pattern LABEL_VALUE_PATTERN = Pattern.compile(LABEL_VALUE);
  private static final Pattern DATA_KEY_PATTERN = Pattern.compile(DATA_KEY);
  private static final Pattern SERVICE_PATTERN = Pattern.compile(SERVICE);

  private NameRules() {}

  /** Checks a name as every kind has it: it is one segment of a path. */
  static List<String> pathSegment(String name) {
    List<String> wrong = new ArrayList<>();
    if (name.equals(".") || name.equals("..")) {
      wrong.add("may not be '" + name + "'");
    }
    for (String forbidden : List.of("/", "%")) {
      if (name.contains(forbidden)) {
        wrong.add("may not contain '" + forbidden + "'");
      }
    }
    return wrong;
  }

  /** Checks a name as most kinds have it. */
  static List<String> subdomain(String name) {
    List<String> wrong = new ArrayList<>();
    longer(name, 253, wrong);
    if (!SUBDOMAIN_PATTERN.matcher(name).matches()) {
      wrong.add(
          regex(
              "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
                  + " '-' or '.', and must start and end with an alphanumeric character",
              SUBDOMAIN,
              "example.com"));
    }
    return wrong;
  }

  /** Checks the name of a namespace. */
  static List<String> label(String name) {
    List<String> wrong = new ArrayList<>();
    longer(name, 63, wrong);
    if (!LABEL_PATTERN.matcher(name).matches()) {
      boolean isSubdomain = SUBDOMAIN_PATTERN.matcher(name).matches();
      wrong.add(
          isSubdomain
              ? "must not contain dots"
              : regex(
                  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters"
                      + " or '-', and must start and end with an alphanumeric character",
                  LABEL,
                  "my-name",
                  "123-abc"));
    }
    return wrong;
  }

  /** Checks the name of a Service. */
  static List<String> service(String name) {
    List<String> wrong = new ArrayList<>();
    longer(name, 63, wrong);
    if (!SERVICE_PATTERN.matcher(name).matches()) {
      wrong.add(
          regex(
              "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start"
                  + " with an alphabetic character, and end with an alphanumeric character",
              SERVICE,
              "my-name",
              "abc-123"));
    }
    return wrong;
  }

  /** Checks a key of {@code data}. */
  static List<String> dataKey(String key) {
    List<String> wrong = new ArrayList<>();
    longer(key, 253, wrong);
    if (!DATA_KEY_PATTERN.matcher(key).matches()) {
      wrong.add(
          regex(
              "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
              DATA_KEY,
              "key.name",
              "KEY_NAME",
              "key-name"));
    }
    if (key.equals(".")) {
      wrong.add("must not be '.'");
    } else if (key.equals("..")) {
      wrong.add("must not be '..'");
    } else if (key.startsWith("..")) {
      wrong.add("must not start with '..'");
    }
    return wrong;
  }

  /** Checks the key of a label or a finalizer. */
  static List<String> qualified(String key) {
    List<String> wrong = new ArrayList<>();
    String[] parts = key.split("/", -1);
    String name = parts[parts.length - 1];
    if (parts.length == 2) {
      if (parts[0].isEmpty()) {
        wrong.add("prefix part must be non-empty");
      } else {
        subdomain(parts[0]).forEach(message -> wrong.add("prefix part " + message));
      }
    } else if (parts.length > 2) {
      wrong.add(
          "a qualified name "
              + qualifiedForm()
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
      return wrong;
    }
    if (name.isEmpty()) {
      wrong.add("name part must be non-empty");
    } else if (name.length() > 63) {
      wrong.add("name part must be no more than 63 bytes");
    }
    if (!QUALIFIED_PATTERN.matcher(name).matches()) {
      wrong.add("name part " + qualifiedForm());
    }
    return wrong;
  }

  private static String qualifiedForm() {
    return regex(
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and"
            + " end with an alphanumeric character",
        QUALIFIED,
        "MyName",
        "my.name",
        "123-abc");
  }

  /** Checks the key of an annotation, whose case does not matter. */
  static List<String> annotation(String key) {
    return qualified(key.toLowerCase(Locale.ROOT));
  }

  /** Checks the value of a label. */
  static List<String> labelValue(String value) {
    List<String> wrong = new ArrayList<>();
    longer(value, 63, wrong);
    if (!LABEL_VALUE_PATTERN.matcher(value).matches()) {
      wrong.add(
          regex(
              "a valid label must be an empty string or consist of alphanumeric characters, '-',"
                  + " '_' or '.', and must start and end with an alphanumeric character",
              LABEL_VALUE,
              "MyValue",
              "my_value",
              "12345"));
    }
    return wrong;
  }

  private static void longer(String text, int max, List<String> wrong) {
    if (text.length() > max) {
      wrong.add("must be no more than " + max + " bytes");
    }
  }

  private static String regex(String rule, String pattern, String... examples) {
    StringBuilder text = new StringBuilder(rule).append(" (e.g. ");
    for (int i = 0; i < examples.length; i++) {
      text.append(i == 0 ? "" : " or ").append('\'').append(examples[i]).append("', ");
    }
    return text.append("regex used for validation is '").append(pattern).append("')").toString();
  }
}
