"""Gateways and presence-services."""

from cli import text
from cli.commands import Argument, command
from cli.errors import USAGE, Failure
from cli.output import Column, state_color

NODE = Argument("node", metavar="NODE", complete="nodes", help="its id, or the beginning of it that no other has, or its name")


def _number(field):
    return lambda item: str(item[field]) if field in item else "-"


_COLUMNS = [
    Column("NODE", lambda node: text.name(node["id"])),
    Column("NAME", lambda node: text.name(node["name"]) if "name" in node else "-"),
    Column("ROLE", lambda node: text.plain(node["role"])),
    Column("STATE", lambda node: text.plain(node["state"]), color=state_color),
    Column("SESSIONS", _number("sessions"), right=True),
    Column("SOCKETS", _number("sockets"), right=True),
    Column("ROOMS", _number("rooms"), right=True),
    Column("RUNNING", lambda node: text.age(node["startedAt"]) if "startedAt" in node else "-", right=True),
    Column("VERSION", lambda node: text.plain(node.get("version", "-"))),
]


@command("nodes list", "all nodes, and how much gateways have", ["listNodes"], example="chappe nodes")
def list_nodes(session):
    session.output.table([nodes(session)], _COLUMNS, "no nodes")


@command("nodes show", "one node", ["getNode", "listNodes"], NODE, example="chappe nodes show 7ab2")
def show(session):
    node = session.api.call("getNode", node=chosen(session)[0])
    session.output.document(node)
    lease = "%.1f s" % (node["leaseMs"] / 1000) if "leaseMs" in node else None
    began = node.get("startedAt")
    session.output.fields(
        [
            ("node", text.name(node["id"])),
            ("name", text.name(node["name"]) if "name" in node else None),
            ("role", text.plain(node["role"])),
            ("state", text.plain(node["state"])),
            ("sessions", node.get("sessions")),
            ("sockets", node.get("sockets")),
            ("rooms", node.get("rooms")),
            ("lease", lease),
            ("running", "%s, since %s" % (text.age(began), text.second(began)) if began else None),
            ("version", text.plain(node["version"]) if "version" in node else None),
        ]
    )


@command(
    "nodes undrain",
    "let a gateway take clients again",
    ["undrainNode", "listNodes"],
    NODE,
    example="chappe nodes undrain 7ab2",
)
def undrain(session):
    node, _ = chosen(session)
    progress = session.api.call("undrainNode", node=node)
    session.done(progress, "%s takes clients again; it has %s" % (node, text.counted(progress["sessions"], "session")))


def _share(text_of_it):
    share = float(text_of_it)
    if not 0.001 <= share <= 1:
        raise ValueError(text_of_it)
    return share


_share.__name__ = "share from 0.001 to 1"


@command(
    "nodes rebalance",
    "send a share of a gateway's clients to the others",
    ["rebalanceNode", "listNodes"],
    NODE,
    Argument("--share", metavar="SHARE", type=_share, required=True, help="of its sessions, from 0.001 to 1"),
    example="chappe nodes rebalance 7ab2 --share 0.3",
    more="After a scale-out, so that new gateways get some. Any clients; nobody is closed who does not go.",
)
def rebalance(session):
    node, _ = chosen(session)
    progress = session.api.call("rebalanceNode", body={"share": session.options.share}, node=node)
    session.done(progress, "%s rebalances: %s to be told to go" % (node, text.counted(progress["untold"], "session")))


def nodes(session):
    return session.api.call("listNodes")["items"]


def chosen(session):
    """The id of the node that was meant, and all nodes."""
    start, everyone = session.options.node, nodes(session)
    ids = [node["id"] for node in everyone]
    if start in ids:
        return start, everyone
    found = [node["id"] for node in everyone if node["id"].startswith(start) or node.get("name") == start]
    if len(found) == 1:
        return found[0], everyone
    if found:
        raise Failure("%s may be several nodes: %s" % (text.name(start), ", ".join(map(text.name, found))), USAGE)
    raise Failure("there is no node %s; 'chappe nodes' lists them" % text.name(start))
