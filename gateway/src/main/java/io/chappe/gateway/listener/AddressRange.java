package io.chappe.gateway.listener;

import io.chappe.gateway.socket.ClientAddress;
import java.net.InetAddress;

/** Addresses that begin alike, as {@code 10.0.0.0/8} or {@code fd00::/8} (RFC 4632, RFC 4291 section 2.3), or a single one. */
final class AddressRange {
    private final byte[] start;
    private final int bits;

    private AddressRange(byte[] start, int bits) {
        this.start = start;
        this.bits = bits;
    }

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException with what would be right
     */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        ClientAddress address = ClientAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw wrong(text);
        }
        byte[] start = address.address().getAddress();
        return new AddressRange(start, slash < 0 ? 8 * start.length : bits(text, slash, 8 * start.length));
    }

    private static int bits(String text, int slash, int most) {
        try {
            int bits = Integer.parseInt(text.substring(slash + 1));
            if (0 <= bits && bits <= most) {
                return bits;
            }
        } catch (NumberFormatException e) {
            // Answered below.
        }
        throw wrong(text);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'" + text + "' must be an address, or a range such as 10.0.0.0/8 or fd00::/8");
    }

    boolean contains(InetAddress address) {
        byte[] octets = address.getAddress();
        if (octets.length != start.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = 0xff << Math.max(0, 8 - (bits - bit));
            if (((octets[bit / 8] ^ start[bit / 8]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }
}
