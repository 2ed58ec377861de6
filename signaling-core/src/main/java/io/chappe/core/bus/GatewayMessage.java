package io.chappe.core.bus;

import io.vertx.core.buffer.Buffer;

/** What a gateway's lane takes from the bus. */
public sealed interface GatewayMessage
        permits Bundle,
                RosterEvent,
                RosterOutdated,
                PresenceEvent,
                HandOver,
                Probe,
                NoticeEvent,
                SessionReplaced,
                SessionDismissed,
                UsageReport,
                ServerSignal {
    Buffer encode();

    /**
     * @throws WireException for anything that is not one of these
     */
    static GatewayMessage decode(Buffer buffer) {
        WireReader in = new WireReader(buffer);
        int kind = Wire.kind(in);
        return Wire.checked(in, () -> switch (kind) {
            case Bundle.KIND -> Bundle.decode(in);
            case RosterEvent.KIND -> RosterEvent.decode(in);
            case RosterOutdated.KIND -> RosterOutdated.decode(in);
            case PresenceEvent.KIND -> PresenceEvent.decode(in);
            case HandOver.KIND -> HandOver.decode(in);
            case Probe.KIND -> new Probe();
            case NoticeEvent.KIND -> NoticeEvent.decode(in);
            case SessionReplaced.KIND -> SessionReplaced.decode(in);
            case SessionDismissed.KIND -> SessionDismissed.decode(in);
            case UsageReport.KIND -> UsageReport.decode(in);
            case ServerSignal.KIND -> ServerSignal.decode(in);
            default -> throw new WireException("message kind " + kind);
        });
    }
}
