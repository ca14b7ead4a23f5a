package dev.sealer.e2e;

import dev.sealer.e2e.stage.Installation;
import dev.sealer.testbed.cluster.AuditEntry;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Rights of the operator, each as {@code VERB GROUP/RESOURCE}, such as {@code get /secrets}. */
final class GrantedRights {

  /**
   * Why a right is granted that the tests on a real node do not use; a regular expression for each
   * group of rights.
   */
  private static final Map<String, String> EXPLAINED =
      Map.of(
          "(create|get|list|watch|patch|delete) "
              + "(/(configmaps|services|serviceaccounts|persistentvolumeclaims)"
              + "|apps/(deployments|statefulsets|daemonsets)|batch/(jobs|cronjobs)"
              + "|autoscaling/horizontalpodautoscalers|policy/poddisruptionbudgets"
              + "|networking.k8s.io/(ingresses|networkpolicies)|bitnami.com/sealedsecrets"
              + "|external-secrets.io/(externalsecrets|secretstores)"
              + "|argoproj.io/(applications|appprojects))",
          "a kind that an Application may have: watched for drift, written by server-side apply,"
              + " which asks for create and patch, and pruned",
          "(get|list|watch) (/pods|apps/replicasets)",
          "the health of workloads depends on them",
          "(create|get|patch) /namespaces",
          "CreateNamespace=true and managedNamespaceMetadata",
          "delete /secrets",
          "deletion policies of ExternalSecrets, and old keys of SealedSecrets",
          "create (authentication.k8s.io/tokenreviews|authorization.k8s.io/subjectaccessreviews)",
          "callers of /v1/verify and /v1/rotate if sealedSecrets.apiAccess is token",
          "(get|create|delete|patch|update) external-secrets.io/cluster.*",
          "stores and ExternalSecrets for all namespaces; watched here, and none exists",
          "get generators.external-secrets.io/.*",
          "generators of values; watched here, and none exists",
          "update external-secrets.io/externalsecrets/finalizers",
          "an admission plug-in asks for it where an owner reference blocks a deletion",
          "patch /events",
          "an event that is repeated");

  private GrantedRights() {}

  /** Returns what the roles grant that are bound to the operator. */
  static NavigableSet<String> of(KubernetesClient client) {
    NavigableSet<String> rights = new TreeSet<>();
    for (ClusterRoleBinding binding : client.rbac().clusterRoleBindings().list().getItems()) {
      if (isOfOperator(binding.getSubjects())) {
        String role = binding.getRoleRef().getName();
        add(client.rbac().clusterRoles().withName(role).get().getRules(), rights);
      }
    }
    for (RoleBinding binding : client.rbac().roleBindings().inAnyNamespace().list().getItems()) {
      if (isOfOperator(binding.getSubjects())) {
        String namespace = binding.getMetadata().getNamespace();
        String role = binding.getRoleRef().getName();
        add(client.rbac().roles().inNamespace(namespace).withName(role).get().getRules(), rights);
      }
    }
    return rights;
  }

  private static boolean isOfOperator(List<Subject> subjects) {
    return subjects.stream()
        .anyMatch(subject -> subject.getName().equals(Installation.SERVICE_ACCOUNT));
  }

  private static void add(List<PolicyRule> rules, NavigableSet<String> rights) {
    for (PolicyRule rule : rules) {
      for (String group : rule.getApiGroups()) {
        for (String resource : rule.getResources()) {
          rule.getVerbs().forEach(verb -> rights.add(verb + " " + group + "/" + resource));
        }
      }
    }
  }

  /** Returns the right that a request needed. */
  static String neededFor(AuditEntry entry) {
    String subresource = entry.subresource().isEmpty() ? "" : "/" + entry.subresource();
    return entry.verb() + " " + entry.group() + "/" + entry.resource() + subresource;
  }

  /** Returns whether a right has a reason although these tests do not use it. */
  static boolean isExplained(String right) {
    return EXPLAINED.keySet().stream().anyMatch(right::matches);
  }
}
