"""Signals of the server itself."""

from cli import text
from cli.commands import TENANT, Argument, command
from cli.documents import read_object
from cli.rooms import ROOM
from cli.session import quoted


@command(
    "rooms send",
    "a signal of the server to the members of a room",
    ["sendToRoom"],
    TENANT,
    ROOM,
    Argument("kind", metavar="KIND", help="of the signal, such as notice"),
    Argument("data", metavar="DATA", help="its data, a JSON object; - reads the standard input"),
    Argument("--session", metavar="SESSION", help="only to this one"),
    example="chappe rooms send try notice '{\"text\": \"Five more minutes.\"}' --tenant demo",
    more="Members see that it comes from the session `server`, which no client can be.",
)
def send(session):
    options = session.options
    body = {"kind": options.kind, "data": read_object(options.data, "DATA")}
    if options.session:
        body["session"] = options.session
    answer = session.api.call("sendToRoom", body=body, tenant=session.tenant, room=options.room)
    missed = ", %s missed it" % answer["missed"] if answer["missed"] else ""
    session.done(answer, "%s: %s%s" % (quoted(options.room), text.counted(answer["reached"], "member") + " reached", missed))
