package dev.sealer.crds.schema;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record that mirrors a part of a Kubernetes object: an unknown field is passed over on
 * read, and a field that was not given is not written. Nothing is defaulted in either direction.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@JacksonAnnotationsInside
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NotGiven.class)
public @interface KubeModel {
  /** One sentence about the type, for the schema where the field has none of its own. */
  String value() default "";

  /** The least number of fields an object must have; -1 for no limit. */
  int minProperties() default -1;

  /** The greatest number of fields an object may have; -1 for no limit. */
  int maxProperties() default -1;

  /** Makes the API server keep fields that the schema does not name. */
  boolean keepUnknown() default false;

  /** Makes server-side apply replace the object as a whole. */
  boolean atomic() default false;
}
