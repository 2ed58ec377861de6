package io.chappe.client;

import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.util.List;

/**
 * What a session is to be. Immutable; each {@code with} gives a changed copy.
 *
 * @param urls of gateways, {@code wss://HOST:PORT/v1/signal}; tried in turn
 * @param identity who the session is for
 * @param listener of all that comes unasked
 * @param network how to reach the service
 * @param limits of calls
 * @param rejoin whether a new session, where the old one could not be resumed, joins the old one's rooms again, and those in
 *     whose lobbies it waited
 */
public record ClientOptions(
        List<URI> urls, Identity identity, SessionListener listener, Network network, Limits limits, boolean rejoin) {
    public ClientOptions {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("a client needs at least one url");
        }
        urls.forEach(ClientOptions::requireSocketUrl);
    }

    private static void requireSocketUrl(URI url) {
        boolean socket = "wss".equals(url.getScheme()) || "ws".equals(url.getScheme());
        if (!socket || url.getHost() == null) {
            throw new IllegalArgumentException("not a ws:// or wss:// url: " + url);
        }
    }

    /** Options with defaults for the rest: no listener, rooms are joined again. */
    public static ClientOptions of(Identity identity, URI... urls) {
        return new ClientOptions(
                List.of(urls), identity, new SessionListener() {}, Network.defaults(), Limits.defaults(), true);
    }

    public ClientOptions withUrls(URI... changed) {
        return new ClientOptions(List.of(changed), identity, listener, network, limits, rejoin);
    }

    public ClientOptions withIdentity(Identity changed) {
        return new ClientOptions(urls, changed, listener, network, limits, rejoin);
    }

    public ClientOptions withListener(SessionListener changed) {
        return new ClientOptions(urls, identity, changed, network, limits, rejoin);
    }

    public ClientOptions withNetwork(Network changed) {
        return new ClientOptions(urls, identity, listener, changed, limits, rejoin);
    }

    public ClientOptions withTrust(TrustOptions trust) {
        return withNetwork(network.withTrust(trust));
    }

    public ClientOptions withProxy(ProxyOptions proxy) {
        return withNetwork(network.withProxy(proxy));
    }

    public ClientOptions withLimits(Limits changed) {
        return new ClientOptions(urls, identity, listener, network, changed, rejoin);
    }

    public ClientOptions withRejoin(boolean changed) {
        return new ClientOptions(urls, identity, listener, network, limits, changed);
    }
}
