package io.chappe.core.protocol;

/**
 * Reads one JSON text (RFC 8259) from its first byte to its last, value by value. It makes nothing of what is skipped,
 * but proves it well-formed, and at most {@value #MAX_DEPTH} deep.
 */
final class JsonReader extends JsonScanner {
    static final int MAX_DEPTH = 64;

    private int depth;

    /** Whether nothing of the innermost object or array has been read. */
    private boolean first;

    /**
     * @param utf8 valid UTF-8, which is not proven again
     */
    JsonReader(byte[] utf8) {
        super(utf8);
    }

    /** Begins the object or array that comes next. */
    void enter() throws MalformedException {
        if (depth == MAX_DEPTH) {
            throw new MalformedException("deeper than " + MAX_DEPTH, position());
        }
        depth++;
        advance();
        first = true;
    }

    /** Goes to the next value of an object, behind its key; false at the object's end, which is read then. */
    boolean nextKey() throws MalformedException {
        if (!nextElement('}')) {
            return false;
        }
        if (peek() != '"') {
            throw unexpected("a key");
        }
        scanString();
        expect(':');
        return true;
    }

    /** Goes to the next value of an array; false at the array's end, which is read then. */
    boolean nextElement() throws MalformedException {
        return nextElement(']');
    }

    private boolean nextElement(char end) throws MalformedException {
        boolean isFirst = first;
        first = false;
        if (peek() == end) {
            advance();
            depth--;
            return false;
        }
        if (!isFirst) {
            expect(',');
        }
        return true;
    }

    /** Reads a value, whatever it is. */
    void skip() throws MalformedException {
        switch (peek()) {
            case '"' -> scanString();
            case '{' -> {
                enter();
                while (nextKey()) {
                    skip();
                }
            }
            case '[' -> {
                enter();
                while (nextElement()) {
                    skip();
                }
            }
            case 't' -> scanLiteral("true");
            case 'f' -> scanLiteral("false");
            case 'n' -> scanLiteral("null");
            default -> scanNumber();
        }
    }
}
