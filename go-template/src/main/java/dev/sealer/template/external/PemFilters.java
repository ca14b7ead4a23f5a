package dev.sealer.template.external;

import dev.sealer.template.sprig.base.Failures;
import dev.sealer.template.sprig.base.PemText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/** Picks blocks and certificates out of PEM texts. */
final class PemFilters {

  /** Far more than a Secret can hold. */
  private static final int LONGEST = 4_000_000;

  private static final int MOST_BLOCKS = 1000;

  private PemFilters() {}

  static List<PemText.Block> blocks(String pem) {
    if (pem.length() > LONGEST) {
      throw Failures.of("the PEM text is longer than 4,000,000 characters");
    }
    List<PemText.Block> blocks = new ArrayList<>();
    PemText.@Nullable Block block = PemText.decode(pem);
    while (block != null) {
      blocks.add(block);
      if (blocks.size() > MOST_BLOCKS) {
        throw Failures.of("the PEM text has more than 1,000 blocks");
      }
      block = PemText.decode(block.rest());
    }
    return blocks;
  }

  static String byType(String type, String pem) {
    List<PemText.Block> blocks = blocks(pem);
    if (blocks.isEmpty() && !pem.isBlank()) {
      throw Failures.of("unable to decode a PEM block");
    }
    StringBuilder out = new StringBuilder();
    for (PemText.Block block : blocks) {
      if (block.type().equalsIgnoreCase(type)) {
        out.append(PemText.encode(block.type(), block.bytes()));
      }
    }
    return out.toString();
  }

  static List<X509CertificateHolder> certificates(String pem) {
    List<X509CertificateHolder> certificates = new ArrayList<>();
    for (PemText.Block block : blocks(pem)) {
      if (block.type().equals("CERTIFICATE")) {
        certificates.add(certificate(block.bytes()));
      }
    }
    if (certificates.isEmpty()) {
      throw Failures.of("no certificate in the PEM input");
    }
    return certificates;
  }

  private static X509CertificateHolder certificate(byte[] der) {
    try {
      return new X509CertificateHolder(der);
    } catch (IOException e) {
      throw Failures.of("unable to parse a certificate of the PEM input");
    }
  }

  static String fromChain(String part, String pem) {
    List<X509CertificateHolder> chain = CertificateChain.ordered(certificates(pem));
    int last = chain.size() - 1;
    boolean rooted = CertificateChain.isSelfIssued(chain.get(last));
    List<X509CertificateHolder> chosen =
        switch (part.toLowerCase(Locale.ROOT)) {
          case "leaf" -> chain.subList(0, last == 0 && rooted ? 0 : 1);
          case "intermediate" -> chain.subList(Math.min(1, last), rooted ? last : last + 1);
          case "root" -> rooted ? chain.subList(last, last + 1) : List.of();
          default -> throw Failures.of("unknown part of a chain: leaf, intermediate or root");
        };
    return pem(chosen);
  }

  static String pem(List<X509CertificateHolder> certificates) {
    StringBuilder out = new StringBuilder();
    for (X509CertificateHolder certificate : certificates) {
      try {
        out.append(PemText.encode("CERTIFICATE", certificate.getEncoded()));
      } catch (IOException e) {
        throw new IllegalStateException("a certificate that was read can be written", e);
      }
    }
    return out.toString();
  }

  /** The alternative names of the first certificate: DNS names, addresses, mail and URIs. */
  static List<String> alternativeNames(String pem) {
    X509CertificateHolder first = certificates(pem).getFirst();
    List<String> names = new ArrayList<>();
    if (first.getExtensions() == null) {
      return names;
    }
    GeneralNames all =
        GeneralNames.fromExtensions(first.getExtensions(), Extension.subjectAlternativeName);
    for (GeneralName name : all == null ? new GeneralName[0] : all.getNames()) {
      switch (name.getTagNo()) {
        case GeneralName.dNSName, GeneralName.rfc822Name, GeneralName.uniformResourceIdentifier ->
            names.add(name.getName().toString());
        case GeneralName.iPAddress ->
            names.add(Addresses.text(ASN1OctetString.getInstance(name.getName()).getOctets()));
        default -> {}
      }
    }
    return names;
  }
}
