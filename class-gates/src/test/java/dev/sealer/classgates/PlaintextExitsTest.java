package dev.sealer.classgates;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Plaintext leaves {@code SecretBytes} in these classes only. A new one is added here, in review,
 * with the reason in the class itself.
 */
class PlaintextExitsTest {

  private static final Set<String> EXITS =
      Set.of(
          "dev.sealer.cli.edit.EditableText",
          "dev.sealer.cli.es.SamplePreview",
          "dev.sealer.cli.fingerprint.FingerprintHmac",
          "dev.sealer.cli.manifest.RepeatedValues",
          "dev.sealer.cli.unseal.SecretUnsealer",
          "dev.sealer.externalsecrets.plan.PeerHash",
          // Certificates, which are public.
          "dev.sealer.externalsecrets.provider.CaBundle",
          "dev.sealer.externalsecrets.provider.SharedSessions",
          "dev.sealer.externalsecrets.reconcile.SecretCodec",
          "dev.sealer.externalsecrets.render.Rendering",
          "dev.sealer.externalsecrets.store.aws.AwsSession",
          "dev.sealer.externalsecrets.value.Decoding",
          "dev.sealer.externalsecrets.value.JsonMerge",
          "dev.sealer.externalsecrets.value.JsonValues",
          "dev.sealer.externalsecrets.value.NullBytePolicy",
          "dev.sealer.git.jgit.HostBoundCredentials",
          "dev.sealer.kube.redact.KnownSecrets",
          "dev.sealer.sealedsecrets.plan.unseal.WholeObject",
          "dev.sealer.sealedsecrets.reconcile.FingerprintKey",
          "dev.sealer.sealedsecrets.reconcile.InputFingerprint",
          "dev.sealer.sealedsecrets.plan.secret.SecretManifest",
          "dev.sealer.sealing.Sealer",
          "dev.sealer.sealing.age.AgeFile",
          "dev.sealer.sealing.age.AgePrimitives",
          "dev.sealer.sealing.age.Argon2Cost",
          "dev.sealer.sealing.age.X25519Identity",
          "dev.sealer.sealing.backup.BackedUpKeyJson",
          "dev.sealer.sealing.backup.BackupDocument",
          "dev.sealer.sealing.keys.PrivateSealingKey",
          "dev.sealer.sealing.model.KeySecretJson",
          "dev.sealer.template.upstream.ExternalSecretTemplate",
          "dev.sealer.template.value.SecretMap");

  /**
   * What these classes answer must not depend on a value: with items of somebody else and a
   * template of the caller's own, each could be asked about it bit by bit.
   */
  private static final Set<String> OPENERS =
      Set.of(
          "dev.sealer.sealedsecrets.api.SealingApi",
          "dev.sealer.sealedsecrets.reconcile.SealedSecretReconciler");

  @Test
  void onlyTheListedClassesRevealPlaintext() {
    assertThat(callers("dev.sealer.secret.SecretBytes", "reveal", "dev.sealer.secret"))
        .isEqualTo(new TreeSet<>(EXITS));
  }

  @Test
  void onlyTheListedClassesOpenSealedSecretsOfTheCluster() {
    String unsealing = "dev.sealer.sealedsecrets.plan.unseal";
    assertThat(callers(unsealing + ".SealedSecretUnsealer", "unseal", unsealing))
        .isEqualTo(new TreeSet<>(OPENERS));
  }

  private static Set<String> callers(String owner, String method, String home) {
    Set<String> seen = new TreeSet<>();
    for (JavaClass type : CompiledProduct.CLASSES) {
      for (JavaCodeUnitAccess<?> call : type.getCodeUnitAccessesFromSelf()) {
        if (call.getTargetOwner().getName().equals(owner)
            && call.getTarget().getName().equals(method)
            && !type.getPackageName().equals(home)) {
          seen.add(topLevel(type));
        }
      }
    }
    return seen;
  }

  private static String topLevel(JavaClass type) {
    String name = type.getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }
}
