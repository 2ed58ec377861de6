"""Tenants of the store."""

import json

from cli import text
from cli.commands import EVERY, YES, Argument, command
from cli.documents import read_object
from cli.output import Column
from cli.session import quoted

NAME = Argument("tenant", metavar="TENANT", help="its name")
_TERMS = Argument(
    "terms", metavar="JSON", help="an object, as one element of tenants in a gateway's configuration, or - for standard input"
)

_COLUMNS = [
    Column("TENANT", lambda one: text.name(one["tenant"])),
    Column("STATE", lambda one: "suspended" if one["suspended"] else "open", color=lambda one: "yellow" if one["suspended"] else None),
    Column("TOKENS", lambda one: "none" if one["anonymous"] else "needed"),
    Column("WRITTEN", lambda one: text.second(one["writtenAt"])),
]


@command(
    "tenants list",
    "tenants of the store",
    ["listTenants"],
    Argument("--prefix", metavar="PREFIX", help="only those whose name begins so"),
    EVERY,
    example="chappe tenants",
    more="Those of the gateways' own configuration and file are known to the gateways alone.",
)
def list_tenants(session):
    pages = session.api.pages("listTenants", session.options.limit, {"prefix": session.options.prefix})
    session.output.table(pages, _COLUMNS, "no tenants in the store")


@command("tenants show", "its terms, without secrets", ["getTenant"], NAME, example="chappe tenants show acme")
def show(session):
    tenant = session.api.call("getTenant", tenant=session.options.tenant)
    session.output.document(tenant)
    session.output.line(text.json_safe(json.dumps(tenant["terms"], ensure_ascii=False, indent=2)))


@command(
    "tenants put",
    "add a tenant, or give it other terms",
    ["putTenant"],
    NAME,
    _TERMS,
    example="chappe tenants put acme - < acme.json",
    more="All of its terms: what is left out counts by default. Secrets belong into a file, and not among the arguments, which others "
    "see in the list of processes.",
)
def put(session):
    _write(session, "putTenant", read_object(session.options.terms, "the terms"), "is written")


@command(
    "tenants change",
    "change some of its terms",
    ["changeTenant"],
    NAME,
    _TERMS,
    example="""chappe tenants change acme '{"limits": {"sessions": 500}}'""",
    more="A merge patch (RFC 7396): null takes something away, objects are merged, lists are replaced as a whole.",
)
def change(session):
    _write(session, "changeTenant", read_object(session.options.terms, "the terms"), "is changed")


@command(
    "tenants suspend",
    "keep everybody out, and end its sessions",
    ["changeTenant"],
    NAME,
    YES,
    example="chappe tenants suspend acme",
)
def suspend(session):
    session.confirm("This ends all sessions of tenant %s, and lets nobody in" % quoted(session.options.tenant))
    _write(session, "changeTenant", {"suspended": True}, "is suspended")


@command("tenants resume", "let its clients in again", ["changeTenant"], NAME, example="chappe tenants resume acme")
def resume(session):
    _write(session, "changeTenant", {"suspended": False}, "is open")


@command("tenants remove", "remove it; its sessions end", ["removeTenant"], NAME, YES, example="chappe tenants remove acme")
def remove(session):
    session.confirm("This removes tenant %s with its keys, and ends its sessions" % quoted(session.options.tenant))
    answer = session.api.call("removeTenant", tenant=session.options.tenant)
    session.done(answer, "tenant %s is removed" % quoted(session.options.tenant))


def _write(session, operation, terms, outcome):
    answer = session.api.call(operation, body=terms, tenant=session.options.tenant)
    session.done(answer, "tenant %s %s; gateways know it within a second" % (quoted(session.options.tenant), outcome))
