"""Servers of a tenant that are told what happens in it."""

from cli import text
from cli.commands import TENANT, YES, Argument, at_least, command, limit
from cli.output import Column
from cli.session import quoted

_HOOK = Argument("webhook", metavar="WEBHOOK", help="its id")

_COLUMNS = [
    Column("WEBHOOK", lambda hook: text.plain(hook["id"])),
    Column("ENABLED", lambda hook: "yes" if hook.get("enabled", True) else "no"),
    Column("STATE", lambda hook: text.plain(hook.get("state", "-")), color=lambda hook: "red" if hook.get("state") == "failing" else None),
    Column("URL", lambda hook: text.plain(hook["url"])),
    Column("TYPES", lambda hook: _names(hook, "types")),
    Column("ROOMS", lambda hook: _names(hook, "rooms")),
]


def _names(hook, field):
    return ", ".join(text.plain(name) for name in hook.get(field, [])) or "all"


def _ask(session, operation, body=None):
    return session.api.call(operation, body=body, tenant=session.tenant, webhook=session.options.webhook)


def _show(session, hook):
    session.output.document(hook)
    fields = [("webhook", text.plain(hook["id"])), ("url", text.plain(hook["url"]))]
    fields += [("enabled", "yes" if hook.get("enabled", True) else "no")]
    fields += [("types", _names(hook, "types")), ("rooms", _names(hook, "rooms"))]
    fields += [(field, text.plain(str(hook[field]))) for field in ("state", "failures", "error") if field in hook]
    if "secret" in hook:
        fields.append(("secret", hook["secret"]))
    session.output.fields(fields)


@command("webhooks list", "all of a tenant", ["listWebhooks"], TENANT, example="chappe webhooks --tenant demo")
def list_webhooks(session):
    session.output.table([session.api.call("listWebhooks", tenant=session.tenant)["items"]], _COLUMNS, "no webhooks")


@command("webhooks show", "one of them", ["getWebhook"], TENANT, _HOOK, example="chappe webhooks show app --tenant demo")
def show(session):
    _show(session, _ask(session, "getWebhook"))


@command(
    "webhooks set",
    "add one, or replace it",
    ["putWebhook"],
    TENANT,
    _HOOK,
    Argument("address", metavar="ADDRESS", help="where events are posted to, https"),
    Argument("--types", metavar="TYPES", help="the types of events that it is told, with commas; all by default"),
    Argument("--rooms", metavar="PREFIXES", help="with what the names of rooms begin, with commas; all by default"),
    Argument("--off", action="store_true", help="keep it, and tell it nothing for now"),
    example="chappe webhooks set app https://app.example.com/chappe --types room.opened,room.closed --tenant demo",
    more="The secret of a new one is made, and shown this once. One that is there keeps its own.",
)
def put(session):
    body = {"url": session.options.address, "enabled": not session.options.off}
    for field in ("types", "rooms"):
        if getattr(session.options, field):
            body[field] = getattr(session.options, field).split(",")
    _show(session, _ask(session, "putWebhook", body))


@command("webhooks remove", "tell it nothing any more", ["removeWebhook"], TENANT, _HOOK, YES, example="chappe webhooks remove app --tenant demo")
def remove(session):
    hook = quoted(session.options.webhook)
    session.confirm("Nothing is told to webhook %s of tenant %s any more" % (hook, quoted(session.tenant)))
    session.done(_ask(session, "removeWebhook"), "webhook %s is removed" % hook)


@command(
    "webhooks make-secret",
    "make a second secret, shown this once",
    ["makeWebhookSecret"],
    TENANT,
    _HOOK,
    example="chappe webhooks make-secret app --tenant demo",
    more="Posts are signed with it and with the one before, until that is removed by remove-secret.",
)
def make_secret(session):
    _show(session, _ask(session, "makeWebhookSecret"))


@command(
    "webhooks remove-secret",
    "remove the older one of two secrets",
    ["removeWebhookSecret"],
    TENANT,
    _HOOK,
    YES,
    example="chappe webhooks remove-secret app --tenant demo",
)
def remove_secret(session):
    hook = quoted(session.options.webhook)
    session.confirm("Posts to webhook %s are not signed with its older secret any more" % hook)
    session.done(_ask(session, "removeWebhookSecret"), "webhook %s has one secret" % hook)


_DELIVERIES = [
    Column("AT", lambda post: text.second(post["at"])),
    Column("MESSAGE", lambda post: text.plain(post["message"])),
    Column("EVENTS", lambda post: str(post["events"]), right=True),
    Column("STATUS", lambda post: str(post.get("status", "-")), right=True),
    Column("MS", lambda post: str(post["latencyMs"]), right=True),
    Column("OUTCOME", lambda post: text.plain(post.get("error", "taken")), color=lambda post: "red" if "error" in post else None),
]

_DEAD = [
    Column("NUMBER", lambda letter: str(letter["number"]), right=True),
    Column("GIVEN UP", lambda letter: text.second(letter["at"])),
    Column("EVENT", lambda letter: text.plain(letter["event"].get("type", "-"))),
    Column("ROOM", lambda letter: text.name(letter["event"]["room"]) if "room" in letter["event"] else "-"),
    Column("ERROR", lambda letter: text.plain(letter.get("error", "-"))),
]

_FEW = 50


@command(
    "webhooks test",
    "post one event to it now",
    ["testWebhook"],
    TENANT,
    _HOOK,
    example="chappe webhooks test app --tenant demo",
    more="An event of the type webhook.test, signed like all others. It is not tried again.",
)
def test(session):
    outcome = _ask(session, "testWebhook")
    session.output.document(outcome)
    fields = [("taken", "yes" if outcome["taken"] else "no"), ("status", outcome.get("status", "-"))]
    fields += [("took", "%d ms" % outcome["latencyMs"]), ("error", text.plain(outcome.get("error", "-")))]
    session.output.fields(fields)


@command(
    "webhooks deliveries",
    "what was posted to it, the newest first",
    ["listDeliveries"],
    TENANT,
    _HOOK,
    limit(_FEW, "how many at most (default: %d); 0 for all that are kept" % _FEW),
    example="chappe webhooks deliveries app --tenant demo --limit 10",
)
def deliveries(session):
    pages = session.api.pages("listDeliveries", session.options.limit, tenant=session.tenant, webhook=session.options.webhook)
    session.output.table(pages, _DELIVERIES, "nothing was posted")


@command(
    "webhooks dead",
    "what it could not be told, the oldest first",
    ["listDeadLetters"],
    TENANT,
    _HOOK,
    limit(_FEW, "how many at most (default: %d); 0 for all that are kept" % _FEW),
    example="chappe webhooks dead app --tenant demo",
)
def dead(session):
    pages = session.api.pages("listDeadLetters", session.options.limit, tenant=session.tenant, webhook=session.options.webhook)
    session.output.table(pages, _DEAD, "no dead letters")


@command(
    "webhooks replay",
    "tell it its dead letters",
    ["replayDeadLetters"],
    TENANT,
    _HOOK,
    Argument("--up-to", metavar="NUMBER", type=at_least(1), help="the number of the last one; all by default"),
    example="chappe webhooks replay app --tenant demo",
    more="In their order, after what has happened since.",
)
def replay(session):
    answer = _ask(session, "replayDeadLetters", {} if session.options.up_to is None else {"upTo": session.options.up_to})
    session.done(answer, "dead letters up to %d are told again" % answer["upTo"] if answer["upTo"] else "there are no dead letters")
