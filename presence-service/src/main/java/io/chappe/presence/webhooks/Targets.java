package io.chappe.presence.webhooks;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where may be posted to. Whoever names an address is a stranger, and this process stands where strangers cannot reach: only what
 * is public may be named, and what the operator allows.
 */
public final class Targets {
    private static final List<Network> REFUSED = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20");

    /** All else of IPv6 is local, reserved, or says an IPv4 address in other words. */
    private static final Network GLOBAL = Network.parse("2000::/3");

    private static final Network NAT64 = Network.parse("64:ff9b::/96");
    private static final int NAT64_PREFIX_BYTES = 12;
    private static final Network SIX_TO_FOUR = Network.parse("2002::/16");
    private static final int SIX_TO_FOUR_PREFIX_BYTES = 2;
    private static final int IPV4_BYTES = 4;

    private final List<Network> allowed;
    private final boolean allowsHttp;

    public Targets(WebhooksConfig config) {
        this.allowed = config.allowTo().stream().map(Network::parse).toList();
        this.allowsHttp = config.allowHttp();
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }

    /** What is wrong with an address that a webhook names; where its host is a name, that shows only when it is resolved. */
    public Optional<String> fault(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            return Optional.of("url must be an address");
        }
        if (!"https".equals(uri.getScheme()) && !allowsHttp) {
            return Optional.of("url must begin with https://");
        }
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host(uri));
        return literal == null || allows(address(literal))
                ? Optional.empty()
                : Optional.of("url must not lead to " + host(uri) + ", which is not public");
    }

    /** As it is resolved, without the brackets of an IPv6 address. */
    static String host(URI uri) {
        String host = String.valueOf(uri.getHost());
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    boolean allows(InetAddress address) {
        if (allowed.stream().anyMatch(network -> network.contains(address))) {
            return true;
        } else if (NAT64.contains(address)) {
            return allows(inside(address, NAT64_PREFIX_BYTES));
        } else if (SIX_TO_FOUR.contains(address)) {
            return allows(inside(address, SIX_TO_FOUR_PREFIX_BYTES));
        }
        boolean isStrange = address instanceof Inet6Address && !GLOBAL.contains(address);
        return !isStrange && REFUSED.stream().noneMatch(network -> network.contains(address));
    }

    /** The IPv4 address that an IPv6 address leads to. */
    private static InetAddress inside(InetAddress address, int at) {
        return address(Arrays.copyOfRange(address.getAddress(), at, at + IPV4_BYTES));
    }

    /** One of IPv4 that is written as one of IPv6 becomes what it is. */
    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("it has 4 or 16 bytes", e);
        }
    }
}
