package io.chappe.gateway.protocol.chappe;

import io.chappe.core.protocol.FrameBuffer;
import io.chappe.core.routing.SignalRouter;
import io.chappe.gateway.call.CallNotes;
import io.chappe.gateway.limit.RefusalLog;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.session.Arrivals;
import io.chappe.gateway.session.SessionLife;

/** What all native connections of one event loop have in common. */
record NativeLoop(
        EventLoop loop,
        Greeting greeting,
        Arrivals arrivals,
        SessionLife life,
        SignalRouter router,
        FrameBuffer buffer,
        NativeMeters meters,
        CallNotes calls,
        RefusalLog refusals) {}
