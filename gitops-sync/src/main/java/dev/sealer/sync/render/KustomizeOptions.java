package dev.sealer.sync.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.argoproj.ApplicationSource;
import dev.sealer.sync.manifest.ManifestException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes what an Application's {@code kustomize} block says into a kustomization. */
final class KustomizeOptions {

  /** Argo CD substitutes {@code $NAME} and {@code ${NAME}} here; no image holds a dollar sign. */
  private static final Pattern BUILD_VARIABLE = Pattern.compile("\\$(\\{\\w*}?|\\w+|\\$)?");

  private final ObjectNode kustomization;

  private KustomizeOptions(ObjectNode kustomization) {
    this.kustomization = kustomization;
  }

  static void apply(ApplicationSource.Kustomize options, ObjectNode kustomization) {
    refuseUnsupported(options);
    KustomizeOptions edit = new KustomizeOptions(kustomization);
    edit.text("namePrefix", options.namePrefix());
    edit.text("nameSuffix", options.nameSuffix());
    options.images().forEach(edit::image);
    options.replicas().forEach(edit::replica);
    edit.labels(options);
    edit.annotations(options);
    edit.text("namespace", options.namespace());
    options.patches().forEach(edit::patch);
    options.components().forEach(path -> edit.list("components").add(path));
  }

  private static void refuseUnsupported(ApplicationSource.Kustomize options) {
    if (options.version() != null && !options.version().isEmpty()) {
      throw unsupported("version", "one version of Kustomize is installed");
    }
    if (Boolean.TRUE.equals(options.commonAnnotationsEnvsubst())) {
      throw unsupported("commonAnnotationsEnvsubst", "write the values out");
    }
    if (Boolean.TRUE.equals(options.ignoreMissingComponents())) {
      throw unsupported("ignoreMissingComponents", "remove components that are not there");
    }
  }

  private static ManifestException unsupported(String field, String advice) {
    return new ManifestException("spec.source.kustomize." + field + " is not supported: " + advice);
  }

  private void text(String field, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      kustomization.put(field, value);
    }
  }

  /**
   * {@code old=new:tag}, {@code name:tag} or {@code name@digest}; replaces an entry of the name.
   */
  private void image(String spec) {
    refuseVariable(spec);
    int equals = spec.indexOf('=');
    String name = equals < 0 ? imageName(spec) : spec.substring(0, equals);
    String target = spec.substring(equals + 1);
    String newName = imageName(target);
    String rest =
        target.substring(target.indexOf('@') < 0 ? newName.length() : target.indexOf('@'));
    if (name.isEmpty() || newName.isEmpty() || (equals < 0 && rest.isEmpty())) {
      throw new ManifestException(
          "spec.source.kustomize.images: " + spec + " is not old=new:tag, name:tag or name@digest");
    }
    ObjectNode entry = entryNamed("images", name);
    if (!newName.equals(name)) {
      entry.put("newName", newName);
    }
    if (rest.startsWith("@")) {
      entry.remove("newTag");
      entry.put("digest", rest.substring(1));
    } else if (rest.startsWith(":")) {
      entry.remove("digest");
      entry.put("newTag", rest.substring(1));
    }
  }

  private static void refuseVariable(String spec) {
    Matcher variable = BUILD_VARIABLE.matcher(spec);
    if (variable.find()) {
      throw new ManifestException(
          "spec.source.kustomize.images: build variable "
              + variable.group()
              + " is not supported; write its value out");
    }
  }

  /**
   * The part before a tag and a digest, of which the digest decides where there are both; a colon
   * before a slash belongs to a registry's port.
   */
  private static String imageName(String text) {
    int at = text.indexOf('@');
    String image = at < 0 ? text : text.substring(0, at);
    int colon = image.lastIndexOf(':');
    return colon > image.lastIndexOf('/') ? image.substring(0, colon) : image;
  }

  private void replica(ApplicationSource.KustomizeReplica replica) {
    Object count = replica.count().getValue();
    try {
      entryNamed("replicas", replica.name()).put("count", Long.parseLong(String.valueOf(count)));
    } catch (NumberFormatException e) {
      throw new ManifestException(
          "spec.source.kustomize.replicas: " + count + " is not a number of replicas");
    }
  }

  private void labels(ApplicationSource.Kustomize options) {
    Map<String, String> labels = options.commonLabels();
    if (labels.isEmpty()) {
      return;
    }
    refuseOverwrite("commonLabels", labels, Boolean.TRUE.equals(options.forceCommonLabels()));
    if (!Boolean.TRUE.equals(options.labelWithoutSelector())) {
      labels.forEach(object("commonLabels")::put);
      return;
    }
    ObjectNode entry = list("labels").addObject();
    labels.forEach(entry.putObject("pairs")::put);
    entry.put("includeSelectors", false);
    entry.put("includeTemplates", Boolean.TRUE.equals(options.labelIncludeTemplates()));
  }

  private void annotations(ApplicationSource.Kustomize options) {
    if (!options.commonAnnotations().isEmpty()) {
      refuseOverwrite(
          "commonAnnotations",
          options.commonAnnotations(),
          Boolean.TRUE.equals(options.forceCommonAnnotations()));
      options.commonAnnotations().forEach(object("commonAnnotations")::put);
    }
  }

  private void refuseOverwrite(String field, Map<String, String> values, boolean force) {
    for (String name : values.keySet()) {
      if (!force && kustomization.path(field).has(name)) {
        throw new ManifestException(
            "spec.source.kustomize."
                + field
                + ": "
                + name
                + " is already in the kustomization; set force"
                + Character.toUpperCase(field.charAt(0))
                + field.substring(1)
                + " to replace it");
      }
    }
  }

  private void patch(ApplicationSource.KustomizePatch patch) {
    ObjectNode entry = list("patches").addObject();
    putText(entry, "path", patch.path());
    putText(entry, "patch", patch.patch());
    ApplicationSource.KustomizeTarget target = patch.target();
    if (target != null) {
      ObjectNode to = entry.putObject("target");
      putText(to, "group", target.group());
      putText(to, "version", target.version());
      putText(to, "kind", target.kind());
      putText(to, "name", target.name());
      putText(to, "namespace", target.namespace());
      putText(to, "labelSelector", target.labelSelector());
      putText(to, "annotationSelector", target.annotationSelector());
    }
    if (!patch.options().isEmpty()) {
      patch.options().forEach(entry.putObject("options")::put);
    }
  }

  private static void putText(ObjectNode to, String field, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      to.put(field, value);
    }
  }

  private ObjectNode entryNamed(String field, String name) {
    ArrayNode entries = list(field);
    for (var entry : entries) {
      if (entry instanceof ObjectNode object && name.equals(object.path("name").asText())) {
        return object;
      }
    }
    return entries.addObject().put("name", name);
  }

  private ArrayNode list(String field) {
    return kustomization.path(field) instanceof ArrayNode existing
        ? existing
        : kustomization.putArray(field);
  }

  private ObjectNode object(String field) {
    return kustomization.path(field) instanceof ObjectNode existing
        ? existing
        : kustomization.putObject(field);
  }
}
