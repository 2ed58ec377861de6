package io.chappe.gateway.cluster;

import io.chappe.core.bus.Notice;

/** Whom notices concern. From any thread, but one call after the other. */
public interface NoticeReader {
    /**
     * There is a new one, or another one of its subject.
     *
     * @throws io.chappe.core.bus.WireException for one that it does not understand
     */
    void written(Notice notice);

    /** Its time is over. */
    void forgotten(Notice notice);

    /** Those were all that have come at once. */
    default void settled() {}
}
