"""Who has changed what."""

import urllib.parse

from cli import text
from cli.commands import TENANT, Argument, command, limit
from cli.output import Column

_FEW = 50


def _outcome(change):
    return "failed: %s" % change["failed"] if "failed" in change else "-"


def _body(change):
    if change.get("bodyOmitted"):
        return "(too long)"
    return text.short(change["body"]) if "body" in change else "-"


_COLUMNS = [
    Column("AT", lambda change: text.second(change["at"])),
    Column("KEY", lambda change: text.plain(change["key"])),
    Column("OPERATION", lambda change: text.plain(change["operation"])),
    Column("PATH", lambda change: _path(change["path"])),
    Column("OUTCOME", _outcome, color=lambda change: "red" if "failed" in change else None),
    Column("BODY", _body),
]


def _path(path):
    """As people read it; its slashes stay as they are sent, or a room's name could look like another path."""
    parts = path.replace("/admin/v1", "", 1).split("/")
    return "/".join(text.plain(urllib.parse.unquote(part)) if "%2f" not in part.lower() else text.plain(part) for part in parts)


@command(
    "audit",
    "who has changed what, the newest first",
    ["listAudit", "listTenantAudit"],
    TENANT,
    Argument("--all-tenants", action="store_true", help="of all tenants and nodes, also where CHAPPE_TENANT is set"),
    limit(_FEW, "how many at most (default: %d); 0 for all" % _FEW),
    example="chappe audit --tenant demo --limit 10",
    more="A change is noted before it is made, and once more if it has failed. Without a tenant: of all tenants and nodes.",
)
def audit(session):
    tenant = None if session.options.all_tenants else session.tenant_if_any
    if tenant is None:
        pages = session.api.pages("listAudit", session.options.limit)
    else:
        pages = session.api.pages("listTenantAudit", session.options.limit, tenant=tenant)
    session.output.table(pages, _COLUMNS, "no changes")
