package dev.sealer.template.sprig.versions;

/**
 * One comparison of a constraint.
 *
 * @param operator such as {@code >=} or {@code ~}; empty for a bare version
 * @param version what to compare with; wildcards and missing parts are 0
 * @param wild which part is the first that was a wildcard or missing
 */
record Constraint(String operator, SemanticVersion version, Wild wild) {

  /** The first part of the version that may be anything. */
  enum Wild {
    NONE,
    PATCH,
    MINOR,
    MAJOR
  }

  boolean allows(SemanticVersion v) {
    boolean notEqual = operator.equals("!=");
    if (!notEqual && !v.pre().isEmpty() && version.pre().isEmpty()) {
      return false;
    }
    return switch (operator) {
      case "!=" -> differs(v);
      case ">" -> isGreater(v);
      case "<" -> v.compare(version) < 0;
      case ">=", "=>" -> v.compare(version) >= 0;
      case "<=", "=<" -> isLessOrEqual(v);
      case "~", "~>" -> tilde(v);
      case "^" -> caret(v);
      default -> wild == Wild.NONE ? v.compare(version) == 0 : tilde(v);
    };
  }

  private boolean sameMajor(SemanticVersion v) {
    return v.major() == version.major();
  }

  private boolean sameMinor(SemanticVersion v) {
    return v.minor() == version.minor();
  }

  private boolean differs(SemanticVersion v) {
    if (wild == Wild.NONE) {
      return v.compare(version) != 0;
    }
    if (!v.pre().isEmpty() && version.pre().isEmpty()) {
      return false;
    }
    if (!sameMajor(v)) {
      return true;
    }
    return switch (wild) {
      case MINOR -> false;
      case PATCH -> !sameMinor(v) || differsInPrerelease(v);
      case MAJOR, NONE -> !sameMinor(v) || v.patch() != version.patch() || v.compare(version) != 0;
    };
  }

  private boolean differsInPrerelease(SemanticVersion v) {
    boolean any = !v.pre().isEmpty() || !version.pre().isEmpty();
    return any && SemanticVersion.comparePrerelease(v.pre(), version.pre()) != 0;
  }

  private boolean isGreater(SemanticVersion v) {
    int major = Long.compareUnsigned(v.major(), version.major());
    if (wild == Wild.NONE || (wild == Wild.MAJOR && major == 0)) {
      return v.compare(version) > 0;
    }
    if (major != 0) {
      return major > 0;
    }
    return wild == Wild.PATCH && Long.compareUnsigned(v.minor(), version.minor()) > 0;
  }

  private boolean isLessOrEqual(SemanticVersion v) {
    if (wild == Wild.NONE) {
      return v.compare(version) <= 0;
    }
    int major = Long.compareUnsigned(v.major(), version.major());
    if (major != 0) {
      return major < 0;
    }
    return wild == Wild.MINOR || Long.compareUnsigned(v.minor(), version.minor()) <= 0;
  }

  private boolean tilde(SemanticVersion v) {
    if (v.compare(version) < 0) {
      return false;
    }
    boolean zero = version.major() == 0 && version.minor() == 0 && version.patch() == 0;
    if (zero && wild != Wild.MINOR && wild != Wild.PATCH) {
      return true;
    }
    return sameMajor(v) && (sameMinor(v) || wild == Wild.MINOR);
  }

  private boolean caret(SemanticVersion v) {
    if (v.compare(version) < 0) {
      return false;
    }
    if (version.major() != 0 || wild == Wild.MINOR) {
      return sameMajor(v);
    }
    if (v.major() != 0) {
      return false;
    }
    if (version.minor() != 0 || wild == Wild.PATCH) {
      return sameMinor(v);
    }
    return v.minor() == 0 && v.patch() == version.patch();
  }
}
