"""Who is in a room, and what is done with them."""

from cli import text
from cli.commands import EVERY, TENANT, Argument, at_least, command
from cli.errors import USAGE, Failure
from cli.output import Column, state_color
from cli.rooms import ROOM
from cli.session import quoted

_PEER = Argument("--peer", metavar="PEER", help="whom, by name")
_SESSION = Argument("--session", metavar="ID", complete="sessions", help="whom, by the id that rooms members tells")


def _place(member):
    words = [word for word in ("waiting", "hidden") if member[word]]
    words += ["moderator"] if member["moderates"] else []
    words += ["called to " + text.name(member["calledTo"])] if "calledTo" in member else []
    return ", ".join(words) or "member"


_COLUMNS = [
    Column("PEER", lambda member: text.name(member["peer"])),
    Column("SESSION", lambda member: text.name(member["session"])),
    Column("STATE", lambda member: text.plain(member["state"]), color=state_color),
    Column("AS", _place),
    Column("NODE", lambda member: text.name(member["node"])),
    Column("META", lambda member: text.short(member["meta"]) if member.get("meta") is not None else "-"),
]


@command(
    "rooms members",
    "who is in a room, in the order in which they came",
    ["listMembers"],
    TENANT,
    ROOM,
    EVERY,
    example="chappe rooms members try --tenant demo",
)
def members(session):
    session.output.table(_members(session, session.options.limit), _COLUMNS, "nobody is in such a room")


def _members(session, limit=0):
    return session.api.pages("listMembers", limit, tenant=session.tenant, room=session.options.room)


@command(
    "rooms kick",
    "take a peer out of a room",
    ["kickMember", "listMembers"],
    TENANT,
    ROOM,
    _PEER,
    _SESSION,
    Argument(
        "--ban",
        metavar="SECONDS",
        type=at_least(60, 86400),
        default=600,
        help="how long it can't come back, 60 to 86400 (default: 600)",
    ),
    example="chappe rooms kick try --peer ann --tenant demo",
    more="All sessions of that peer, in the room or in its lobby.",
)
def kick(session):
    answer = _about(session, "kickMember", query={"banSeconds": session.options.ban})
    session.done(answer, "out of room %s, and banned for %s" % (quoted(session.options.room), text.duration(session.options.ban)))


_BANNED = Argument("--peer", metavar="PEER", required=True, help="whom, by name; it need not be there")


@command(
    "rooms ban",
    "keep a peer out of a room for some time",
    ["putBan"],
    TENANT,
    ROOM,
    _BANNED,
    Argument("--for", dest="seconds", metavar="SECONDS", type=at_least(60, 86400), default=600, help="60 to 86400 (default: 600)"),
    example="chappe rooms ban try --peer ann --for 3600 --tenant demo",
    more="It is taken out, if it is there. The ban goes on when the last has left the room.",
)
def ban(session):
    options = session.options
    answer = session.api.call(
        "putBan", tenant=session.tenant, room=options.room, peer=options.peer, body={"seconds": options.seconds}
    )
    session.done(answer, "peer %s is banned from room %s for %s" % (quoted(options.peer), quoted(options.room), text.duration(options.seconds)))


@command(
    "rooms unban",
    "let a banned peer come again",
    ["removeBan"],
    TENANT,
    ROOM,
    _BANNED,
    example="chappe rooms unban try --peer ann --tenant demo",
)
def unban(session):
    options = session.options
    answer = session.api.call("removeBan", tenant=session.tenant, room=options.room, peer=options.peer)
    session.done(answer, "peer %s can come into room %s again" % (quoted(options.peer), quoted(options.room)))


@command(
    "rooms admit",
    "let somebody in from the lobby",
    ["admitMember", "listMembers"],
    TENANT,
    ROOM,
    _PEER,
    _SESSION,
    example="chappe rooms admit interview --peer bob --tenant demo",
)
def admit(session):
    session.done(_about(session, "admitMember"), "let into room %s" % quoted(session.options.room))


@command(
    "rooms move",
    "move somebody to another room",
    ["moveMember", "listMembers"],
    TENANT,
    ROOM,
    _PEER,
    _SESSION,
    Argument("--to", metavar="ROOM", required=True, complete="rooms", help="the other room"),
    example="chappe rooms move try --peer bob --to other --tenant demo",
    more="Its gateway lets it in there, as its token allows. Answered when it is under way.",
)
def move(session):
    answer = _about(session, "moveMember", body={"to": session.options.to})
    there = quoted(session.options.to)
    session.done(answer, "on the way to room %s; 'chappe rooms members' of it tells when it is there" % there)


def _about(session, operation, **request):
    return session.api.call(operation, tenant=session.tenant, room=session.options.room, session=_chosen(session), **request)


def _chosen(session):
    """Names of peers are their own choice, and could be the id of another one's session: so they are said apart."""
    options = session.options
    if (options.session is None) == (options.peer is None):
        raise Failure("say whom: either --peer or --session", USAGE)
    if options.session is not None:
        return options.session
    found = [member for page in _members(session) for member in page if member["peer"] == options.peer]
    if not found:
        raise Failure("peer %s is not in room %s" % (quoted(options.peer), quoted(options.room)))
    if len(found) > 1 and options.words[1] != "kick":
        sessions = ", ".join(text.name(member["session"]) for member in found)
        raise Failure("peer %s is there with several sessions; say which: %s" % (quoted(options.peer), sessions), USAGE)
    return found[0]["session"]
