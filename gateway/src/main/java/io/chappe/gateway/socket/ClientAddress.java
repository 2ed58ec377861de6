package io.chappe.gateway.socket;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Where a client is, as far as we know: the other end of its connection, or what a proxy of ours says. */
public record ClientAddress(InetAddress address) {
    /** Reads an address; null for what is none. A name is none, and is not looked up. */
    public static @Nullable ClientAddress parse(String text) {
        byte[] octets = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return octets == null ? null : new ClientAddress(InetAddress.getByAddress(octets));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 octets", e);
        }
    }

    /** The other end of a connection; null for one that is none of the internet's. */
    public static @Nullable ClientAddress of(@Nullable SocketAddress connection) {
        return connection instanceof InetSocketAddress internet && internet.getAddress() != null
                ? new ClientAddress(internet.getAddress())
                : null;
    }

    /**
     * What one customer has, and may come from: of IPv6 the first 64 bits, which are one link's (RFC 4291 section 2.5.4); of IPv4
     * the address, as a number of the same kind (their first 32 bits are 0, which no link's are).
     */
    public long network() {
        ByteBuffer octets = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address ? octets.getLong() : Integer.toUnsignedLong(octets.getInt());
    }

    /** Whether it is none that the internet knows (RFC 1918, RFC 4193). */
    public boolean isPrivate() {
        boolean uniqueLocal = address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
        return uniqueLocal
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isLoopbackAddress();
    }

    @Override
    public String toString() {
        return address.getHostAddress();
    }
}
