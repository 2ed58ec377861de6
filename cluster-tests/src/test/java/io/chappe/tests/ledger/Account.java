package io.chappe.tests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.ledger.Events.Kind;

/**
 * What became of a trial.
 *
 * @param balance of the signals that wanted to be received
 * @param relayed of those that were only to be relayed: one that was answered ok was written to a socket, and may be lost
 *     with it
 * @param wrongRosters sessions whose roster is not what is
 */
public record Account(int sessions, Balance balance, Balance relayed, int wrongRosters, Events events) {
    /** Asserts what holds under each fault: the ledger balances, nobody was lost, the rosters are right. */
    public void assertKept() {
        assertThat(balance.isKept()).as(figures()).isTrue();
        assertThat(balance.failed()).as(figures()).isZero();
        assertThat(relayed.twice()).as(figures()).isZero();
        assertThat(relayed.silent()).as(figures()).isZero();
        assertThat(events.count(Kind.SESSION_LOST)).as(figures()).isZero();
        assertThat(events.count(Kind.LEFT)).as(figures()).isZero();
        assertThat(events.closed()).as(figures()).isEmpty();
        assertThat(wrongRosters).as(figures()).isZero();
    }

    /** Asserts that nobody was shown as away, and nobody had to resume. */
    public void assertUnnoticed() {
        assertThat(events.count(Kind.RECONNECTING)).as(figures()).isZero();
        assertThat(events.count(Kind.RESUMED)).as(figures()).isZero();
    }

    /** Asserts that what was only to be relayed came, too. */
    public void assertAllRelayed() {
        assertThat(relayed.isKept()).as(figures()).isTrue();
        assertThat(relayed.failed()).as(figures()).isZero();
    }

    /** All of it, in one line. */
    public String figures() {
        return "%d sessions, %s; %d resumed, without a socket p50 %.2f s p99 %.2f s; %d `reconnecting`, last %.2f s after; %d `member-left`; %d sessions lost; %d closed%s; %d rosters wrong; relayed: %s, the last of a signal sent %.2f s after"
                .formatted(
                        sessions,
                        balance.figures(),
                        events.count(Kind.RESUMED),
                        events.gap(50),
                        events.gap(99),
                        events.count(Kind.RECONNECTING),
                        events.last(Kind.RECONNECTING),
                        events.count(Kind.LEFT),
                        events.count(Kind.SESSION_LOST),
                        events.closed().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum(),
                        events.closed().isEmpty() ? "" : " " + events.closed(),
                        wrongRosters,
                        relayed.figures(),
                        events.last(Kind.NOT_RELAYED));
    }
}
