package io.chappe.client;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.ClientSSLOptions;
import java.net.URI;
import java.util.List;

/** Opens sockets by Vert.x, through a proxy's CONNECT where one is configured. */
final class VertxDialer implements Dialer {
    private final Context loop;
    private final WebSocketClient sockets;
    private final Network network;

    VertxDialer(Context loop, WebSocketClient sockets, Network network) {
        this.loop = loop;
        this.sockets = sockets;
        this.network = network;
    }

    @Override
    public Future<Line> dial(URI url, long withinMs) {
        WebSocketConnectOptions target = new WebSocketConnectOptions()
                .setAbsoluteURI(url.toString())
                .setSubProtocols(List.of(ChappeClient.SUBPROTOCOL))
                .setTimeout(withinMs);
        if (network.trust() != null) {
            target.setSslOptions(
                    new ClientSSLOptions().setTrustOptions(network.trust()).setHostnameVerificationAlgorithm("HTTPS"));
        }
        if (network.proxy() != null) {
            target.setProxyOptions(network.proxy());
        }
        return sockets.connect(target).map(socket -> new VertxLine(loop, socket));
    }
}
