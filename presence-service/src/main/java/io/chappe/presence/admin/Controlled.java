package io.chappe.presence.admin;

import io.chappe.node.bus.Membership;
import io.chappe.presence.calls.CallBook;
import io.chappe.presence.events.EventJournal;
import io.chappe.presence.notices.Revocations;
import io.chappe.presence.notices.TenantRegister;
import io.chappe.presence.peers.Peers;
import io.chappe.presence.rooms.Moderations;
import io.chappe.presence.store.StoreView;
import io.chappe.presence.store.Stores;
import io.chappe.presence.usage.BusyTenants;
import io.chappe.presence.webhooks.Webhooks;
import java.time.Duration;

/**
 * What administrators ask, and what they change.
 *
 * @param view of the stores
 * @param moderations of rooms
 * @param peers and their sessions
 * @param revocations of tokens
 * @param tenants of the store
 * @param events of tenants
 * @param calls of tenants
 * @param webhooks of tenants
 * @param busy tenants
 * @param lease of the gateways
 * @param membership for what has no lease
 */
public record Controlled(
        Stores stores,
        StoreView view,
        Moderations moderations,
        Peers peers,
        Revocations revocations,
        TenantRegister tenants,
        EventJournal events,
        CallBook calls,
        Webhooks webhooks,
        BusyTenants busy,
        Duration lease,
        Membership membership) {}
