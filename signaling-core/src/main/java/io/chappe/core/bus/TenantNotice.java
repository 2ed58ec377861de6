package io.chappe.core.bus;

import io.chappe.core.model.TenantId;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import org.jspecify.annotations.Nullable;

/**
 * A tenant of the store.
 *
 * @param text its configuration, as an operator wrote it; empty for one that is gone
 */
public record TenantNotice(TenantId tenant, String text) {
    private static final String KIND = "tenant";

    public boolean isGone() {
        return text.isEmpty();
    }

    /** Of its notice. */
    public String subject() {
        return JsonArray.of(KIND, tenant.value()).encode();
    }

    /** With what the subjects of all begin whose names begin so. */
    public static String subjects(String prefix) {
        String subject = JsonArray.of(KIND, prefix).encode();
        return subject.substring(0, subject.length() - 2);
    }

    /** Reads a notice; null for one about something else. */
    public static @Nullable TenantNotice of(Notice notice) {
        try {
            JsonArray subject = new JsonArray(notice.subject());
            return !subject.isEmpty() && KIND.equals(subject.getValue(0))
                    ? new TenantNotice(new TenantId(subject.getString(1)), notice.content())
                    : null;
        } catch (DecodeException
                | ClassCastException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | NullPointerException e) {
            throw new WireException("a tenant that is none: " + e.getClass().getSimpleName());
        }
    }

    /** Without the text: there are keys in it. */
    @Override
    public String toString() {
        return "TenantNotice[" + tenant + "]";
    }
}
