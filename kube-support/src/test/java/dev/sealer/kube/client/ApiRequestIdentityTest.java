package dev.sealer.kube.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A request keeps the user that it is sent as, and never has an empty one. */
final class ApiRequestIdentityTest {

  @Test
  void aUserStaysWhenARequestIsChanged() {
    ApiRequest request = ApiRequest.get("/api/v1/namespaces").actingAs("jane");

    assertThat(request.with("limit", "1").accepting(ApiRequest.METADATA_ONLY).user())
        .isEqualTo("jane");
    assertThat(ApiRequest.get("/api/v1/namespaces").user()).isNull();
  }

  @Test
  void nobodyIsNotTheOperator() {
    ApiRequest request = ApiRequest.get("/api/v1/namespaces");

    assertThatThrownBy(() -> request.actingAs(" ")).isInstanceOf(IllegalArgumentException.class);
  }
}
