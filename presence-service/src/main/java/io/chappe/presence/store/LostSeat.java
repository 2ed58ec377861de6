package io.chappe.presence.store;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.SessionId;

/** A member whose home is lost. */
public record LostSeat(PeerId peer, SessionId session, long generation, long hold) {}
