package dev.sealer.template.upstream;

import dev.sealer.gocompat.GoPem;
import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.sprig.base.GoErrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;

/** Picks blocks and certificates out of PEM strings. */
final class PemFilters {

  /** Far more than a Secret can hold. */
  private static final int LONGEST = 4_000_000;

  private static final int MOST_BLOCKS = 1000;

  private static final int[] NAMES_IN_ORDER = {
    GeneralName.dNSName,
    GeneralName.iPAddress,
    GeneralName.rfc822Name,
    GeneralName.uniformResourceIdentifier
  };

  private PemFilters() {}

  static List<GoPem.Block> blocks(String pem) {
    if (pem.length() > LONGEST) {
      throw GoErrors.of("the PEM text is longer than 4,000,000 characters");
    }
    List<GoPem.Block> blocks = GoPem.blocks(GoStrings.toBytes(pem));
    if (blocks.size() > MOST_BLOCKS) {
      throw GoErrors.of("the PEM text has more than 1,000 blocks");
    }
    return blocks;
  }

  static String byType(String type, String text) {
    String pem = fromFirstBlock(text);
    List<GoPem.Block> blocks = blocks(pem);
    StringBuilder out = new StringBuilder();
    for (GoPem.Block block : blocks) {
      if (block.type().equalsIgnoreCase(type)) {
        out.append(GoStrings.fromBytes(block.encoded()));
      }
    }
    int end = blocks.isEmpty() ? 0 : blocks.getLast().end();
    if (out.isEmpty() && end < GoStrings.length(pem)) {
      throw GoErrors.of("no such PEM block in the input, and other text behind the last block");
    }
    return out.toString();
  }

  /** Leaves out everything before the first block, on the same line too. */
  private static String fromFirstBlock(String text) {
    return text.substring(Math.max(0, text.indexOf("-----BEGIN")));
  }

  /** Returns all certificates; every block must be one. */
  static List<X509CertificateHolder> certificates(String pem) {
    List<X509CertificateHolder> certificates = new ArrayList<>();
    for (GoPem.Block block : blocks(pem)) {
      certificates.add(certificate(block.der()));
    }
    if (certificates.isEmpty()) {
      throw GoErrors.of("no certificate in the PEM input");
    }
    return certificates;
  }

  /** Returns the certificate in the first block. */
  static X509CertificateHolder firstCertificate(String pem) {
    GoPem.Block block = GoPem.first(pem);
    if (block == null) {
      throw GoErrors.of("no certificate in the PEM input");
    }
    return certificate(block.der());
  }

  private static X509CertificateHolder certificate(byte[] der) {
    try {
      return new X509CertificateHolder(der);
    } catch (IOException e) {
      throw GoErrors.of("unable to parse a certificate of the PEM input");
    }
  }

  /** One part of a chain; empty where it has none, or where no part is called so. */
  static String fromChain(String part, String pem) {
    List<X509CertificateHolder> chain = CertificateChain.ordered(certificates(pem));
    X509CertificateHolder first = chain.getFirst();
    X509CertificateHolder last = chain.getLast();
    List<X509CertificateHolder> chosen =
        switch (part) {
          case "leaf" -> CertificateChain.isRoot(first) ? List.of() : List.of(first);
          case "intermediate" ->
              chain.stream().skip(1).takeWhile(one -> !CertificateChain.isRoot(one)).toList();
          case "root" -> CertificateChain.isRoot(last) ? List.of(last) : List.of();
          default -> List.of();
        };
    return pem(chosen);
  }

  static String pem(List<X509CertificateHolder> certificates) {
    StringBuilder out = new StringBuilder();
    for (X509CertificateHolder certificate : certificates) {
      try {
        out.append(GoPem.encodeToString("CERTIFICATE", certificate.getEncoded()));
      } catch (IOException e) {
        throw new IllegalStateException("a certificate that was read can be written", e);
      }
    }
    return out.toString();
  }

  /**
   * Returns the alternative names of the first certificate: DNS names, addresses, mail, then URIs.
   */
  static List<String> alternativeNames(String pem) {
    X509CertificateHolder first = firstCertificate(fromFirstBlock(pem));
    GeneralNames all =
        first.getExtensions() == null
            ? null
            : GeneralNames.fromExtensions(first.getExtensions(), Extension.subjectAlternativeName);
    List<String> names = new ArrayList<>();
    for (int kind : NAMES_IN_ORDER) {
      for (GeneralName name : all == null ? new GeneralName[0] : all.getNames()) {
        if (name.getTagNo() == kind) {
          names.add(text(name));
        }
      }
    }
    return names;
  }

  private static String text(GeneralName name) {
    return name.getTagNo() == GeneralName.iPAddress
        ? Addresses.text(ASN1OctetString.getInstance(name.getName()).getOctets())
        : name.getName().toString();
  }
}
