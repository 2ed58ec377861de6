"""What has happened, in a tenant or in all."""

from cli import text
from cli.commands import TENANT, Argument, command, limit
from cli.output import Column

_FEW = 50

_COLUMNS = [
    Column("AT", lambda event: text.second(event["at"]) if "at" in event else "-"),
    Column("EVENT", lambda event: text.plain(event["type"]), color=lambda event: "red" if event["type"] in ("events.lost", "gap") else None),
    Column("TENANT", lambda event: _name(event, "tenant")),
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


_ALL_TENANTS = Argument("--all-tenants", action="store_true", help="of all tenants that the key sees, also where CHAPPE_TENANT is set")
_WHOSE = "Without a tenant: of all tenants that the key sees."


def _of(session, of_tenant, of_all):
    """The operation for the tenant that is asked about, or for all, and the names in its path."""
    tenant = None if session.options.all_tenants else session.tenant_if_any
    return (of_all, {}) if tenant is None else (of_tenant, {"tenant": tenant})


@command(
    "events list",
    "what has happened, the newest first",
    ["listEvents", "listTenantEvents"],
    TENANT,
    _ALL_TENANTS,
    limit(_FEW, "how many at most (default: %d); 0 for all that are kept" % _FEW),
    example="chappe events --tenant demo --limit 10",
    more="Sessions and rooms that begin and end, members that come, change and go. " + _WHOSE,
)
def list_events(session):
    operation, names = _of(session, "listTenantEvents", "listEvents")
    pages = session.api.pages(operation, session.options.limit, **names)
    session.output.table(pages, _COLUMNS, "no events")


@command(
    "events follow",
    "what happens, as it happens",
    ["streamEvents", "streamTenantEvents"],
    TENANT,
    _ALL_TENANTS,
    Argument("--all", action="store_true", help="all that are kept, first"),
    example="chappe events follow --tenant demo",
    more=_WHOSE + " Until it is ended, by Ctrl-C. With --json each event is one line. When the presence-service ends it goes on after that.",
)
def follow(session):
    last = "0" if session.options.all else None
    operation, names = _of(session, "streamTenantEvents", "streamEvents")
    session.output.follow(session.api.follow(operation, last, **names), _COLUMNS)
