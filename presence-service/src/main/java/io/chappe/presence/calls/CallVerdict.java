package io.chappe.presence.calls;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What has most likely come of a call.
 *
 * @param code for programs
 * @param words for people
 */
record CallVerdict(String code, String words) {
    /** What a TURN server answers to wrong credentials, and a browser to a server that it does not reach (W3C WebRTC, 4.8.3). */
    private static final int UNAUTHORIZED = 401;

    private static final int UNREACHABLE = 701;

    /** The first that fits: what has happened later explains less. */
    static CallVerdict of(CallStory story) {
        List<CallSide> sides = story.sides();
        CallSide caller = story.caller();
        if (sides.stream().anyMatch(side -> side.wasConnected)) {
            return ofConnected(sides);
        } else if (caller == null) {
            return new CallVerdict(
                    "no-offer", "Neither side has made an offer. Their applications have not begun to call.");
        }
        CallSide callee = story.other(caller);
        if (caller.saidBye || callee.saidBye) {
            return new CallVerdict(
                    "hung-up",
                    (caller.saidBye ? caller : callee).name() + " has hung up before there was a connection.");
        } else if (callee.answers + caller.answers == 0) {
            return unanswered(caller, callee);
        }
        return withoutWay(sides);
    }

    private static CallVerdict ofConnected(List<CallSide> sides) {
        for (CallSide side : sides) {
            if ("failed".equals(side.state) || "disconnected".equals(side.state)) {
                return new CallVerdict(
                        "lost",
                        "They were connected, and the connection was lost: " + side.name() + " says that it is "
                                + side.state + ". A network has changed or has gone, on one side or between them.");
            }
        }
        return sides.stream().allMatch(side -> side.wasConnected)
                ? new CallVerdict("connected", "They are, or were, connected" + way(sides) + ".")
                : new CallVerdict(
                        "connected-once",
                        "One of them says that it is connected" + way(sides) + ", the other one has not said so.");
    }

    private static String way(List<CallSide> sides) {
        return sides.stream()
                .filter(side -> side.local != null && side.remote != null)
                .findFirst()
                .map(side -> " (" + side.local + " to " + side.remote
                        + (side.protocol == null ? "" : " over " + side.protocol) + ")")
                .orElse("");
    }

    private static CallVerdict unanswered(CallSide caller, CallSide callee) {
        if (!caller.failures.isEmpty()) {
            return new CallVerdict(
                    "not-delivered",
                    "Signals of " + caller.name() + " did not reach " + callee.name() + ": "
                            + String.join(", ", caller.failures) + ".");
        }
        return new CallVerdict(
                "no-answer",
                callee.name() + " was sent " + counted(caller.offers, "offer")
                        + " and has not answered: its application does not take calls here, waits for a person, or hangs.");
    }

    /** They have agreed on a call, and found no way for it. */
    private static CallVerdict withoutWay(List<CallSide> sides) {
        for (CallSide side : sides) {
            if (!side.hasCandidates()) {
                return withoutCandidates(side);
            }
        }
        for (CallSide side : sides) {
            if (!side.failures.isEmpty()) {
                return new CallVerdict(
                        "not-delivered",
                        "Some signals of " + side.name() + " did not arrive: " + String.join(", ", side.failures)
                                + ". What was in them may be missing.");
            }
        }
        String errors = sides.stream()
                .map(CallVerdict::iceError)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
        if (sides.stream().allMatch(side -> side.hasOnly("host"))) {
            return new CallVerdict(
                    "host-only",
                    "Both know only addresses of their own networks: no STUN or TURN server was used or reached. "
                            + errors);
        } else if (sides.stream().noneMatch(side -> side.candidates.containsKey("relay"))) {
            return new CallVerdict(
                    "no-relay",
                    "No direct way was found, and neither side had one by a relay: there is no TURN server, or it was not"
                            + " reached or refused them. " + errors);
        }
        return new CallVerdict(
                "no-way",
                "They have told each other their addresses, relays among them, and nothing came through: a firewall between"
                        + " a side and the relay, or the relay itself, is the likely reason. " + errors);
    }

    private static CallVerdict withoutCandidates(CallSide side) {
        String errors = iceError(side);
        if (side.isRelayOnly) {
            return new CallVerdict(
                    "no-relay",
                    side.name()
                            + " may only use a relay, and got none: the TURN server was not reached, or refused it. "
                            + errors);
        }
        return new CallVerdict(
                "no-candidates",
                side.name()
                        + " has told no address at all: its browser may only use a relay and got none, or its network is"
                        + " closed. " + errors);
    }

    private static String iceError(CallSide side) {
        return side.iceErrors.stream()
                .map(code -> switch (code) {
                    case UNAUTHORIZED -> side.name() + "'s TURN server refused its credentials (401).";
                    case UNREACHABLE -> side.name() + " did not reach a STUN or TURN server (701).";
                    default -> side.name() + " got the error " + code + " from a STUN or TURN server.";
                })
                .collect(Collectors.joining(" "));
    }

    private static String counted(int count, @Nullable String noun) {
        return count == 1 ? "an " + noun : count + " " + noun + "s";
    }

    @Override
    public String words() {
        return words.trim();
    }
}
