package dev.sealer.template.ast;

import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.StringValue;
import java.util.List;

/** What has a value. */
public sealed interface Expression extends Node {

  /**
   * A function's name.
   *
   * @param position where it stands
   * @param name the name
   * @param function the function of that name when the template was parsed
   */
  record Identifier(int position, String name, FuncValue function) implements Expression {}

  /**
   * {@code $name}, perhaps with fields behind it.
   *
   * @param position where it stands
   * @param name the variable, {@code $} included
   * @param fields the fields in order
   */
  record Variable(int position, String name, List<String> fields) implements Expression {}

  /**
   * {@code .}
   *
   * @param position where it stands
   */
  record Dot(int position) implements Expression {}

  /**
   * {@code nil}
   *
   * @param position where it stands
   */
  record Nil(int position) implements Expression {}

  /**
   * {@code .a.b}
   *
   * @param position where it stands
   * @param fields at least one
   */
  record Field(int position, List<String> fields) implements Expression {}

  /**
   * {@code (pipeline).a.b} or {@code function.a.b}.
   *
   * @param position where the first field stands
   * @param base what the fields are taken from
   * @param fields at least one
   */
  record Chain(int position, Expression base, List<String> fields) implements Expression {}

  /**
   * {@code true} or {@code false}.
   *
   * @param position where it stands
   * @param truth which
   */
  record Bool(int position, boolean truth) implements Expression {}

  /**
   * A number.
   *
   * @param position where it stands
   * @param text as written
   * @param number what it can stand for
   */
  record Numeric(int position, String text, NumberConstant number) implements Expression {}

  /**
   * A string.
   *
   * @param position where it stands
   * @param quoted as written, with its quotes
   * @param value what it stands for
   */
  record Text(int position, String quoted, StringValue value) implements Expression {}

  /**
   * {@code (pipeline)}
   *
   * @param position where it stands
   * @param pipe what is between the parentheses
   */
  record Group(int position, Node.Pipe pipe) implements Expression {}
}
