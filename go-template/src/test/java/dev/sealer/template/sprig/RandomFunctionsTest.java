package dev.sealer.template.sprig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sealer.template.GoTemplate;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.Sprig;
import dev.sealer.template.TemplateOptions;
import dev.sealer.template.error.TemplateExecutionException;
import dev.sealer.template.value.Values;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is random differs each time, so what always holds of it is checked. */
final class RandomFunctionsTest {

  private static final TemplateOptions SPRIG =
      TemplateOptions.DEFAULT.withFunctions(Sprig.library());
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  private static String render(String text, Map<String, ?> data) {
    return GoTemplate.parse("t", text, SPRIG)
        .render(Values.of(data), RenderOptions.standard().withClock(InstantSource.fixed(NOW)));
  }

  @Property(tries = 100)
  void charactersAreAsManyAndOfTheKindAskedFor(@ForAll @IntRange(min = -5, max = 500) int count) {
    String[] made =
        render(
                "{{randAlpha .n}}\n{{randNumeric .n}}\n{{randAlphaNum .n}}\n{{randAscii .n}}",
                Map.of("n", count))
            .split("\n", -1);
    int length = Math.max(0, count);

    assertThat(made[0]).hasSize(length).matches("[A-Za-z]*");
    assertThat(made[1]).hasSize(length).matches("[0-9]*");
    assertThat(made[2]).hasSize(length).matches("[A-Za-z0-9]*");
    assertThat(made[3]).hasSize(length).matches("[ -~]*");
  }

  @Test
  void everyCharacterOfTheKindComesUp() {
    assertThat(render("{{randAlpha 5000}}", Map.of()).chars().distinct().count()).isEqualTo(52);
    assertThat(render("{{randAlphaNum 5000}}", Map.of()).chars().distinct().count()).isEqualTo(62);
    assertThat(render("{{randNumeric 1000}}", Map.of()).chars().distinct().count()).isEqualTo(10);
    assertThat(render("{{randAscii 9000}}", Map.of()).chars().distinct().count()).isEqualTo(95);
  }

  @Property(tries = 50)
  void bytesComeInBase64(@ForAll @IntRange(max = 300) int count) {
    String made = render("{{randBytes .n}}", Map.of("n", count));

    assertThat(Base64.getDecoder().decode(made)).hasSize(count);
  }

  @Property(tries = 200)
  void integersAreInTheirRange(
      @ForAll @IntRange(min = -1000, max = 1000) int min, @ForAll @IntRange(min = 1) int width) {
    long made =
        Long.parseLong(
            render("{{randInt .min .max}}", Map.of("min", min, "max", (long) min + width)));

    assertThat(made).isBetween((long) min, (long) min + width - 1);
  }

  @Property(tries = 100)
  void shufflingKeepsTheCharacters(@ForAll String text) {
    String valid = text.replaceAll("[\\p{Cs}\\p{Co}]", "");

    assertThat(render("{{shuffle .s}}", Map.of("s", valid)).codePoints().sorted())
        .containsExactlyElementsOf(valid.codePoints().sorted().boxed().toList());
  }

  @Property(tries = 50)
  void identifiersAreOfVersionFour() {
    UUID made = UUID.fromString(render("{{uuidv4}}", Map.of()));

    assertThat(made.version()).isEqualTo(4);
    assertThat(made.variant()).isEqualTo(2);
  }

  @Property(tries = 5)
  void passwordHashesFitTheirPassword(
      @ForAll @AlphaChars @StringLength(min = 1, max = 72) String password) {
    String[] made =
        render("{{bcrypt .p}}\n{{htpasswd \"ann\" .p}}", Map.of("p", password)).split("\n", -1);

    assertThat(made[0]).startsWith("$2a$10$");
    assertThat(OpenBSDBCrypt.checkPassword(made[0], password.toCharArray())).isTrue();
    assertThat(OpenBSDBCrypt.checkPassword(made[0], (password + "x").toCharArray()))
        .isEqualTo(password.length() == 72);
    assertThat(made[1]).startsWith("ann:$2a$10$");
    assertThat(OpenBSDBCrypt.checkPassword(made[1].substring(4), password.toCharArray())).isTrue();
  }

  @Property(tries = 100)
  void encryptedTextDecrypts(
      @ForAll byte @Size(max = 100) [] content, @ForAll @AlphaChars String key) {
    Map<String, Object> data =
        Map.of("s", new String(content, StandardCharsets.ISO_8859_1), "k", key);

    assertThat(render("{{encryptAES .k .s | decryptAES .k | eq .s}}", data)).isEqualTo("true");
    assertThat(render("{{if .s}}{{eq (encryptAES .k .s) (encryptAES .k .s)}}{{end}}", data))
        .isIn("", "false");
  }

  @Property(tries = 3)
  void derivedPasswordsStayTheSameAndFollowTheirTemplate(@ForAll @NumericChars String user) {
    String text = "{{derivePassword 1 .t \"master\" .u \"example.com\"}}";

    assertThat(render(text, Map.of("t", "pin", "u", user))).matches("[0-9]{4}");
    assertThat(render(text, Map.of("t", "long", "u", user)))
        .hasSize(14)
        .isEqualTo(render(text, Map.of("t", "long", "u", user)));
  }

  @ParameterizedTest
  @CsvSource({"ecdsa, EC PRIVATE KEY", "ed25519, PRIVATE KEY", "rsa, RSA PRIVATE KEY"})
  void keysArePem(String type, String label) {
    assertThat(render("{{genPrivateKey .t}}", Map.of("t", type)))
        .startsWith("-----BEGIN " + label + "-----\n")
        .endsWith("-----END " + label + "-----\n");
  }

  @Property(tries = 5)
  void certificatesSayWhatWasAskedAndChain(
      @ForAll @AlphaChars @StringLength(min = 1, max = 30) String name,
      @ForAll @IntRange(min = 1, max = 5000) int days)
      throws GeneralSecurityException {
    String[] made =
        render(
                "{{$ca := genCAWithKey \"root\" 9000 (genPrivateKey \"ecdsa\")}}"
                    + "{{$c := genSignedCertWithKey .name (list \"10.0.0.7\") (list \"a.example\")"
                    + " .days $ca (genPrivateKey \"ed25519\")}}{{$ca.Cert}}|{{$c.Cert}}|"
                    + "{{(genSelfSignedCertWithKey .name (list) (list) .days (genPrivateKey"
                    + " \"ecdsa\")).Cert}}",
                Map.of("name", name, "days", days))
            .split("\\|", -1);
    X509Certificate root = certificate(made[0]);
    X509Certificate leaf = certificate(made[1]);
    X509Certificate own = certificate(made[2]);

    leaf.verify(root.getPublicKey());
    own.verify(own.getPublicKey());
    assertThat(root.getBasicConstraints()).isGreaterThanOrEqualTo(0);
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=" + name);
    assertThat(leaf.getSubjectAlternativeNames()).hasSize(2);
    assertThat(leaf.getNotBefore().toInstant()).isEqualTo(NOW);
    assertThat(leaf.getNotAfter().toInstant()).isEqualTo(NOW.plus(days, ChronoUnit.DAYS));
  }

  @Test
  void certificatesWithoutAKeyMakeOneOfTheirOwn() throws Exception {
    String[] made =
        render(
                "{{$ca := genCA \"root\" 1}}{{$c := genSignedCert \"leaf\" (list) (list) 1 $ca}}"
                    + "{{$s := genSelfSignedCert \"self\" (list) (list) 1}}"
                    + "{{$ca.Cert}}|{{$c.Cert}}|{{$s.Cert}}|{{eq $c.Key $ca.Key}}",
                Map.of())
            .split("\\|", -1);

    certificate(made[1]).verify(certificate(made[0]).getPublicKey());
    certificate(made[2]).verify(certificate(made[2]).getPublicKey());
    assertThat(made[3]).isEqualTo("false");
  }

  private static X509Certificate certificate(String pem) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  @Property(tries = 300)
  void noMessageQuotesASecret(@ForAll @IntRange(max = 100_000) int number) {
    List<String> names = List.copyOf(Sprig.library().names());
    String name = names.get(number % names.size());
    String text = "{{" + name + " " + ".s ".repeat(1 + number % 6) + "}}";
    if (name.equals("genPrivateKey")) {
      return;
    }
    try {
      GoTemplate.parse("t", text, SPRIG)
          .render(Values.of(Map.of("s", secret(number))), RenderOptions.standard());
    } catch (TemplateExecutionException e) {
      assertThat(e).hasMessageNotContaining("canary-4d7e").hasNoCause();
    }
  }

  /** The canary as a string, in a list, in a map, and as a key. */
  private static Object secret(int number) {
    return switch (number / 1000 % 4) {
      case 0 -> "canary-4d7e [(%z \\";
      case 1 -> List.of("canary-4d7e");
      case 2 -> Map.of("canary-4d7e", 1, "host", "canary-4d7e:x");
      default -> "{canary-4d7e: 1, canary-4d7e: 2}";
    };
  }

  @Test
  void aRangeWithoutNumbersIsRefused() {
    assertThatExceptionOfType(TemplateExecutionException.class)
        .isThrownBy(() -> render("{{randInt 5 5}}", Map.of()))
        .withMessageContaining("invalid argument to Intn");
  }
}
