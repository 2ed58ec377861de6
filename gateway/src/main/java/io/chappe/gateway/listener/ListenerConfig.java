package io.chappe.gateway.listener;

import static java.util.stream.Collectors.joining;

import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;
import io.chappe.node.tls.CertificateFiles;
import io.chappe.node.tls.TlsConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One port for clients. A gateway has any number of them, each with its own purpose. */
public record ListenerConfig(
        @Setting(def = "0.0.0.0", help = "Address to listen on.")
        String host,

        @Setting(def = "8443", help = "Port to listen on; 0 takes a free one.")
        int port,

        @Setting(
                def = "true",
                help = "Whether the listener speaks TLS; false is for legacy clients and behind a proxy that does.")
        boolean tls,

        @Nullable TlsConfig certificate,

        @Setting(def = "[sockets, pages]", help = "What the listener serves.")
        List<Served> serves,

        @Setting(
                def = "[]",
                help = "Addresses and ranges, such as 10.0.0.0/8, of the proxies in front of it. Of them, and of nobody"
                        + " else, X-Forwarded-For is believed: limits by address want to know where a client is.")
        List<String> proxies) {
    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+|.*:.*");

    public ListenerConfig {
        Require.text("host", host);
        Require.port("port", port);
        Require.that(
                !tls || certificate != null,
                "certificate is missing: give certificate.certificate and certificate.key (PEM files), or set tls: false");
        if (tls && certificate != null) {
            // Now, and not when the node has joined its cluster.
            new CertificateFiles(certificate).problem().ifPresent(problem -> Require.that(false, problem));
        }
        Require.that(!serves.isEmpty(), "serves must name sockets, pages or both");
        serves = List.copyOf(serves);
        proxies = List.copyOf(proxies);
        proxies.forEach(ListenerConfig::requireRange);
    }

    private static void requireRange(String range) {
        try {
            AddressRange.parse(range);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("proxies: " + e.getMessage(), e);
        }
    }

    /** For logs and error messages. */
    public String address() {
        return host + ":" + port;
    }

    /** Whether both listen on one port, of all addresses or of the same. Names are compared as they are. */
    public boolean sharesPortWith(ListenerConfig other) {
        return port != 0
                && port == other.port
                && (isEverywhere() || other.isEverywhere() || where().equals(other.where()));
    }

    private boolean isEverywhere() {
        return where() instanceof InetAddress address && address.isAnyLocalAddress();
    }

    /** An address, or a name: none is looked up here, that may take long. */
    private Object where() {
        String name = host.equalsIgnoreCase("localhost") ? "127.0.0.1" : host.toLowerCase(Locale.ROOT);
        if (!ADDRESS.matcher(name).matches()) {
            return name;
        }
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            return name;
        }
    }

    boolean serves(Served what) {
        return serves.contains(what);
    }

    /** For logs. */
    String purposes() {
        return serves.stream()
                .map(purpose -> purpose.name().toLowerCase(Locale.ROOT))
                .collect(joining(" and "));
    }

    /** Whether only this machine reaches it. */
    public boolean isLoopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }
}
