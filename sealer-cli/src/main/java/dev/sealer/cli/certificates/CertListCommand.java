package dev.sealer.cli.certificates;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.ReportFormat;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.yaml.KubeYaml;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lists the pinned certificates. */
public final class CertListCommand implements CliCommand {
  private static final int DATE = 10;

  private final Console console;

  private final ReportFormat format = new ReportFormat();

  public CertListCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandBuilder line() {
    return CommandBuilder.of(this, "Lists the pinned certificates: fingerprint, validity and age.")
        .takes(format)
        .footer("", "Examples:", "  sealer cert list", "  sealer cert list -o json");
  }

  @Override
  public Integer call() {
    List<CertificatePin> pins = new PinnedCertificates(console).all();
    Instant now = Instant.now();
    if (format.json()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      pins.forEach(pin -> list.add(json(pin, now)));
      console.out().print(KubeYaml.toPrettyJson(list));
      return 0;
    }
    if (!pins.isEmpty()) {
      print(rows(pins, now));
    }
    for (CertificatePin pin : pins) {
      CertificateAge.warnings(pin.certificate(), now, console.environment())
          .forEach(warning -> console.warning(pin.name() + ": " + warning));
    }
    return 0;
  }

  private ObjectNode json(CertificatePin pin, Instant now) {
    SealingCertificate certificate = pin.certificate();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", pin.name()).put("server", pin.server()).put("controller", pin.controller());
    json.put("fingerprint", certificate.fingerprint().value());
    json.put("keyBits", certificate.keyBits());
    json.put("notBefore", certificate.notBefore().toString());
    json.put("notAfter", certificate.notAfter().toString());
    json.put("ageDays", Duration.between(certificate.notBefore(), now).toDays());
    json.put("pinned", pin.pinned().toString());
    json.put("expired", certificate.isExpiredAt(now));
    CertificateAge.warnings(certificate, now, console.environment())
        .forEach(json.putArray("warnings")::add);
    return json;
  }

  private static List<List<String>> rows(List<CertificatePin> pins, Instant now) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "FINGERPRINT", "VALID FROM", "VALID UNTIL", "AGE", "SERVER"));
    for (CertificatePin pin : pins) {
      SealingCertificate certificate = pin.certificate();
      rows.add(
          List.of(
              pin.name(),
              certificate.fingerprint().value(),
              certificate.notBefore().toString().substring(0, DATE),
              certificate.notAfter().toString().substring(0, DATE),
              CertificateAge.days(Duration.between(certificate.notBefore(), now)),
              pin.server().isEmpty() ? "-" : pin.server()));
    }
    return rows;
  }

  private void print(List<List<String>> rows) {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int at = column;
        int width = rows.stream().mapToInt(other -> other.get(at).length()).max().orElse(0);
        line.append(row.get(column)).append(" ".repeat(width - row.get(column).length() + 2));
      }
      console.out().println(line.toString().stripTrailing());
    }
  }
}
