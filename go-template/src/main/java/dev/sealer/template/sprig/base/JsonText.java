package dev.sealer.template.sprig.base;

/** A value of a named type that says itself how it looks in JSON, as Go's {@code MarshalJSON}. */
public interface JsonText {

  /** Returns the content of the JSON string for the value. */
  String jsonText();
}
