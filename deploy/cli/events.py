"""What has happened in a tenant."""

from cli import text
from cli.commands import TENANT, Argument, command, limit
from cli.output import Column

_FEW = 50

_COLUMNS = [
    Column("AT", lambda event: text.second(event["at"]) if "at" in event else "-"),
    Column("EVENT", lambda event: text.plain(event["type"]), color=lambda event: "red" if event["type"] in ("events.lost", "gap") else None),
    Column("ROOM", lambda event: _name(event, "room")),
    Column("PEER", lambda event: _name(event, "peer")),
    Column("SESSION", lambda event: text.plain(event.get("session", "-"))),
    Column("MORE", lambda event: _more(event)),
]


def _name(event, field):
    return text.name(event[field]) if field in event else "-"


def _more(event):
    said = [text.plain(event[field]) for field in ("reason", "state") if field in event]
    said += [field for field in ("waits", "hidden", "locked") if event.get(field)]
    if event["type"] == "gap":
        said.append("some may be missing: too long ago, or read too slowly")
    if "count" in event:
        said.append("%d are missing" % event["count"])
    return ", ".join(said) or "-"


@command(
    "events list",
    "what has happened, the newest first",
    ["listEvents"],
    TENANT,
    limit(_FEW, "how many at most (default: %d); 0 for all that are kept" % _FEW),
    example="chappe events --tenant demo --limit 10",
    more="Sessions and rooms that begin and end, members that come, change and go.",
)
def list_events(session):
    pages = session.api.pages("listEvents", session.options.limit, tenant=session.tenant)
    session.output.table(pages, _COLUMNS, "no events")


@command(
    "events follow",
    "what happens, as it happens",
    ["streamEvents"],
    TENANT,
    Argument("--all", action="store_true", help="all that are kept, first"),
    example="chappe events follow --tenant demo",
    more="Until it is ended, by Ctrl-C. With --json each event is one line. When the presence-service ends it goes on after that.",
)
def follow(session):
    last = "0" if session.options.all else None
    session.output.follow(session.api.follow("streamEvents", last, tenant=session.tenant), _COLUMNS)
