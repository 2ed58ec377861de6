package io.chappe.core.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.TenantId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RevocationTest {
    private static final TenantId ACME = new TenantId("acme\"]");

    static Stream<Revocation> all() {
        return Stream.of(
                new Revocation(ACME, null, null, 7),
                new Revocation(ACME, new PeerId("peer\",\"é"), null, 8),
                new Revocation(ACME, null, "peer", 9));
    }

    @ParameterizedTest
    @MethodSource("all")
    void isReadAsItWasWritten(Revocation revoked) {
        // Given
        Notice notice = new Notice(revoked.subject(), revoked.content(), 1, 2);

        // When
        Revocation read = Revocation.of(notice);

        // Then
        assertThat(read).isEqualTo(revoked);
    }

    @Test
    void isNotSeenInOtherNotices() {
        assertThat(Revocation.of(new Notice("[\"tenant\",\"acme\"]", "{}", 1, 2)))
                .isNull();
        assertThat(Revocation.of(new Notice("[]", "{}", 1, 2))).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            no JSON                     | {"issuedUntil":1}
            ["revoked"]                 | {"issuedUntil":1}
            ["revoked",null]            | {"issuedUntil":1}
            ["revoked","acme","peer"]   | {"issuedUntil":1}
            ["revoked","acme"]          | {}
            ["revoked","acme"]          | {"issuedUntil":"x"}
            ["revoked","acme"]          | no JSON
            """)
    void isRefusedWhereItIsNone(String subject, String content) {
        assertThatThrownBy(() -> Revocation.of(new Notice(subject, content, 1, 2)))
                .isInstanceOf(WireException.class);
    }
}
