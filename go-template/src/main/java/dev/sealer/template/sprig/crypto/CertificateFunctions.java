package dev.sealer.template.sprig.crypto;

import static dev.sealer.template.value.GoType.INT;
import static dev.sealer.template.value.GoType.LIST;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.gocompat.CorruptInputException;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.gocompat.GoPem;
import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.context.CallContext;
import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.value.Args;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.io.IOException;
import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.jspecify.annotations.Nullable;

/** Sprig's private keys and certificates. */
public final class CertificateFunctions {

  private static final int CERTIFICATE_KEY_BITS = 2048;
  private static final int RSA_KEY_BITS = 4096;

  private CertificateFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    return List.of(
        made(
            "genCA", Costs.RSA_2048, Signature.takes(STRING, INT), (c, a) -> authority(c, a, null)),
        made(
            "genCAWithKey",
            Costs.CERTIFICATE,
            Signature.takes(STRING, INT, STRING),
            (c, a) -> authority(c, a, a.string(2))),
        made(
            "genSelfSignedCert",
            Costs.RSA_2048,
            Signature.takes(STRING, LIST, LIST, INT),
            (c, a) -> selfSigned(c, a, null)),
        made(
            "genSelfSignedCertWithKey",
            Costs.CERTIFICATE,
            Signature.takes(STRING, LIST, LIST, INT, STRING),
            (c, a) -> selfSigned(c, a, a.string(4))),
        made(
            "genSignedCert",
            Costs.RSA_2048,
            Signature.takes(STRING, LIST, LIST, INT, CertificateValue.TYPE),
            (c, a) -> signed(c, a, null)),
        made(
            "genSignedCertWithKey",
            Costs.CERTIFICATE,
            Signature.takes(STRING, LIST, LIST, INT, CertificateValue.TYPE, STRING),
            (c, a) -> signed(c, a, a.string(5))),
        Function.of(
            "buildCustomCert",
            Signature.takes(STRING, STRING).gives(CertificateValue.TYPE),
            (c, a) -> custom(a.string(0), a.string(1))),
        Function.of(
                "genPrivateKey",
                Signature.takes(STRING).gives(STRING),
                (c, a) -> StringValue.of(privateKey(c, a.string(0))))
            .costing(Costs.ANY_KEY)
            .nondeterministic());
  }

  private static Function made(String name, int cost, Signature signature, Function.Body body) {
    return Function.of(name, signature.gives(CertificateValue.TYPE), body)
        .costing(cost)
        .nondeterministic();
  }

  private static String privateKey(CallContext context, String type) {
    return switch (type) {
      case "", "rsa" -> PrivateKeys.pem(KeyGenerator.rsa(context, RSA_KEY_BITS));
      case "dsa" -> PrivateKeys.pem(KeyGenerator.dsa(context));
      case "ecdsa" -> PrivateKeys.pem(KeyGenerator.ecdsa(context.random()));
      case "ed25519" -> PrivateKeys.pem(KeyGenerator.ed25519(context.random()));
      default -> "Unknown type " + type;
    };
  }

  private static AsymmetricKeyParameter key(CallContext context, @Nullable String pem) {
    if (pem == null) {
      return KeyGenerator.rsa(context, CERTIFICATE_KEY_BITS);
    }
    return within("parsing private key: ", () -> PrivateKeys.parse(pem));
  }

  private interface Attempt<T> {
    T get();
  }

  private static <T> T within(String words, Attempt<T> attempt) {
    try {
      return attempt.get();
    } catch (FunctionException e) {
      throw new FunctionException(ErrorText.of(words).append(e.text()));
    }
  }

  private static Value authority(CallContext context, Args args, @Nullable String pem) {
    AsymmetricKeyParameter key = key(context, pem);
    CertificateMaker maker = new CertificateMaker(args.string(0), List.of(), args.integer(1), true);
    return result(key, maker.sign(key, null, key, context.random(), context.clock().instant()));
  }

  private static CertificateMaker leaf(Args args) {
    List<GeneralName> names = AlternativeNames.of(args.list(1), args.list(2));
    return new CertificateMaker(args.string(0), names, args.integer(3), false);
  }

  private static Value selfSigned(CallContext context, Args args, @Nullable String pem) {
    AsymmetricKeyParameter key = key(context, pem);
    byte[] der = leaf(args).sign(key, null, key, context.random(), context.clock().instant());
    return result(key, der);
  }

  private static Value signed(CallContext context, Args args, @Nullable String pem) {
    AsymmetricKeyParameter key = key(context, pem);
    CertificateValue ca = (CertificateValue) args.value(4);
    X509CertificateHolder issuer = certificate(ca.cert(), "decodedSignerCert");
    AsymmetricKeyParameter issuerKey =
        within("error parsing private key: ", () -> PrivateKeys.parse(ca.key()));
    byte[] der =
        leaf(args).sign(key, issuer, issuerKey, context.random(), context.clock().instant());
    return result(key, der);
  }

  private static Value result(AsymmetricKeyParameter key, byte[] der) {
    return new CertificateValue(GoPem.encodeToString("CERTIFICATE", der), PrivateKeys.pem(key));
  }

  private static X509CertificateHolder certificate(String pem, String name) {
    GoPem.Block block = GoPem.first(pem);
    if (block == null) {
      throw GoErrors.of("unable to decode certificate");
    }
    try {
      return new X509CertificateHolder(block.der());
    } catch (IOException e) {
      throw GoErrors.of(
          "error parsing certificate: " + name + ".Bytes: x509: malformed certificate");
    }
  }

  private static Value custom(String cert64, String key64) {
    String cert = decoded(cert64, "unable to decode base64 certificate");
    String key = decoded(key64, "unable to decode base64 private key");
    certificate(cert, "decodedCert");
    within("error parsing private key: ", () -> PrivateKeys.parse(key));
    return new CertificateValue(cert, key);
  }

  private static String decoded(String text, String words) {
    try {
      return GoStrings.fromBytes(GoBase64.decode(text));
    } catch (CorruptInputException e) {
      throw GoErrors.of(words);
    }
  }
}
