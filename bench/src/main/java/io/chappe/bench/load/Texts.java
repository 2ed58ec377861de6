package io.chappe.bench.load;

/** Cuts and fills texts. */
final class Texts {
    /** As an ICE candidate looks (RFC 8839 section 5.1), without anything that JSON would escape. */
    private static final String CANDIDATE =
            "candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 10.0.17.1 rport 42815 generation 0 ";

    private Texts() {}

    static String between(String text, String before, String after) {
        int from = text.indexOf(before);
        if (from < 0) {
            throw new IllegalStateException("no " + before + " in " + text);
        }
        from += before.length();
        return text.substring(from, text.indexOf(after, from));
    }

    /** A text of so many characters that begins and ends like this. */
    static String filled(String head, String tail, int length) {
        return head + filling(length - head.length() - tail.length()) + tail;
    }

    /** So many characters. */
    static String filling(int length) {
        return CANDIDATE.repeat(length / CANDIDATE.length() + 1).substring(0, length);
    }
}
