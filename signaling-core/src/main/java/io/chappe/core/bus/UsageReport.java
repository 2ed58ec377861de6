package io.chappe.core.bus;

import io.chappe.core.model.NodeId;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * What a gateway has of tenants that have limits over the whole cluster. At most once: the next one comes a second later.
 *
 * @param tenants at most {@value #MOST}
 */
public record UsageReport(NodeId from, List<TenantUsage> tenants) implements GatewayMessage {
    /** So many a message: more of them are several messages. */
    public static final int MOST = 256;

    static final int KIND = 9;

    private static final int HEAD = 64;
    private static final int USUAL_SIZE = 32;

    public UsageReport {
        if (tenants.size() > MOST) {
            throw new IllegalArgumentException("a report of " + tenants.size() + " tenants");
        }
        tenants = List.copyOf(tenants);
    }

    @Override
    public Buffer encode() {
        return Wire.begin(KIND, HEAD + USUAL_SIZE * tenants.size())
                .text(from.value())
                .list(tenants, (out, usage) -> out.sized(usage::write))
                .toBuffer();
    }

    static UsageReport decode(WireReader in) {
        return new UsageReport(new NodeId(in.text()), in.list(list -> TenantUsage.read(list.sized())));
    }
}
