package dev.sealer.externalsecrets.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamespaceShareTest {

  @Test
  void aNamespaceWithoutAPlaceDoesNotStopAnother() {
    NamespaceShare share = new NamespaceShare(2);
    assertThat(share.enter("busy")).isTrue();
    assertThat(share.enter("busy")).isTrue();
    assertThat(share.enter("busy")).isFalse();
    assertThat(share.enter("other")).isTrue();

    share.leave("busy");
    assertThat(share.enter("busy")).isTrue();
    assertThat(share.enter("busy")).isFalse();
  }
}
