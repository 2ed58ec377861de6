package io.chappe.core.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.core.model.TenantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantNoticeTest {
    @ParameterizedTest
    @ValueSource(strings = {"anonymous: true", "{\"anonymous\": \"é\"}", ""})
    void isReadAsItWasWritten(String text) {
        // Given
        TenantNotice tenant = new TenantNotice(new TenantId("acme\",\"é]"), text);

        // When
        TenantNotice read = TenantNotice.of(new Notice(tenant.subject(), tenant.text(), 1, Notice.FOR_EVER));

        // Then
        assertThat(read).isEqualTo(tenant);
        assertThat(tenant.isGone()).isEqualTo(text.isEmpty());
    }

    @Test
    void isNotSeenInOtherNotices() {
        assertThat(TenantNotice.of(new Notice("[\"revoked\",\"acme\"]", "{}", 1, 2)))
                .isNull();
        assertThat(TenantNotice.of(new Notice("[]", "{}", 1, 2))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no JSON", "[\"tenant\"]", "[\"tenant\",null]", "[\"tenant\",\"\"]"})
    void isRefusedWhereItIsNone(String subject) {
        assertThatThrownBy(() -> TenantNotice.of(new Notice(subject, "{}", 1, 2)))
                .isInstanceOf(WireException.class);
    }

    @Test
    void isNotShown() {
        // Given
        TenantNotice tenant = new TenantNotice(new TenantId("acme"), "hush");
        Notice notice = new Notice(tenant.subject(), tenant.text(), 1, 2);

        // When // Then
        assertThat(tenant).asString().doesNotContain("hush").contains("acme");
        assertThat(notice).asString().doesNotContain("hush").contains("acme");
    }
}
