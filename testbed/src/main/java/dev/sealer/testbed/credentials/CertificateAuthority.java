package dev.sealer.testbed.credentials;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A throw-away certificate authority; its certificates last for a day or two. */
public final class CertificateAuthority {
  private static final Duration LIFETIME = Duration.ofDays(2);
  private static final String PEM_CERTIFICATE = "CERTIFICATE";

  private final SecureRandom random = new SecureRandom();
  private final X500Name name = new X500Name("CN=sealer-testbed-ca");
  private final KeyPair keys = newKeys();
  private final X509Certificate certificate = selfSigned();

  /** The authority's certificate as PEM text. */
  public String pem() {
    return pem(PEM_CERTIFICATE, encoded(certificate));
  }

  /** Writes the authority's certificate. */
  public void writeTo(Path file) {
    write(file, pem());
  }

  /** Writes a certificate, for server and client use, and its private key. */
  public void issue(String commonName, List<String> addresses, Path certificateFile, Path keyFile) {
    KeyPair subject = newKeys();
    X509Certificate issued = issued(commonName, addresses, subject);
    write(certificateFile, pem(PEM_CERTIFICATE, encoded(issued)));
    writePrivate(keyFile, subject.getPrivate());
  }

  private X509Certificate issued(String commonName, List<String> addresses, KeyPair subject) {
    List<ASN1Encodable> names = new ArrayList<>();
    for (String address : addresses) {
      boolean isIp = Character.isDigit(address.charAt(0));
      names.add(new GeneralName(isIp ? GeneralName.iPAddress : GeneralName.dNSName, address));
    }
    X509v3CertificateBuilder builder = builder(new X500Name("CN=" + commonName), subject);
    try {
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(names.toArray(GeneralName[]::new)));
    } catch (CertIOException e) {
      throw new IllegalStateException("cannot describe the certificate of " + commonName, e);
    }
    return sign(builder);
  }

  /** Writes a key pair for signing service account tokens. */
  public static void writeSigningKeys(Path privateFile, Path publicFile) {
    KeyPair pair = newKeys();
    writePrivate(privateFile, pair.getPrivate());
    write(publicFile, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
  }

  /** Returns a TLS context of a server with these names and addresses. */
  public SSLContext servingContext(List<String> addresses) {
    try {
      KeyPair subject = newKeys();
      char[] noPassword = new char[0];
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "own",
          subject.getPrivate(),
          noPassword,
          new Certificate[] {issued(addresses.getFirst(), addresses, subject)});
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(store, noPassword);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot make a TLS context", e);
    }
  }

  /** A TLS context that trusts this authority only. */
  public SSLContext trustingContext() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("ca", certificate);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot make a TLS context", e);
    }
  }

  private X509Certificate selfSigned() {
    X509v3CertificateBuilder builder = builder(name, keys);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    } catch (CertIOException e) {
      throw new IllegalStateException("cannot describe the authority's certificate", e);
    }
    return sign(builder);
  }

  private X509v3CertificateBuilder builder(X500Name subject, KeyPair subjectKeys) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        name,
        new BigInteger(120, random),
        Date.from(now.minus(Duration.ofHours(1))),
        Date.from(now.plus(LIFETIME)),
        subject,
        subjectKeys.getPublic());
  }

  private X509Certificate sign(X509v3CertificateBuilder builder) {
    try {
      byte[] der =
          builder
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
              .getEncoded();
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (OperatorCreationException | CertificateException | IOException e) {
      throw new IllegalStateException("cannot sign a certificate", e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateException e) {
      throw new IllegalStateException("cannot encode a certificate", e);
    }
  }

  private static String pem(String type, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }

  private static void writePrivate(Path file, PrivateKey key) {
    write(file, pem("PRIVATE KEY", key.getEncoded()));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
