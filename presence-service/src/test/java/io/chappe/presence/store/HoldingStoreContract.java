package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store has to do about the records of what nodes hold. */
public abstract class HoldingStoreContract extends StoreContract {
    @Test
    void aSealedRecordTellsItsHoldsAndTakesNoMore() {
        // Given
        Place place = new Place.Room(room);
        Ticket first = ticket(a, place);
        Ticket second = ticket(a, place);
        Ticket ofPeer = ticket(a, new Place.Peer(ann));
        await(stores.holdings().release(place, first.hold()));

        // When
        SealedHoldings sealed = await(stores.holdings().seal(a));
        NOW.addAndGet(Ticket.VALID_MS + 1);
        SealedHoldings later = await(stores.holdings().seal(a));

        // Then
        assertThat(Objects.requireNonNull(sealed).isSettled()).isFalse();
        assertThat(sealed.places())
                .containsOnlyKeys(place, new Place.Peer(ann))
                .containsEntry(place, Set.of(second.hold().id()))
                .containsEntry(new Place.Peer(ann), Set.of(ofPeer.hold().id()));
        assertThat(Objects.requireNonNull(later).isSettled()).isTrue();
        assertThat(await(stores.holdings().hold(a, place))).isNull();
    }

    @Test
    void aDeletedRecordTakesNothing() {
        // Given
        Place place = new Place.Room(room);
        Ticket ticket = ticket(a, place);

        // When
        await(stores.holdings().delete(a));

        // Then
        assertThatThrownBy(() -> await(stores.holdings().hold(a, place))).isInstanceOf(UnknownLifeException.class);
        assertThat(await(stores.holdings().seal(a))).isNull();
        await(stores.holdings().release(place, ticket.hold()));
        assertThat(await(stores.holdings().seal(a))).isNull();
    }
}
