"""The keys of a tenant's tokens."""

from cli.commands import YES, Argument, command
from cli.documents import read_object
from cli.session import quoted
from cli.tenants import NAME

_KID = Argument("kid", metavar="KID", help="by which tokens name the key")


@command(
    "tenants make-key",
    "make a secret for its tokens, shown this once",
    ["makeKey"],
    NAME,
    _KID,
    example="chappe tenants make-key acme 2026-12",
    more="To exchange a key: make its successor, let whoever signs use it, and remove the old one when its last token is over.",
)
def make(session):
    key = session.api.call("makeKey", body={"kid": session.options.kid}, tenant=session.options.tenant)
    session.output.document(key)
    session.output.fields([("kid", quoted(key["kid"])), ("algorithm", "HS256"), ("secret", key["secret"])])


@command(
    "tenants put-key",
    "add a key of your own making",
    ["putKey"],
    NAME,
    _KID,
    Argument("key", metavar="JSON", help="an object with algorithms, and publicKey or secret, or - for standard input"),
    example="chappe tenants put-key acme 2026-12 - < key.json",
)
def put(session):
    body = read_object(session.options.key, "the key")
    answer = session.api.call("putKey", body=body, tenant=session.options.tenant, kid=session.options.kid)
    session.done(answer, "tenant %s has the key %s" % (quoted(session.options.tenant), quoted(session.options.kid)))


@command(
    "tenants remove-key",
    "let its tokens count no longer",
    ["removeKey"],
    NAME,
    _KID,
    YES,
    example="chappe tenants remove-key acme 2026-11",
    more="For who comes; who is in stays until its token is over.",
)
def remove(session):
    session.confirm("Tokens of tenant %s with the key %s count no longer" % (quoted(session.options.tenant), quoted(session.options.kid)))
    answer = session.api.call("removeKey", tenant=session.options.tenant, kid=session.options.kid)
    session.done(answer, "tenant %s has no key %s any more" % (quoted(session.options.tenant), quoted(session.options.kid)))
