package io.chappe.gateway.protocol.chappe;

import io.chappe.core.protocol.FrameBuffer;
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
        SignalRequests signals,
        FrameBuffer buffer,
        NativeMeters meters,
        RefusalLog refusals) {}
