package dev.sealer.template.ast;

import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.StringValue;
import java.util.List;

/** A part of a template that has a value. */
public sealed interface Expression extends Node {

  /**
   * A function's name.
   *
   * @param position its offset in the template
   * @param name the name
   * @param function the function of that name when the template was parsed
   */
  record Identifier(int position, String name, FuncValue function) implements Expression {}

  /**
   * {@code $name}, perhaps with fields behind it.
   *
   * @param position its offset in the template
   * @param name the variable, {@code $} included
   * @param fields the fields in order
   */
  record Variable(int position, String name, List<String> fields) implements Expression {}

  /**
   * {@code .}
   *
   * @param position its offset in the template
   */
  record Dot(int position) implements Expression {}

  /**
   * {@code nil}
   *
   * @param position its offset in the template
   */
  record Nil(int position) implements Expression {}

  /**
   * {@code .a.b}
   *
   * @param position its offset in the template
   * @param fields at least one
   */
  record Field(int position, List<String> fields) implements Expression {}

  /**
   * {@code (pipeline).a.b} or {@code function.a.b}.
   *
   * @param position the offset of the first field
   * @param base what the fields are taken from
   * @param fields at least one
   */
  record Chain(int position, Expression base, List<String> fields) implements Expression {}

  /**
   * {@code true} or {@code false}.
   *
   * @param position its offset in the template
   * @param truth which
   */
  record Bool(int position, boolean truth) implements Expression {}

  /**
   * A number.
   *
   * @param position its offset in the template
   * @param text as written
   * @param number what it can stand for
   */
  record Numeric(int position, String text, NumberConstant number) implements Expression {}

  /**
   * A string.
   *
   * @param position its offset in the template
   * @param quoted as written, with its quotes
   * @param value its value
   */
  record Text(int position, String quoted, StringValue value) implements Expression {}

  /**
   * {@code (pipeline)}
   *
   * @param position its offset in the template
   * @param pipe what is between the parentheses
   */
  record Group(int position, Node.Pipe pipe) implements Expression {}
}
