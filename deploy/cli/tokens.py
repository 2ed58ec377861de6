"""Tokens that were issued."""

from cli import text
from cli.commands import EVERY, TENANT, YES, Argument, at_least, command
from cli.errors import USAGE, Failure
from cli.output import Column
from cli.session import quoted

_COLUMNS = [
    Column("TAKEN BACK", lambda one: _whose(one)),
    Column("ISSUED UNTIL", lambda one: text.second(one["issuedUntil"])),
    Column("COUNTS FOR", lambda one: text.remaining(one["countsUntil"]), right=True),
]


def _whose(one):
    if "peer" in one:
        return "peer " + quoted(one["peer"])
    return "token " + quoted(one["token"]) if "token" in one else "all tokens"


@command("tokens list", "what was taken back", ["listRevocations"], TENANT, EVERY, example="chappe tokens --tenant demo")
def list_revocations(session):
    pages = session.api.pages("listRevocations", session.options.limit, {}, tenant=session.tenant)
    session.output.table(pages, _COLUMNS, "nothing is taken back")


@command(
    "tokens revoke",
    "take back what was issued until now",
    ["revokeTokens"],
    TENANT,
    Argument("--peer", metavar="PEER", help="of one peer"),
    Argument("--token", metavar="ID", help="one, by its id (jti)"),
    Argument("--all", action="store_true", help="all of the tenant"),
    Argument(
        "--hours",
        metavar="HOURS",
        type=at_least(1, 8784),
        default=24,
        help="how long your tokens live at most (default: 24); one that lives longer would count again",
    ),
    YES,
    example="chappe tokens revoke --peer ann --tenant demo",
    more="Who is in by them is out, on all gateways. Nothing undoes that; tokens that are issued from the next second on count.",
)
def revoke(session):
    options, tenant = session.options, session.tenant
    whose = {name: value for name, value in (("peer", options.peer), ("token", options.token), ("all", options.all)) if value}
    if len(whose) != 1:
        raise Failure("say one of --peer, --token and --all", USAGE)
    if options.all:
        session.confirm("This throws out everybody who has a token of tenant %s. Nothing undoes that" % quoted(tenant))
    answer = session.api.call("revokeTokens", body=dict(whose, hours=options.hours), tenant=tenant)
    session.done(answer, "%s issued until %s count no longer" % (_what(options, tenant), text.second(answer["issuedUntil"])))


@command(
    "tokens make",
    "make a token, to try something",
    ["makeToken"],
    TENANT,
    Argument("--peer", metavar="PEER", required=True, help="whose, by name"),
    Argument("--room", metavar="ROOM", action="append", required=True, dest="rooms", help="that it may join, such as 'team-*'; any number of them"),
    Argument("--moderate", metavar="ROOM", action="append", help="that it may moderate; any number of them"),
    Argument("--for", dest="seconds", metavar="SECONDS", type=at_least(60, 86400), default=3600, help="60 to 86400 (default: 3600)"),
    example="chappe tokens make --peer ann --room 'team-*' --tenant demo",
    more="An application in service signs its own. It wants a key for HS256: chappe tenants keys make.",
)
def make(session):
    options = session.options
    body = {"peer": options.peer, "rooms": options.rooms, "seconds": options.seconds}
    if options.moderate:
        body["moderate"] = options.moderate
    answer = session.api.call("makeToken", body=body, tenant=session.tenant)
    session.done(answer, text.plain(answer["token"]))


def _what(options, tenant):
    if options.all:
        return "all tokens of tenant " + quoted(tenant)
    if options.peer:
        return "tokens of peer " + quoted(options.peer)
    return "tokens with the id " + quoted(options.token)
