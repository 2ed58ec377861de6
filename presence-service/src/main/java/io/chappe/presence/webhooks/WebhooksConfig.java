package io.chappe.presence.webhooks;

import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** How tenants' servers are told what happens. */
public record WebhooksConfig(
        @Setting(
                def = "1s",
                help =
                        "The longest wait after a post that has failed; twice as long after each further one. How long it is is"
                                + " drawn at random.")
        Duration retryFirst,

        @Setting(def = "30m", help = "The longest wait of all.")
        Duration retryMost,

        @Setting(
                def = "24h",
                help =
                        "For how long an event is tried; then it is a dead letter, and the next ones are tried. Not longer than"
                                + " `events.keptFor`.")
        Duration giveUpAfter,

        @Setting(def = "45s", help = "How long one post may take, with its answer.")
        Duration timeout,

        @Setting(def = "30s", help = "How often each service looks for what a dead one has left.")
        Duration scan,

        @Setting(
                def = "[]",
                help =
                        "Networks of their own, such as [10.1.0.0/16], to which may be posted; all that is not public is refused"
                                + " otherwise.")
        List<String> allowTo,

        @Setting(def = "false", help = "Whether a webhook may be http, which anyone on the way can read.")
        boolean allowHttp) {
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(2);
    private static final int MOST_DOUBLINGS = 20;
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    private static final Duration LEAST_WAIT = Duration.ofMillis(1);

    public WebhooksConfig {
        Require.that(retryFirst.compareTo(LEAST_WAIT) >= 0, "retryFirst must be at least 1ms");
        Require.that(retryMost.compareTo(retryFirst) >= 0, "retryMost must be at least retryFirst");
        Require.that(retryMost.compareTo(LONGEST_WAIT) <= 0, "retryMost must be at most 1d");
        Require.positive("giveUpAfter", giveUpAfter);
        Require.positive("timeout", timeout);
        Require.that(timeout.compareTo(LONGEST_TIMEOUT) <= 0, "timeout must be at most 2m");
        Require.positive("scan", scan);
        allowTo.forEach(Network::parse);
        allowTo = List.copyOf(allowTo);
    }

    /** After so many failures in a row. Drawn from all up to the longest, so that many that have failed together do not come again together. */
    long delayMs(int failures) {
        int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
        long most = Math.min(retryMost.toMillis(), retryFirst.toMillis() << doublings);
        return 1 + ThreadLocalRandom.current().nextLong(most);
    }
}
