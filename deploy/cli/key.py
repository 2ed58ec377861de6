"""The key with which all is asked."""

from cli import text
from cli.commands import command


@command("key", "what your key may do", ["getKey"], example="chappe key", more="It wants the scope read, as all questions do.")
def show(session):
    key = session.api.call("getKey")
    session.output.document(key)
    sees = text.name(key["tenant"]) if "tenant" in key else "all"
    session.output.fields([("name", text.plain(key["name"])), ("scopes", ", ".join(key["scopes"])), ("tenants", sees)])
