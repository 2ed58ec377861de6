package io.chappe.core.model;

/** FNV-1a, 64 bit. */
final class Fnv {
    static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Fnv() {}

    static long hash(long seed, byte[] bytes, int offset, int length) {
        long hash = seed;
        for (int i = offset; i < offset + length; i++) {
            hash = hash(hash, bytes[i]);
        }
        return hash;
    }

    static long hash(long seed, int octet) {
        return (seed ^ (octet & 0xff)) * PRIME;
    }
}
