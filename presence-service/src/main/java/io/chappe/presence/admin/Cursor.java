package io.chappe.presence.admin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a list ends, as a text that means nothing to whoever brings it back. It has a mark of the list, so that one
 * made by hand, or of another list, is refused. It gives access to nothing.
 */
final class Cursor {
    private static final int MARK_BYTES = Integer.BYTES;

    private final String list;

    /**
     * @param list names it, with all that its pages depend on
     */
    Cursor(String list) {
        this.list = list;
    }

    String at(String place) {
        byte[] bytes = place.getBytes(StandardCharsets.UTF_8);
        ByteBuffer marked = ByteBuffer.allocate(MARK_BYTES + bytes.length);
        marked.putInt(mark(place)).put(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(marked.array());
    }

    /**
     * The place; null for the first page.
     *
     * @param reading of a place, which throws an {@link IllegalArgumentException} for what is none
     * @throws ProblemException for a cursor that is none of this list
     */
    <T> @Nullable T place(@Nullable String cursor, Function<String, T> reading) {
        if (cursor == null) {
            return null;
        }
        try {
            ByteBuffer marked = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (marked.remaining() > MARK_BYTES) {
                int mark = marked.getInt();
                String place = StandardCharsets.UTF_8.decode(marked).toString();
                if (mark == mark(place)) {
                    return reading.apply(place);
                }
            }
        } catch (IllegalArgumentException e) {
            // Answered below.
        }
        throw ProblemException.ofParameter(
                "cursor", "it is not the next of a page of this list; begin again without a cursor");
    }

    private int mark(String place) {
        CRC32 sum = new CRC32();
        sum.update((list + '\n' + place).getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }
}
