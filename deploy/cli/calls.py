"""Why a call has failed."""

import json

from cli import text
from cli.commands import TENANT, Argument, command, limit
from cli.output import Column

_FEW = 50

_COLUMNS = [
    Column("AT", lambda call: text.second(call["at"])),
    Column("ROOM", lambda call: text.name(call["room"])),
    Column("PEERS", lambda call: " and ".join(text.name(peer) for peer in call["peers"])),
    Column("PAIR", lambda call: text.plain(call["pair"])),
]


@command(
    "calls list",
    "pairs that have negotiated, the newest first",
    ["listCalls"],
    TENANT,
    Argument("--peer", metavar="PEER", help="only calls of this one"),
    limit(_FEW, "how many at most (default: %d); 0 for all that are kept" % _FEW),
    example="chappe calls --tenant demo --peer ann",
)
def list_calls(session):
    pages = session.api.pages("listCalls", session.options.limit, {"peer": session.options.peer}, tenant=session.tenant)
    session.output.table(pages, _COLUMNS, "no calls")


@command(
    "calls show",
    "what has happened between two, and what has come of it",
    ["getCall"],
    TENANT,
    Argument("pair", metavar="PAIR", help="as `chappe calls` tells it"),
    example="chappe calls show uF5q~zX81 --tenant demo",
)
def show(session):
    call = session.api.call("getCall", tenant=session.tenant, pair=session.options.pair)
    session.output.document(call)
    if session.output.as_json:
        return
    session.output.fields(
        [("verdict", text.plain(call["verdict"])), ("reason", text.plain(call["reason"])), ("room", text.name(call["room"]))]
        + [(text.name(side["peer"]), _said(side)) for side in call["sides"]]
    )
    peers = {side["session"]: text.name(side["peer"]) for side in call["sides"]}
    session.output.table(
        [call["facts"]],
        [
            Column("AT", lambda fact: text.plain(fact["at"])),
            Column("NODE", lambda fact: text.plain(fact["node"])[:8]),
            Column("FROM", lambda fact: peers.get(fact["from"], text.plain(fact["from"]))),
            Column("KIND", lambda fact: text.plain(fact["kind"])),
            Column("MORE", lambda fact: ", ".join(text.plain(fact[field]) for field in ("detail", "outcome") if field in fact) or "-"),
        ],
        "nothing",
    )


def _said(side):
    candidates = ", ".join("%s %s" % (count, text.plain(kind)) for kind, count in sorted(side["candidates"].items())) or "no candidates"
    said = ["%d offers, %d answers" % (side["offers"], side["answers"]), candidates]
    said += ["%s: %s" % (field, text.plain(json.dumps(side[field]).strip('"'))) for field in ("state", "local", "remote") if field in side]
    return "; ".join(said)
