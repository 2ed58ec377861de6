package io.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EndpointsTest {
    private static final URI A = URI.create("wss://a.example.com/");
    private static final URI B = URI.create("wss://b.example.com/");
    private static final URI C = URI.create("wss://c.example.com/");

    @Test
    void whoIsSentAwayTriesThePlaceWhereItIsLast() {
        // Given
        Endpoints endpoints = new Endpoints(List.of(A, B));
        assertThat(endpoints.next()).isEqualTo(A);

        // When
        endpoints.leave(List.of(A.toString(), C.toString()));

        // Then
        assertThat(Stream.generate(endpoints::next).limit(3))
                .containsExactlyInAnyOrder(A, B, C)
                .endsWith(A);
    }

    @Test
    void notAllWhoAreSentAwayGoToTheSamePlace() {
        // When
        Set<URI> first = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Endpoints endpoints = new Endpoints(List.of(A));
            endpoints.next();
            endpoints.leave(List.of(B.toString(), C.toString()));
            first.add(endpoints.next());
        }

        // Then
        assertThat(first).containsExactlyInAnyOrder(B, C);
    }

    @Test
    void aServersWordIsNoReasonToGiveUpTls() {
        // Given
        Endpoints endpoints = new Endpoints(List.of(A));
        endpoints.next();

        // When
        endpoints.leave(List.of("ws://b.example.com/", "not a url", ""));

        // Then
        assertThat(endpoints.count()).isEqualTo(1);
        assertThat(endpoints.next()).isEqualTo(A);
    }
}
