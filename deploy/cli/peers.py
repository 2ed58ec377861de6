"""Where a peer is."""

from cli import text
from cli.commands import TENANT, Argument, command
from cli.output import Column, state_color
from cli.session import quoted


def _state(one):
    state = text.plain(one["state"])
    return "%s, for %s more" % (state, text.remaining(one["until"])) if "until" in one else state


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
    Argument("peer", metavar="PEER", help="its name, the sub of its tokens"),
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
