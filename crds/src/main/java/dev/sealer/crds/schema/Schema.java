package dev.sealer.crds.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Adds to the schema of a field what its Java name and type do not say. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Schema {
  /** The meaning of the field, in a sentence. */
  String value() default "";

  /** Requires the field. */
  boolean required() default false;

  /** Keeps an explicit {@code null} as a value of its own. */
  boolean nullable() default false;

  /** Allows {@code null} as a value of a map. */
  boolean nullableValues() default false;

  /** The only values allowed; none for any. */
  String[] oneOf() default {};

  /** OpenAPI format, such as {@code date-time}. */
  String format() default "";

  /** Regular expression on the field, or on the items where it is a list. */
  String pattern() default "";

  /** Least length in characters of the field, or of the items where it is a list. */
  int minLength() default -1;

  /** Greatest length in characters of the field, or of the items where it is a list. */
  int maxLength() default -1;

  /** Least number of items of a list. */
  int minItems() default -1;

  /** Least number of fields of an object held as raw JSON. */
  int minProperties() default -1;

  /** Greatest number of fields of an object held as raw JSON. */
  int maxProperties() default -1;

  /** Makes the API server keep what the schema does not name below this field. */
  boolean keepUnknown() default false;
}
