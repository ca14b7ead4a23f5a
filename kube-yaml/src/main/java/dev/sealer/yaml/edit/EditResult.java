package dev.sealer.yaml.edit;

/** The result of a change to a file. */
public sealed interface EditResult {

  /**
   * The change is made, and reading the new text gave exactly the content that was asked for.
   *
   * @param text the whole text, changed only where it had to be
   */
  record Edited(String text) implements EditResult {}

  /**
   * The change cannot be made without touching the layout of more than the value.
   *
   * @param line the line of the obstacle, counted from 1
   * @param reason what it is, without a value
   */
  record NotEditable(int line, String reason) implements EditResult {}
}
