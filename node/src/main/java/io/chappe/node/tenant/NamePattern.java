package io.chappe.node.tenant;

/**
 * Names that a token grants: one, or with {@code *} for any characters in its place, also none, all that fit.
 *
 * @param text of at most {@value #LONGEST} characters
 */
public record NamePattern(String text) {
    private static final int LONGEST = 128;
    private static final char ANY = '*';

    public NamePattern {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new IllegalArgumentException("a pattern must have 1 to " + LONGEST + " characters");
        }
    }

    /** In time of at most the product of both lengths: it goes back to the last star only. */
    public boolean matches(String name) {
        int at = 0;
        int star = -1;
        int tried = 0;
        for (int i = 0; i < name.length(); ) {
            if (at < text.length() && text.charAt(at) == ANY) {
                star = at++;
                tried = i;
            } else if (at < text.length() && text.charAt(at) == name.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++tried;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == ANY) {
            at++;
        }
        return at == text.length();
    }
}
