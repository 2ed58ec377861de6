"""What tenants have used, and use."""

from cli import text
from cli.commands import TENANT, Argument, command
from cli.output import Column

_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")

_COLUMNS = [
    Column("BEGIN", lambda item: text.second(item["begin"])),
    Column("CONNECTED", lambda item: text.duration(item["connectedSeconds"]), right=True),
    Column("MESSAGES", lambda item: str(item["messages"]), right=True),
    Column("BYTES", lambda item: _bytes(item["bytes"]), right=True),
    Column("PEAK", lambda item: str(item["peakSessions"]), right=True),
]


def _bytes(number):
    for unit in _UNITS[:-1]:
        if number < 1000:
            return "%.3g %s" % (number, unit)
        number /= 1000
    return "%.3g %s" % (number, _UNITS[-1])


@command(
    "usage",
    "what a tenant has used, by days or hours",
    ["getUsage"],
    TENANT,
    Argument("--by", choices=["day", "hour"], default="day", help="day (default) or hour, in UTC"),
    Argument("--from", dest="since", metavar="TIME", help="such as 2026-11-01T00:00:00Z; by default 31 days or 24 hours ago"),
    Argument("--to", dest="until", metavar="TIME", help="by default now"),
    example="chappe usage --tenant demo --by hour",
    more="CONNECTED is the time of all sessions together, PEAK the most sessions at a time. What was used in the last minute is not "
    "told yet.",
)
def show(session):
    options = session.options
    query = {"by": options.by, "from": options.since, "to": options.until}
    answer = session.api.call("getUsage", query=query, tenant=session.tenant)
    session.output.table([answer["items"]], _COLUMNS, "nothing was used")


_BUSY_COLUMNS = [
    Column("TENANT", lambda item: text.name(item["tenant"])),
    Column("SESSIONS", lambda item: str(item["sessions"]), right=True),
    Column("MESSAGES/MIN", lambda item: str(item["messages"]), right=True),
    Column("BYTES/MIN", lambda item: _bytes(item["bytes"]), right=True),
]


@command(
    "tenants busiest",
    "which tenants use most just now",
    ["listBusyTenants"],
    example="chappe tenants busiest",
    more="As it was a minute ago or two; those with most sessions first.",
)
def busiest(session):
    answer = session.api.call("listBusyTenants")
    session.output.table([answer["items"]], _BUSY_COLUMNS, "nobody is here")
