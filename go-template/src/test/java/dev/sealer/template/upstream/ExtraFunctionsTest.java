package dev.sealer.template.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sealer.template.GoTemplate;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.Sprig;
import dev.sealer.template.TemplateOptions;
import dev.sealer.template.error.TemplateExecutionException;
import dev.sealer.template.error.TemplateLimitException;
import dev.sealer.template.value.FunctionLibrary;
import dev.sealer.template.value.Values;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.junit.jupiter.api.Test;

/** The functions that ExternalSecrets and ApplicationSets have beside Sprig's. */
final class ExtraFunctionsTest {

  private static final String CANARY = "canary-91c3";

  private static String external(String template) {
    return render(ExternalSecretFunctions.library(), template);
  }

  private static String sets(String template) {
    return render(ApplicationSetFunctions.library(), template);
  }

  private static String render(FunctionLibrary extras, String template) {
    TemplateOptions options = TemplateOptions.DEFAULT.withFunctions(Sprig.library().with(extras));
    return GoTemplate.parse("t", template, options)
        .render(Values.of(Map.of("secret", CANARY)), RenderOptions.standard());
  }

  @Test
  void writesAndReadsYaml() {
    assertThat(sets("{{dict \"b\" (list 1 \"yes\") \"a\" nil | toYaml}}"))
        .isEqualTo("a: null\nb:\n- 1\n- \"yes\"");
    assertThat(sets("{{toYaml \"x: y\"}} {{toYaml (list)}}")).isEqualTo("'x: y' []");
    assertThat(sets("{{(fromYaml \"a: {b: 0644}\").a.b}}")).isEqualTo("420");
    assertThat(sets("{{fromYamlArray \"- a\\n- 1\"}}")).isEqualTo("[a 1]");
    assertThat(external("{{(fromYaml \"a: [\").Error}}")).contains("yaml:1:").contains("not valid");
    assertThatExceptionOfType(TemplateExecutionException.class)
        .isThrownBy(() -> sets("{{fromYaml (printf \"a: [%s\" .secret)}}"))
        .withMessageContaining("error calling fromYaml")
        .withMessageNotContaining(CANARY);
  }

  @Test
  void makesNames() {
    assertThat(sets("{{normalize \"Feature/ABC_1.x-\"}}")).isEqualTo("feature-abc-1.x");
    assertThat(sets("{{slugify 22 true \"feat/a_really+long_pull_request_name_to_test\"}}"))
        .isEqualTo("feat-a-really-long");
    assertThat(sets("{{slugify 23 false \"feat/a_really+long_pull_request_name\"}}"))
        .isEqualTo("feat-a-really-long-pull");
    assertThat(sets("{{slugify \"v1.2/X\"}}")).isEqualTo("v1-2-x");
  }

  @Test
  void decodesHexadecimal() {
    assertThat(external("{{hexdec \"68656c6c6f\"}}")).isEqualTo("hello");
    assertThatExceptionOfType(TemplateExecutionException.class)
        .isThrownBy(() -> external("{{hexdec \"abc\"}}"))
        .withMessageContaining("odd length");
  }

  @Test
  void carriesKeysAndCertificatesThroughPkcs12() {
    String made =
        "{{$ca := genCAWithKey \"root\" 1 (genPrivateKey \"ecdsa\")}}"
            + "{{$c := genSignedCertWithKey \"leaf\" (list \"10.0.0.1\" \"2001:db8::1\")"
            + " (list \"a.example\") 1 $ca (genPrivateKey \"ecdsa\")}}"
            + "{{$chain := printf \"%s%s\" $c.Cert $ca.Cert}}";
    assertThat(
            external(
                made
                    + "{{$p := fullPemToPkcs12Pass $chain $c.Key \"pw\" | b64dec}}"
                    + "{{eq (pkcs12certPass \"pw\" $p) (printf \"%s%s\" $c.Cert $ca.Cert)}}"
                    + " {{pkcs12keyPass \"pw\" $p | trunc 27}}"))
        .isEqualTo("true -----BEGIN PRIVATE KEY-----");
    assertThat(external(made + "{{eq (pkcs12cert (pemToPkcs12 $c.Cert $c.Key | b64dec)) $c.Cert}}"))
        .isEqualTo("true");
    assertThat(
            external(
                made
                    + "{{eq (filterCertChain \"leaf\" $chain) $c.Cert}}{{eq (filterCertChain"
                    + " \"root\" $chain) $ca.Cert}}{{filterCertChain \"intermediate\" $chain |"
                    + " len}}{{eq (filterPEM \"CERTIFICATE\" (printf \"%s%s\" $c.Key $c.Cert))"
                    + " $c.Cert}}"))
        .isEqualTo("truetrue0true");
    assertThat(external(made + "{{certSANs $c.Cert}}"))
        .isEqualTo("[a.example 10.0.0.1 2001:db8::1]");
    assertThat(
            external(
                made
                    + "{{eq (pkcs12certPass \"x\" (pemTruststoreToPKCS12Pass $ca.Cert \"x\" |"
                    + " b64dec)) $ca.Cert}}"))
        .isEqualTo("true");
  }

  @Test
  void javaReadsTheStores() throws GeneralSecurityException, IOException {
    String ca = "{{$ca := genCAWithKey \"root\" 1 (genPrivateKey \"ecdsa\")}}";

    KeyStore keys = java(external(ca + "{{fullPemToPkcs12Pass $ca.Cert $ca.Key \"pw\"}}"), "pw");
    KeyStore trust = java(external(ca + "{{pemTruststoreToPKCS12 $ca.Cert}}"), "");

    String key = Collections.list(keys.aliases()).getFirst();
    assertThat(keys.getKey(key, "pw".toCharArray()).getAlgorithm()).isEqualTo("EC");
    assertThat(keys.getCertificateChain(key)).hasSize(1);
    assertThat(trust.isCertificateEntry(Collections.list(trust.aliases()).getFirst())).isTrue();
  }

  private static KeyStore java(String base64, String password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    byte[] bytes = Base64.getDecoder().decode(base64);
    store.load(new ByteArrayInputStream(bytes), password.toCharArray());
    return store;
  }

  @Test
  void aStoreThatAsksForManyIterationsEndsAtTheLimit() throws IOException {
    byte[] store =
        Base64.getDecoder()
            .decode(
                external(
                    "{{$ca := genCAWithKey \"root\" 1 (genPrivateKey \"ecdsa\")}}"
                        + "{{pemToPkcs12 $ca.Cert $ca.Key}}"));
    Pfx asked = Pfx.getInstance(store);
    MacData mark =
        new MacData(asked.getMacData().getMac(), asked.getMacData().getSalt(), Integer.MAX_VALUE);
    byte[] hostile = new Pfx(asked.getAuthSafe(), mark).getEncoded();
    String text = Base64.getEncoder().encodeToString(hostile);

    assertThatExceptionOfType(TemplateLimitException.class)
        .isThrownBy(() -> external("{{pkcs12key (b64dec \"" + text + "\")}}"))
        .satisfies(e -> assertThat(e.limit()).isEqualTo(TemplateLimitException.Limit.EXPENSIVE));
  }

  @Test
  void refusesPemMadeToTakeForever() {
    String block = "\"-----BEGIN X-----\\n-----END X-----\\n\"";
    assertThatExceptionOfType(TemplateExecutionException.class)
        .isThrownBy(() -> external("{{certSANs (repeat 140000 \"-----BEGIN X-----\\n\")}}"))
        .withMessageContaining("no certificate in the PEM input");
    assertThatExceptionOfType(TemplateExecutionException.class)
        .isThrownBy(() -> external("{{filterPEM \"X\" (repeat 2000 " + block + ")}}"))
        .withMessageContaining("more than 1,000 blocks");
    assertThatExceptionOfType(TemplateExecutionException.class)
        .isThrownBy(() -> external("{{filterPEM \"X\" (repeat 5000000 \"-\")}}"))
        .withMessageContaining("longer than 4,000,000 characters");
  }

  @Test
  void turnsWebKeysIntoPem() {
    String jwk =
        "{\\\"kty\\\":\\\"OKP\\\",\\\"crv\\\":\\\"Ed25519\\\","
            + "\\\"d\\\":\\\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\\\","
            + "\\\"x\\\":\\\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\\\"}";
    assertThat(external("{{jwkPublicKeyPem \"" + jwk + "\"}}"))
        .isEqualTo(
            """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
            -----END PUBLIC KEY-----
            """);
    assertThat(external("{{jwkPrivateKeyPem \"" + jwk + "\"}}"))
        .startsWith("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v");
  }

  @Test
  void errorsNeverQuoteKeys() {
    for (String template :
        new String[] {
          "{{rsaDecrypt \"RSA-OAEP\" \"SHA256\" \"x\" .secret}}",
          "{{pemToPkcs12 .secret .secret}}",
          "{{pkcs12keyPass .secret .secret}}",
          "{{jwkPrivateKeyPem .secret}}",
          "{{filterPEM \"X\" .secret}}"
        }) {
      assertThatExceptionOfType(TemplateExecutionException.class)
          .isThrownBy(() -> external(template))
          .withMessageNotContaining(CANARY);
    }
  }
}
