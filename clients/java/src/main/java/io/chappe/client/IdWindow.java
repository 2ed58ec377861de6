package io.chappe.client;

import java.util.Arrays;

/** The greatest ids of a set that has only ever grown, at most so many. What falls out of it is not known any more. */
final class IdWindow {
    private static final int FIRST_SIZE = 4;

    private final int limit;
    private long[] ids = new long[FIRST_SIZE];
    private int size;
    /** The greatest id that has fallen out. */
    private long floor;

    IdWindow(int limit) {
        this.limit = limit;
    }

    boolean contains(long id) {
        return indexOf(id) >= 0;
    }

    /** Whether it may have been here, but nobody knows any more. */
    boolean isBelow(long id) {
        return id <= floor;
    }

    /** Adds an id that is neither here nor below. */
    void add(long id) {
        int at = -(indexOf(id) + 1);
        if (size == limit) {
            pushOut(at, id);
            return;
        }
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, Math.min(limit, size * 2));
        }
        System.arraycopy(ids, at, ids, at + 1, size - at);
        ids[at] = id;
        size++;
    }

    private void pushOut(int at, long id) {
        if (at == 0) {
            floor = id;
            return;
        }
        floor = ids[0];
        System.arraycopy(ids, 1, ids, 0, at - 1);
        ids[at - 1] = id;
    }

    private int indexOf(long id) {
        return Arrays.binarySearch(ids, 0, size, id);
    }
}
