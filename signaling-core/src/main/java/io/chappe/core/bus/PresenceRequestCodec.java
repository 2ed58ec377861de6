package io.chappe.core.bus;

import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import io.chappe.core.model.TenantId;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The wire form of {@link PresenceRequest}. */
final class PresenceRequestCodec {
    private static final int OPEN_LEASE = 1;
    private static final int RENEW_LEASE = 2;
    private static final int CLOSE_LEASE = 3;
    private static final int WATCH = 6;
    private static final int UNWATCH = 7;
    private static final int OPEN_SESSION = 8;
    private static final int TAKE_SESSION = 9;
    private static final int LOSE_SESSION = 10;
    private static final int END_SESSION = 11;
    private static final int LOCATE = 12;
    private static final int RESTORE_SESSION = 13;
    private static final int END_RESTORATION = 14;
    private static final int NOTICES_AFTER = 15;
    private static final int RESTORE_NOTICES = 16;
    private static final int PUT_NOTICE = 17;
    private static final int ADD_USAGE = 18;
    private static final int NOTE_CALLS = 19;

    private static final Map<Class<? extends PresenceRequest>, Integer> KINDS = Map.ofEntries(
            Map.entry(PresenceRequest.OpenLease.class, OPEN_LEASE),
            Map.entry(PresenceRequest.RenewLease.class, RENEW_LEASE),
            Map.entry(PresenceRequest.CloseLease.class, CLOSE_LEASE),
            Map.entry(PresenceRequest.Watch.class, WATCH),
            Map.entry(PresenceRequest.Unwatch.class, UNWATCH),
            Map.entry(PresenceRequest.OpenSession.class, OPEN_SESSION),
            Map.entry(PresenceRequest.TakeSession.class, TAKE_SESSION),
            Map.entry(PresenceRequest.LoseSession.class, LOSE_SESSION),
            Map.entry(PresenceRequest.EndSession.class, END_SESSION),
            Map.entry(PresenceRequest.Locate.class, LOCATE),
            Map.entry(PresenceRequest.RestoreSession.class, RESTORE_SESSION),
            Map.entry(PresenceRequest.EndRestoration.class, END_RESTORATION),
            Map.entry(PresenceRequest.NoticesAfter.class, NOTICES_AFTER),
            Map.entry(PresenceRequest.RestoreNotices.class, RESTORE_NOTICES),
            Map.entry(PresenceRequest.PutNotice.class, PUT_NOTICE),
            Map.entry(PresenceRequest.AddUsage.class, ADD_USAGE),
            Map.entry(PresenceRequest.NoteCalls.class, NOTE_CALLS));

    private PresenceRequestCodec() {}

    static Buffer encode(PresenceRequest request) {
        WireWriter out = Wire.begin(Objects.requireNonNull(KINDS.get(request.getClass())), 192);
        Wire.life(out, request.home());
        if (request instanceof PresenceRequest.RenewLease renew) {
            out.fixed64(renew.store()).number(renew.looks());
            report(out, renew.report());
        } else if (request instanceof PresenceRequest.RestoreSession restore) {
            session(out, restore.peer(), restore.session());
            Wire.secretHash(out.number(restore.generation()), restore.secret());
            out.number(restore.windowMs()).octet(restore.isLost() ? 1 : 0);
            out.number(Math.max(0, restore.lostForMs()));
        } else if (request instanceof PresenceRequest.EndRestoration end) {
            NodeLife previous = end.previous();
            out.list(previous == null ? List.of() : List.of(previous), Wire::life);
        } else if (request instanceof PresenceRequest.OpenSession open) {
            session(out, open.peer(), open.session());
            Wire.secretHash(out, open.secret());
            out.number(open.windowMs());
            if (WireVersion.hasSessionLimits()) {
                out.number(open.limit().most()).octet(open.limit().replaces() ? 1 : 0);
            }
        } else if (request instanceof PresenceRequest.TakeSession take) {
            session(out, take.peer(), take.session());
            Wire.secretHash(out, take.secret());
            out.fixed64(take.attempt());
        } else if (request instanceof PresenceRequest.LoseSession lose) {
            session(out, lose.peer(), lose.session());
            out.number(lose.generation()).number(lose.sinceMs());
        } else if (request instanceof PresenceRequest.EndSession end) {
            session(out, end.peer(), end.session());
            out.number(end.generation());
        } else if (request instanceof PresenceRequest.Locate locate) {
            session(out, locate.peer(), locate.session());
        } else if (request instanceof PresenceRequest.Watch watch) {
            Wire.peer(out, watch.peer());
        } else if (request instanceof PresenceRequest.Unwatch unwatch) {
            Wire.peer(out, unwatch.peer());
        } else if (request instanceof PresenceRequest.NoticesAfter after) {
            out.number(after.version());
        } else if (request instanceof PresenceRequest.RestoreNotices restore) {
            out.list(restore.notices(), (to, notice) -> notice.write(to));
        } else if (request instanceof PresenceRequest.PutNotice put) {
            out.text(put.subject()).text(put.content()).number(put.keepMs());
        } else if (request instanceof PresenceRequest.AddUsage add) {
            out.number(add.number()).list(add.records(), (to, used) -> to.sized(used::write));
        } else if (request instanceof PresenceRequest.NoteCalls note) {
            out.text(note.tenant().value()).list(note.facts(), (to, fact) -> to.sized(fact::write));
        }
        return out.toBuffer();
    }

    private static void session(WireWriter out, PeerKey peer, SessionId session) {
        Wire.peer(out, peer);
        Wire.session(out, session);
    }

    static PresenceRequest decode(Buffer buffer) {
        WireReader in = new WireReader(buffer);
        int kind = Wire.kind(in);
        return Wire.checked(in, () -> decode(kind, Wire.life(in), in));
    }

    private static PresenceRequest decode(int kind, NodeLife home, WireReader in) {
        return switch (kind) {
            case OPEN_LEASE -> new PresenceRequest.OpenLease(home);
            case RENEW_LEASE -> new PresenceRequest.RenewLease(home, in.fixed64(), in.number(), report(in));
            case CLOSE_LEASE -> new PresenceRequest.CloseLease(home);
            case WATCH -> new PresenceRequest.Watch(home, Wire.peer(in));
            case UNWATCH -> new PresenceRequest.Unwatch(home, Wire.peer(in));
            case OPEN_SESSION ->
                new PresenceRequest.OpenSession(
                        home, Wire.peer(in), Wire.session(in), Wire.secretHash(in), in.number(), sessionLimit(in));
            case TAKE_SESSION ->
                new PresenceRequest.TakeSession(
                        home, Wire.peer(in), Wire.session(in), Wire.secretHash(in), in.fixed64());
            case LOSE_SESSION ->
                new PresenceRequest.LoseSession(home, Wire.peer(in), Wire.session(in), in.number(), in.number());
            case END_SESSION -> new PresenceRequest.EndSession(home, Wire.peer(in), Wire.session(in), in.number());
            case LOCATE -> new PresenceRequest.Locate(home, Wire.peer(in), Wire.session(in));
            case RESTORE_SESSION -> restoreSession(home, in);
            case END_RESTORATION ->
                new PresenceRequest.EndRestoration(
                        home, in.list(Wire::life).stream().findFirst().orElse(null));
            case NOTICES_AFTER -> new PresenceRequest.NoticesAfter(home, in.number());
            case PUT_NOTICE -> new PresenceRequest.PutNotice(home, in.text(), in.text(), in.number());
            case ADD_USAGE ->
                new PresenceRequest.AddUsage(home, in.number(), in.list(list -> UsageRecord.read(list.sized())));
            case NOTE_CALLS ->
                new PresenceRequest.NoteCalls(
                        home, new TenantId(in.text()), in.list(list -> CallFact.read(list.sized())));
            case RESTORE_NOTICES -> new PresenceRequest.RestoreNotices(home, in.list(Notice::read));
            default -> throw new WireException("presence request " + kind);
        };
    }

    private static void report(WireWriter out, @Nullable NodeReport report) {
        if (out.isSince(WireVersion.NODE_REPORTS)) {
            out.list(report == null ? List.of() : List.of(report), (to, told) -> to.sized(told::write));
        }
    }

    private static @Nullable NodeReport report(WireReader in) {
        return in.isSince(WireVersion.NODE_REPORTS)
                ? in.list(from -> NodeReport.read(from.sized())).stream()
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static SessionLimit sessionLimit(WireReader in) {
        return in.isSince(WireVersion.SESSION_LIMITS)
                ? new SessionLimit((int) Math.min(in.number(), Integer.MAX_VALUE), Wire.flag(in))
                : SessionLimit.NONE;
    }

    private static PresenceRequest restoreSession(NodeLife home, WireReader in) {
        PeerKey peer = Wire.peer(in);
        SessionId session = Wire.session(in);
        long generation = in.number();
        SecretHash secret = Wire.secretHash(in);
        long windowMs = in.number();
        boolean lost = Wire.flag(in);
        long lostForMs = in.number();
        return new PresenceRequest.RestoreSession(
                home,
                peer,
                session,
                generation,
                secret,
                windowMs,
                lost ? lostForMs : PresenceRequest.RestoreSession.HAS_SOCKET);
    }
}
