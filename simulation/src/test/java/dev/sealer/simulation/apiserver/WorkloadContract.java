package dev.sealer.simulation.apiserver;

import static dev.sealer.simulation.apiserver.ContractClient.entry;
import static dev.sealer.simulation.apiserver.ContractClient.fields;
import static dev.sealer.simulation.apiserver.ContractClient.generation;
import static dev.sealer.simulation.apiserver.ContractClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import org.junit.jupiter.api.Test;

/** Deployments, Jobs and Services, as the sync engine applies and compares them. */
interface WorkloadContract extends ContractServer {

  ResourceType DEPLOYMENT = new ResourceType("apps", "v1", "Deployment", "deployments", true);
  ResourceType JOB = new ResourceType("batch", "v1", "Job", "jobs", true);
  ResourceType SERVICE = new ResourceType("", "v1", "Service", "services", true);
  String MINIMAL =
      """
      {'spec':{'selector':{'matchLabels':{'app':'a'}},
       'template':{'metadata':{'labels':{'app':'a'}},'spec':{'containers':[
        {'name':'c','image':'example.com/i:1','ports':[{'containerPort':80}]}]}}}}
      """;

  @Test
  default void aDeploymentIsFilledIn() {
    ApiAnswer applied = client().apply(DEPLOYMENT, "a", MINIMAL, "us");

    assertThat(applied.code()).isEqualTo(201);
    assertThat(applied.body().path("spec"))
        .isEqualTo(
            json(
                """
                {'progressDeadlineSeconds':600,'replicas':1,'revisionHistoryLimit':10,
                 'selector':{'matchLabels':{'app':'a'}},
                 'strategy':{'rollingUpdate':{'maxSurge':'25%','maxUnavailable':'25%'},
                  'type':'RollingUpdate'},
                 'template':{'metadata':{'labels':{'app':'a'}},'spec':{'containers':[
                  {'image':'example.com/i:1','imagePullPolicy':'IfNotPresent','name':'c',
                   'ports':[{'containerPort':80,'protocol':'TCP'}],'resources':{},
                   'terminationMessagePath':'/dev/termination-log',
                   'terminationMessagePolicy':'File'}],
                  'dnsPolicy':'ClusterFirst','restartPolicy':'Always',
                  'schedulerName':'default-scheduler','securityContext':{},
                  'terminationGracePeriodSeconds':30}}}
                """));
    assertThat(generation(applied)).isEqualTo(1);
    assertThat(applied.body().path("status")).isEqualTo(json("{}"));
    assertThat(client().apply(DEPLOYMENT, "a", MINIMAL, "us").body()).isEqualTo(applied.body());
  }

  @Test
  default void fieldsOfContainersAreOwnedByTheirKeys() {
    ApiAnswer applied = client().apply(DEPLOYMENT, "a", MINIMAL, "us");
    JsonNode containers =
        fields(applied, "us", "Apply")
            .path("f:spec")
            .path("f:template")
            .path("f:spec")
            .path("f:containers");

    assertThat(containers.path("k:{\"name\":\"c\"}"))
        .isEqualTo(
            json(
                """
                {'.':{},'f:image':{},'f:name':{},'f:ports':{
                 'k:{QcontainerPortQ:80,QprotocolQ:QTCPQ}':{'.':{},'f:containerPort':{}}}}
                """
                    .replace("Q", "\\\"")));
    assertThat(fields(applied, "us", "Apply").path("f:spec").path("f:selector"))
        .isEqualTo(json("{}"));
  }

  @Test
  default void twoManagersShareAPodTemplate() {
    client().apply(DEPLOYMENT, "a", MINIMAL, "us");
    ApiAnswer both =
        client()
            .apply(
                DEPLOYMENT,
                "a",
                """
                {'spec':{'template':{'spec':{'containers':[
                 {'name':'c','env':[{'name':'E','value':'1'}]}]}}}}
                """,
                "them");
    JsonNode container =
        both.body().path("spec").path("template").path("spec").path("containers").path(0);
    assertThat(container.path("image").asText()).isEqualTo("example.com/i:1");
    assertThat(container.path("env")).isEqualTo(json("{'l':[{'name':'E','value':'1'}]}").path("l"));
    assertThat(generation(both)).isEqualTo(2);

    ApiAnswer again = client().apply(DEPLOYMENT, "a", MINIMAL, "us");
    assertThat(again.body()).isEqualTo(both.body());
  }

  @Test
  default void annotationsOfADeploymentCountAsAGeneration() {
    client().apply(DEPLOYMENT, "a", MINIMAL, "us");
    ApiAnswer labeled = client().merge(DEPLOYMENT, "a", "{'metadata':{'labels':{'l':'1'}}}", "m");
    assertThat(generation(labeled)).isEqualTo(1);
    ApiAnswer annotated =
        client().merge(DEPLOYMENT, "a", "{'metadata':{'annotations':{'a':'1'}}}", "m");
    assertThat(generation(annotated)).isEqualTo(2);
  }

  @Test
  default void theStatusOfADeploymentIsWrittenApart() {
    client().apply(DEPLOYMENT, "a", MINIMAL, "us");
    ApiAnswer status =
        client()
            .mergeStatus(
                DEPLOYMENT,
                "a",
                "{'status':{'observedGeneration':1,'replicas':1,'updatedReplicas':1,"
                    + "'availableReplicas':0}}",
                "m");
    assertThat(status.body().path("status"))
        .isEqualTo(json("{'observedGeneration':1,'replicas':1,'updatedReplicas':1}"));
    assertThat(generation(status)).isEqualTo(1);
    assertThat(entry(status, "m", "Update").path("subresource").asText()).isEqualTo("status");
  }

  @Test
  default void theSelectorOfADeploymentStaysAndMatches() {
    ApiAnswer other =
        client()
            .create(
                DEPLOYMENT,
                "b",
                MINIMAL.replace("'matchLabels':{'app':'a'}", "'matchLabels':{'app':'b'}"));
    assertThat(other.code()).isEqualTo(422);
    assertThat(other.body().path("details").path("causes").path(0).path("field").asText())
        .isEqualTo("spec.template.metadata.labels");
    client().apply(DEPLOYMENT, "a", MINIMAL, "us");
    ApiAnswer changed =
        client().force(DEPLOYMENT, "a", MINIMAL.replace("'app':'a'", "'app':'b'"), "us");
    assertThat(changed.code()).isEqualTo(422);
    JsonNode cause = changed.body().path("details").path("causes").path(0);
    assertThat(cause.path("field").asText()).isEqualTo("spec.selector");
    assertThat(cause.path("message").asText()).endsWith("field is immutable");
  }

  @Test
  default void aJobSelectsItsOwnPods() {
    ApiAnswer created =
        client()
            .create(
                JOB,
                "a",
                "{'spec':{'template':{'spec':{'restartPolicy':'Never','containers':["
                    + "{'name':'c','image':'i'}]}}}}");

    assertThat(created.code()).isEqualTo(201);
    String uid = created.body().path("metadata").path("uid").asText();
    JsonNode spec = created.body().path("spec");
    assertThat(spec.path("selector").path("matchLabels"))
        .isEqualTo(json("{'batch.kubernetes.io/controller-uid':'" + uid + "'}"));
    assertThat(spec.path("template").path("metadata").path("labels").path("job-name").asText())
        .isEqualTo("a");
    assertThat(spec.path("completions").asInt()).isEqualTo(1);
    assertThat(spec.path("parallelism").asInt()).isEqualTo(1);
    assertThat(spec.path("backoffLimit").asInt()).isEqualTo(6);
    assertThat(spec.path("completionMode").asText()).isEqualTo("NonIndexed");
    assertThat(spec.path("suspend").asBoolean(true)).isFalse();
    assertThat(spec.path("podReplacementPolicy").asText()).isEqualTo("TerminatingOrFailed");
    ApiAnswer changed =
        client()
            .merge(
                JOB,
                "a",
                "{'spec':{'template':{'spec':{'terminationGracePeriodSeconds':5}}}}",
                "m");
    assertThat(changed.code()).isEqualTo(422);
    assertThat(changed.body().path("details").path("causes").path(0).path("field").asText())
        .isEqualTo("spec.template");
  }

  @Test
  default void aServiceIsFilledInAndGetsAnAddress() {
    String content = "{'spec':{'selector':{'app':'a'},'ports':[{'port':80}]}}";
    ApiAnswer applied = client().apply(SERVICE, "a", content, "us");

    assertThat(applied.code()).isEqualTo(201);
    JsonNode spec = applied.body().path("spec");
    assertThat(spec.path("clusterIP").asText()).startsWith("10.0.");
    assertThat(spec.path("clusterIPs").path(0)).isEqualTo(spec.path("clusterIP"));
    assertThat(spec.path("type").asText()).isEqualTo("ClusterIP");
    assertThat(spec.path("sessionAffinity").asText()).isEqualTo("None");
    assertThat(spec.path("internalTrafficPolicy").asText()).isEqualTo("Cluster");
    assertThat(spec.path("ipFamilies")).isEqualTo(json("{'l':['IPv4']}").path("l"));
    assertThat(spec.path("ports"))
        .isEqualTo(json("{'l':[{'port':80,'protocol':'TCP','targetPort':80}]}").path("l"));
    assertThat(applied.body().path("status")).isEqualTo(json("{'loadBalancer':{}}"));
    assertThat(applied.body().path("metadata").has("generation")).isFalse();
    assertThat(client().apply(SERVICE, "a", content, "us").body()).isEqualTo(applied.body());
  }
}
