package io.chappe.presence.store.redis;

/** The operations on a room. */
final class RoomScripts {
    final Script join;
    final Script move;
    final Script restore;
    final Script moderate;
    final Script take;
    final Script call;
    final Script follow;
    final Script mark;
    final Script leave;
    final Script leaveAll;
    final Script close;
    final Script ahead;
    final Script ban;
    final Script update;
    final Script lose;
    final Script roster;
    final Script stamp;
    final Script summary;

    RoomScripts(ScriptFiles files) {
        join = script(files, "join");
        move = script(files, "move");
        restore = script(files, "restore");
        moderate = lobbyScript(files, "moderate");
        take = lobbyScript(files, "take");
        call = lobbyScript(files, "call");
        follow = lobbyScript(files, "follow");
        mark = script(files, "mark");
        leave = script(files, "leave");
        leaveAll = script(files, "leave-all");
        close = lobbyScript(files, "close");
        ahead = script(files, "ahead");
        ban = lobbyScript(files, "ban");
        update = script(files, "update");
        lose = script(files, "lose");
        roster = script(files, "roster");
        stamp = script(files, "stamp");
        summary = script(files, "summary");
    }

    private static Script script(ScriptFiles files, String operation) {
        return files.script("rooms/" + operation, "tombstones", "digest", "rooms/rules", "rooms/room", "rooms/fading");
    }

    /** One about those who wait. */
    private static Script lobbyScript(ScriptFiles files, String operation) {
        return files.script(
                "rooms/" + operation,
                "tombstones",
                "digest",
                "rooms/rules",
                "rooms/room",
                "rooms/fading",
                "rooms/lobby");
    }
}
