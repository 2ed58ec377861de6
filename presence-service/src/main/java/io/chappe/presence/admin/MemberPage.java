package io.chappe.presence.admin;

import io.chappe.core.model.Call;
import io.chappe.core.model.Member;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of who is in a room, in the order in which they came. */
final class MemberPage {
    private static final Comparator<Member> BY_ARRIVAL = Comparator.comparingLong(Member::joinVersion)
            .thenComparing(member -> member.session().value());

    private MemberPage() {}

    /**
     * The page that is asked for.
     *
     * @param roster null for a room that nobody is in
     */
    static JsonObject of(@Nullable Roster roster, RoomKey room, Asked asked) {
        Cursor cursor = new Cursor(
                "members " + room.tenant().value() + "\n" + room.room().value());
        Place after = cursor.place(asked.text("cursor"), Place::read);
        List<Member> members = roster == null ? List.of() : sorted(roster, after, asked.limit() + 1);
        JsonArray items = new JsonArray();
        members.stream().limit(asked.limit()).forEach(member -> items.add(json(member)));
        JsonObject page = new JsonObject().put("items", items);
        return members.size() <= asked.limit()
                ? page
                : page.put(
                        "next",
                        cursor.at(Place.of(members.get(asked.limit() - 1)).toString()));
    }

    private static List<Member> sorted(Roster roster, @Nullable Place after, int most) {
        return roster.seats()
                .filter(member -> after == null || after.isBefore(member))
                .sorted(BY_ARRIVAL)
                .limit(most)
                .toList();
    }

    /** Where one stands in that order. */
    private record Place(long joinVersion, String session) {
        static Place of(Member member) {
            return new Place(member.joinVersion(), member.session().value());
        }

        static Place read(String text) {
            int space = Math.max(0, text.indexOf(' '));
            return new Place(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
        }

        boolean isBefore(Member member) {
            int byVersion = Long.compare(joinVersion, member.joinVersion());
            return byVersion != 0
                    ? byVersion < 0
                    : session.compareTo(member.session().value()) < 0;
        }

        @Override
        public String toString() {
            return joinVersion + " " + session;
        }
    }

    private static JsonObject json(Member member) {
        JsonObject json = new JsonObject()
                .put("session", member.session().value())
                .put("peer", member.peer().value())
                .put("node", member.node().value())
                .put("state", member.state().wireName())
                .put("waiting", member.waits())
                .put("hidden", member.standing().hidden())
                .put("moderates", member.standing().moderates())
                .put("meta", tree(member.meta()));
        if (member.standing().hasAttributes()) {
            json.put("attributes", tree(member.standing().attributes()));
        }
        Call call = member.standing().call();
        return call == null ? json : json.put("calledTo", call.to().value());
    }

    static @Nullable Object tree(RawJson json) {
        return Json.decodeValue(json.asString());
    }
}
