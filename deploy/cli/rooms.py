"""Rooms of a tenant."""

import json

from cli import text
from cli.commands import EVERY, TENANT, YES, Argument, at_least, command
from cli.documents import read
from cli.output import Column
from cli.session import quoted

ROOM = Argument("room", metavar="ROOM", complete="rooms", help="its name")

_COLUMNS = [
    Column("ROOM", lambda room: text.name(room["room"])),
    Column("MEMBERS", lambda room: str(room["members"]), right=True),
    Column("WAITING", lambda room: str(room["waiting"]), right=True),
    Column("HIDDEN", lambda room: str(room["hidden"]), right=True),
    Column("LOCKED", lambda room: "locked" if room["locked"] else "-", color=lambda room: "yellow" if room["locked"] else None),
]


@command(
    "rooms list",
    "rooms that somebody is in, and those that are kept",
    ["listRooms"],
    TENANT,
    Argument("--prefix", metavar="PREFIX", help="only those whose name begins so"),
    EVERY,
    example="chappe rooms --tenant demo --prefix meeting-",
)
def list_rooms(session):
    pages = session.api.pages("listRooms", session.options.limit, {"prefix": session.options.prefix}, tenant=session.tenant)
    session.output.table(pages, _COLUMNS, "no rooms")


@command("rooms show", "one room, and whom it lets in", ["getRoom"], TENANT, ROOM, example="chappe rooms show try --tenant demo")
def show(session):
    room = session.api.call("getRoom", tenant=session.tenant, room=session.options.room)
    session.output.document(room)
    kind = "a queue of calls" if room["queue"] else "with a lobby" if room["lobby"] else "open to whose token allows it"
    bans = ["%s, for %s more" % (text.name(ban["peer"]), text.remaining(ban["until"])) for ban in room["bans"]]
    session.output.fields(
        [
            ("room", text.name(room["room"])),
            ("members", room["members"]),
            ("waiting", room["waiting"]),
            ("hidden", room["hidden"]),
            ("at most", room["maxMembers"]),
            ("kind", kind),
            ("locked", "yes" if room["locked"] else "no"),
            ("metadata", "-" if room["metadata"] is None else text.plain(json.dumps(room["metadata"], ensure_ascii=False))),
            ("version", room["version"]),
            ("incarnation", text.plain(room["incarnation"])),
        ]
        + [("banned", ban) for ban in bans]
    )


@command(
    "rooms add",
    "let a room be there before anybody comes",
    ["putRoom"],
    TENANT,
    ROOM,
    Argument("--locked", action="store_true", help="nobody comes in but moderators"),
    Argument("--metadata", metavar="JSON", help="an object for its members, or - to read it from standard input"),
    Argument("--for", dest="hours", metavar="HOURS", type=at_least(1, 720), default=24, help="how long, if nobody comes (default: 24)"),
    example="""chappe rooms add physics --metadata '{"title": "Physics"}' --tenant demo""",
    more="What it is otherwise, the tenant's settings say by its name. A room that somebody is in is changed.",
)
def add(session):
    body = {"seconds": session.options.hours * 3600}
    if session.options.locked:
        body["locked"] = True
    if session.options.metadata is not None:
        body["metadata"] = read(session.options.metadata, "the metadata")
    answer = session.api.call("putRoom", body=body, tenant=session.tenant, room=session.options.room)
    session.done(answer, "room %s is there" % quoted(session.options.room))


@command(
    "rooms lock",
    "let in nobody but moderators",
    ["changeRoom"],
    TENANT,
    ROOM,
    example="chappe rooms lock try --tenant demo",
    more="Nobody else comes in, nor into the lobby. The lock goes with the last member, unless the tenant's settings "
    "keep the room.",
)
def lock(session):
    _change(session, {"locked": True}, "is locked")


@command("rooms unlock", "let people in again", ["changeRoom"], TENANT, ROOM, example="chappe rooms unlock try --tenant demo")
def unlock(session):
    _change(session, {"locked": False}, "is not locked")


@command(
    "rooms set-meta",
    "tell the members of a room something of it",
    ["changeRoom"],
    TENANT,
    ROOM,
    Argument("metadata", metavar="JSON", help="an object, null for nothing any more, or - to read it from standard input"),
    example="""chappe rooms set-meta try '{"title": "Physics"}' --tenant demo""",
)
def set_metadata(session):
    metadata = read(session.options.metadata, "the metadata")
    _change(session, {"metadata": metadata}, "has no metadata" if metadata is None else "has its metadata")


def _change(session, change, outcome):
    answer = session.api.call("changeRoom", body=change, tenant=session.tenant, room=session.options.room)
    session.done(answer, "room %s %s" % (quoted(session.options.room), outcome))


@command(
    "rooms close",
    "take everybody out of a room",
    ["closeRoom", "getRoom"],
    TENANT,
    ROOM,
    YES,
    example="chappe rooms close try --tenant demo",
    more="Those who are in it, or wait there. Their sockets and other rooms stay. Who joins after that begins the room anew.",
)
def close(session):
    tenant, room = session.tenant, session.options.room
    if not session.options.yes:
        now = session.api.call("getRoom", tenant=tenant, room=room)
        people = text.counted(now["members"] + now["waiting"] + now["hidden"], "session")
        session.confirm("This takes %s out of room %s of tenant %s" % (people, quoted(room), quoted(tenant)))
    answer = session.api.call("closeRoom", tenant=tenant, room=room)
    session.done(answer, "room %s is closed: %s taken out" % (quoted(room), text.counted(answer["takenOut"], "session")))
