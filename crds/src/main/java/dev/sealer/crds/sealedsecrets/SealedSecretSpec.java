package dev.sealer.crds.sealedsecrets;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.LenientStrings;
import dev.sealer.crds.schema.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sealed values, and the template of the Secret that they become. */
@KubeModel("The sealed values, and the template of the Secret that they become.")
public record SealedSecretSpec(
    @Schema(
            value = "The sealed items by key of the Secret, each in standard base64.",
            required = true,
            keepUnknown = true)
        @JsonDeserialize(using = LenientStrings.class)
        Map<String, String> encryptedData,
    @Schema(value = "Deprecated: one sealed item that holds a whole Secret.", format = "byte")
        @Nullable String data,
    @Schema("The Secret to make, except for its sealed items.") @Nullable Template template) {

  public SealedSecretSpec {
    encryptedData = Copies.map(encryptedData);
  }

  /** The Secret to make, except for its sealed items. */
  @KubeModel
  public record Template(
      @Schema(
              value = "Metadata of the Secret. Name and namespace are always the SealedSecret's.",
              nullable = true)
          @Nullable Metadata metadata,
      @Schema("Type of the Secret.") @Nullable String type,
      @Schema("Whether the Secret's data is sealed against change once made.")
          @Nullable Boolean immutable,
      @Schema(
              value = "Further keys: templates over the opened items. A null leaves the item out.",
              nullable = true,
              nullableValues = true)
          Map<String, @Nullable String> data) {
    public Template {
      data = Copies.map(data);
    }
  }

  /** Metadata for the Secret; what the schema does not name is kept in {@code others}. */
  @KubeModel(keepUnknown = true)
  public record Metadata(
      @Nullable String name,
      @Nullable String namespace,
      Map<String, String> labels,
      Map<String, String> annotations,
      List<String> finalizers,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> others) {
    public Metadata {
      labels = Copies.map(labels);
      annotations = Copies.map(annotations);
      finalizers = Copies.list(finalizers);
      others = Copies.map(others);
    }
  }
}
