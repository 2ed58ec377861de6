package io.chappe.presence.store;

import io.chappe.core.bus.Notice;
import java.util.List;

/**
 * Notices in the order of their versions.
 *
 * @param version up to which these are all
 * @param newest the version of the last one that there is
 */
public record NewNotices(List<Notice> notices, long version, long newest) {
    public NewNotices {
        notices = List.copyOf(notices);
    }
}
