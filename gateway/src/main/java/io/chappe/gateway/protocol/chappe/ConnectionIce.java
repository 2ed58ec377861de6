package io.chappe.gateway.protocol.chappe;

import io.chappe.core.protocol.ServerFrames;
import io.chappe.core.protocol.Welcome;
import io.chappe.gateway.loop.TimerWheel;
import io.chappe.gateway.session.Session;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The credentials for TURN of an open connection: a call that lasts for days must not lose its relay, so its client is given
 * new ones in time.
 */
final class ConnectionIce extends TimerWheel.Timer {
    private final NativeConnection connection;
    private final Session session;
    private final Greeting greeting;

    /**
     * @param expiresInMs when those are over that its client has
     */
    ConnectionIce(NativeConnection connection, Session session, Greeting greeting, long expiresInMs) {
        this.connection = connection;
        this.session = session;
        this.greeting = greeting;
        restart(expiresInMs);
    }

    /** Twice before they are over, and not at once for all who came at once. */
    private void restart(long expiresInMs) {
        long waitMs = expiresInMs / 3 + ThreadLocalRandom.current().nextLong(expiresInMs / 15 + 1);
        session.loop().timers().set(this, Duration.ofMillis(waitMs));
    }

    /** Its socket is gone. */
    void end() {
        session.loop().timers().cancel(this);
    }

    @Override
    protected void expired() {
        Welcome.Ice ice = greeting.iceServers(session.peerKey());
        Long expiresInMs = ice.expiresInMs();
        connection.write(ServerFrames.iceServers(ice));
        if (expiresInMs != null) {
            restart(expiresInMs);
        }
    }
}
