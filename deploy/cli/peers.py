"""Where a peer is, and the end of its sessions."""

from cli import text
from cli.commands import TENANT, YES, Argument, command
from cli.errors import REFUSED, Failure
from cli.output import Column, state_color
from cli.session import quoted


def _state(one):
    state = text.plain(one["state"])
    return "%s, for %s more" % (state, text.remaining(one["until"])) if "until" in one else state


PEER = Argument("peer", metavar="PEER", help="its name, the sub of its tokens")

_COLUMNS = [
    Column("SESSION", lambda one: text.name(one["session"])),
    Column("STATE", _state, color=state_color),
    Column("NODE", lambda one: text.name(one["node"])),
    Column("ROOMS", lambda one: ", ".join(map(text.name, one["rooms"])) or "-"),
]


@command(
    "peers show",
    "where a peer is: its sessions, their gateways and rooms",
    ["getPeer"],
    TENANT,
    PEER,
    example="chappe peers show ann --tenant demo",
)
def show(session):
    peer = session.api.call("getPeer", tenant=session.tenant, peer=session.options.peer)
    session.output.document(peer)
    if session.output.as_json:
        return
    if peer["sessions"]:
        session.output.table([peer["sessions"]], _COLUMNS, "")
    else:
        session.output.line("peer %s is offline" % quoted(peer["peer"]))


@command(
    "peers disconnect",
    "end a session of a peer, or all that it has",
    ["getPeer", "endSession"],
    TENANT,
    PEER,
    Argument("--session", metavar="ID", help="one session; by default all of them"),
    YES,
    example="chappe peers disconnect ann --tenant demo",
    more="They leave their rooms, and clients do not come back by themselves. Tokens still count: 'chappe tokens revoke' keeps a peer out.",
)
def disconnect(session):
    tenant, peer = session.tenant, session.options.peer
    ids = [session.options.session] if session.options.session else _sessions(session.api, tenant, peer)
    if not session.options.session:
        session.confirm("This ends %s of peer %s" % (text.counted(len(ids), "session"), quoted(peer)))
    answer = {}
    for one in ids:
        answer = session.api.call("endSession", tenant=tenant, peer=peer, session=one)
    session.done(answer, "%s of peer %s ended" % (text.counted(len(ids), "session"), quoted(peer)))


def _sessions(api, tenant, peer):
    ids = [one["session"] for one in api.call("getPeer", tenant=tenant, peer=peer)["sessions"]]
    if not ids:
        raise Failure("peer %s is offline" % quoted(peer), REFUSED)
    return ids
