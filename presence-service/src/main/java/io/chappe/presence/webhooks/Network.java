package io.chappe.presence.webhooks;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.InetAddress;

/** Addresses that begin alike, such as 10.0.0.0/8. */
final class Network {
    private final int bytes;
    private final int rest;
    private final BigInteger prefix;

    private Network(byte[] address, int bits) {
        this.bytes = address.length;
        this.rest = address.length * Byte.SIZE - bits;
        this.prefix = new BigInteger(1, address).shiftRight(rest);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with what would be right
     */
    static Network parse(String text) {
        String[] parts = text.split("/", 2);
        byte[] address = NetUtil.createByteArrayFromIpAddressString(parts[0]);
        int bits = parts.length == 2 && parts[1].matches("[0-9]{1,3}") ? Integer.parseInt(parts[1]) : -1;
        if (address == null || bits < 0 || bits > address.length * Byte.SIZE) {
            throw new IllegalArgumentException(
                    "allowTo: '" + text + "' must be a network such as 10.1.0.0/16 or fd00::/8");
        }
        return new Network(address, bits);
    }

    boolean contains(InetAddress address) {
        byte[] there = address.getAddress();
        return there.length == bytes
                && new BigInteger(1, there).shiftRight(rest).equals(prefix);
    }
}
