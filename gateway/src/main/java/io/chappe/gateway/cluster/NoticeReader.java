package io.chappe.gateway.cluster;

import io.chappe.core.bus.Notice;

/** Whom notices concern. From any thread. */
public interface NoticeReader {
    /**
     * There is a new one, or another one of its subject.
     *
     * @throws io.chappe.core.bus.WireException for one that it does not understand
     */
    void written(Notice notice);

    /** Its time is over. */
    void forgotten(Notice notice);
}
