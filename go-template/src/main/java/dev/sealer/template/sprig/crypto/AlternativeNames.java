package dev.sealer.template.sprig.crypto;

import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.util.IPAddress;

/** The alternative names of a certificate, from a template's lists. */
final class AlternativeNames {

  private AlternativeNames() {}

  /** Names first, then addresses: the order in which Go writes them. */
  static List<GeneralName> of(ListValue addresses, ListValue names) {
    List<GeneralName> parsed = new ArrayList<>();
    for (Value address : addresses.items()) {
      parsed.add(address(address));
    }
    List<GeneralName> all = new ArrayList<>();
    for (Value name : names.items()) {
      all.add(
          new GeneralName(
              GeneralName.dNSName, text(name, "error processing alternate dns name: ")));
    }
    all.addAll(parsed);
    return all;
  }

  private static GeneralName address(Value value) {
    String text = text(value, "error parsing ip: ");
    if (!IPAddress.isValid(text)) {
      throw GoErrors.of("error parsing ip: ", text);
    }
    return new GeneralName(GeneralName.iPAddress, text);
  }

  private static String text(Value value, String words) {
    if (value instanceof StringValue string) {
      return string.text();
    }
    String shown = value instanceof IntValue number ? number.decimal() : value.type().name();
    throw new FunctionException(ErrorText.of(words).value(shown).text(" is not a string"));
  }
}
