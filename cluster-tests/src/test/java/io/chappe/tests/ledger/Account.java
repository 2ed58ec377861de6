package io.chappe.tests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.ledger.Events.Kind;

/**
 * What became of a trial.
 *
 * @param wrongRosters sessions whose roster is not what is
 */
public record Account(int sessions, Balance balance, int wrongRosters, Events events) {
    /** Asserts what holds under each fault: the ledger balances, nobody was lost, the rosters are right. */
    public void assertKept() {
        assertThat(balance.isKept()).as(figures()).isTrue();
        assertThat(balance.failed()).as(figures()).isZero();
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

    /** All of it, in one line. */
    public String figures() {
        return "%d sessions, %d signals: %d lost, %d twice, %d silent, %d out of order, errors %s; %d resumed, without a socket p50 %.2f s p99 %.2f s; %d `reconnecting`, last %.2f s after; %d `member-left`; %d sessions lost; %d closed%s; %d rosters wrong"
                .formatted(
                        sessions,
                        balance.sent(),
                        balance.lost(),
                        balance.twice(),
                        balance.silent(),
                        balance.misordered(),
                        balance.failed() == 0 ? 0 : balance.errors(),
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
                        wrongRosters);
    }
}
