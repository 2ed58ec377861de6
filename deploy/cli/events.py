"""What has happened in a tenant."""

from cli import text
from cli.commands import TENANT, command, limit
from cli.output import Column

_FEW = 50

_COLUMNS = [
    Column("AT", lambda event: text.second(event["at"])),
    Column("EVENT", lambda event: text.plain(event["type"]), color=lambda event: "red" if event["type"] == "events.lost" else None),
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
