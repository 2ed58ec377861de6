"""Tokens that were issued."""

from cli import text
from cli.commands import TENANT, YES, Argument, at_least, command
from cli.errors import USAGE, Failure
from cli.session import quoted


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


def _what(options, tenant):
    if options.all:
        return "all tokens of tenant " + quoted(tenant)
    if options.peer:
        return "tokens of peer " + quoted(options.peer)
    return "tokens with the id " + quoted(options.token)
