package dev.sealer.crds.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The text of a kind's CRD file. The same kind always gives the same text. */
final class CrdFile {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z.][A-Za-z0-9 ._/`,;()'-]*[A-Za-z0-9._/`)]|[A-Za-z]");
  private static final Pattern RESERVED =
      Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null|none\\b.*");

  private CrdFile() {}

  static String text(Kind kind) {
    StringBuilder out = new StringBuilder();
    write(out, definition(kind), 0);
    return out.toString();
  }

  private static Map<String, Object> definition(Kind kind) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", kind.crdName());
    if (kind.group().endsWith("external-secrets.io")) {
      metadata.put("labels", Map.of("external-secrets.io/component", "controller"));
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("group", kind.group());
    spec.put("names", names(kind));
    spec.put("scope", kind.namespaced() ? "Namespaced" : "Cluster");
    spec.put("versions", kind.versions().stream().map(v -> version(kind, v)).toList());
    Map<String, Object> crd = new LinkedHashMap<>();
    crd.put("apiVersion", "apiextensions.k8s.io/v1");
    crd.put("kind", "CustomResourceDefinition");
    crd.put("metadata", metadata);
    crd.put("spec", spec);
    return crd;
  }

  private static Map<String, Object> names(Kind kind) {
    Map<String, Object> names = new LinkedHashMap<>();
    names.put("kind", kind.name());
    names.put("listKind", kind.name() + "List");
    names.put("plural", kind.plural());
    names.put("singular", kind.name().toLowerCase(Locale.ROOT));
    if (!kind.names().shortNames().isEmpty()) {
      names.put("shortNames", kind.names().shortNames());
    }
    if (!kind.names().categories().isEmpty()) {
      names.put("categories", kind.names().categories());
    }
    return names;
  }

  private static Map<String, Object> version(Kind kind, String name) {
    Map<String, Object> version = new LinkedHashMap<>();
    version.put("name", name);
    version.put("served", true);
    version.put("storage", name.equals(kind.versions().getFirst()));
    if (name.contains("beta")) {
      version.put("deprecated", true);
    }
    if (kind.statusSubresource()) {
      version.put("subresources", Map.of("status", Map.of()));
    }
    if (!kind.columns().isEmpty()) {
      version.put(
          "additionalPrinterColumns", kind.columns().stream().map(CrdFile::column).toList());
    }
    if (!kind.selectable().isEmpty()) {
      version.put(
          "selectableFields",
          kind.selectable().stream().map(path -> Map.of("jsonPath", path)).toList());
    }
    version.put("schema", Map.of("openAPIV3Schema", schema(kind)));
    return version;
  }

  private static Map<String, Object> column(Kind.Column column) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("name", column.name());
    written.put("type", column.type());
    written.put("jsonPath", column.path());
    if (column.priority() > 0) {
      written.put("priority", column.priority());
    }
    return written;
  }

  private static Map<String, Object> schema(Kind kind) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("apiVersion", Map.of("type", "string"));
    properties.put("kind", Map.of("type", "string"));
    properties.put("metadata", Map.of("type", "object"));
    kind.parts()
        .forEach((name, type) -> {
          Map<String, Object> part = RecordSchema.of(type);
          properties.put(name, name.equals("spec") ? part : describedTo(2, part));
        });
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", kind.description());
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!kind.required().isEmpty()) {
      schema.put("required", kind.required());
    }
    return schema;
  }

  /**
   * What people do not write by hand repeats the types of the spec many times over; described once
   * is enough, and keeps the file small enough for client-side apply.
   */
  private static Map<String, Object> describedTo(int levels, Map<String, Object> schema) {
    Map<String, Object> copy = new LinkedHashMap<>();
    schema.forEach((key, value) -> {
      if (key.equals("properties")) {
        Map<String, Object> properties = new LinkedHashMap<>();
        asMap(value).forEach((n, v) -> properties.put(n, describedTo(levels - 1, asMap(v))));
        copy.put(key, properties);
      } else if (key.equals("items") || key.equals("additionalProperties")) {
        copy.put(key, describedTo(levels, asMap(value)));
      } else if (levels > 0 || !key.equals("description")) {
        copy.put(key, value);
      }
    });
    return copy;
  }

  @SuppressWarnings("unchecked") // schemas are built as such maps in this package
  private static Map<String, Object> asMap(Object value) {
    return (Map<String, Object>) value;
  }

  private static void write(StringBuilder out, Map<?, ?> map, int indent) {
    map.forEach((key, value) -> entry(out, " ".repeat(indent) + scalar(key) + ":", value, indent));
  }

  private static void entry(StringBuilder out, String head, Object value, int indent) {
    out.append(head);
    switch (value) {
      case Map<?, ?> map when map.isEmpty() -> out.append(" {}\n");
      case Map<?, ?> map -> {
        out.append('\n');
        write(out, map, indent + 2);
      }
      case List<?> list -> {
        out.append('\n');
        list.forEach(item -> item(out, item, indent));
      }
      default -> out.append(' ').append(scalar(value)).append('\n');
    }
  }

  private static void item(StringBuilder out, Object item, int indent) {
    if (item instanceof Map<?, ?> map) {
      List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
      for (int i = 0; i < entries.size(); i++) {
        String lead = " ".repeat(indent) + (i == 0 ? "- " : "  ");
        entry(
            out,
            lead + scalar(entries.get(i).getKey()) + ":",
            entries.get(i).getValue(),
            indent + 2);
      }
    } else {
      out.append(" ".repeat(indent)).append("- ").append(scalar(item)).append('\n');
    }
  }

  private static String scalar(Object value) {
    if (!(value instanceof String text)) {
      return value.toString();
    }
    if (PLAIN.matcher(text).matches() && !RESERVED.matcher(text).matches()) {
      return text;
    }
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
