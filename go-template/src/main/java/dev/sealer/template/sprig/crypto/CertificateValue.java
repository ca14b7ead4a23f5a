package dev.sealer.template.sprig.crypto;

import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.Kind;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sprig's certificate: two fields, both PEM.
 *
 * @param cert the certificate
 * @param key its private key
 */
record CertificateValue(String cert, String key) implements ObjectValue {

  static final GoType TYPE = GoType.named("sprig.certificate", Kind.STRUCT);

  @Override
  public GoType type() {
    return TYPE;
  }

  @Override
  public Value underlying() {
    return this;
  }

  @Override
  public Optional<String> text() {
    return Optional.empty();
  }

  @Override
  public @Nullable Value field(String name) {
    return switch (name) {
      case "Cert" -> StringValue.of(cert);
      case "Key" -> StringValue.of(key);
      default -> null;
    };
  }

  @Override
  public List<String> fieldNames() {
    return List.of("Cert", "Key");
  }

  @Override
  public @Nullable FuncValue method(String name) {
    return null;
  }

  /** Shows the type only. */
  @Override
  public String toString() {
    return "CertificateValue[sprig.certificate]";
  }
}
