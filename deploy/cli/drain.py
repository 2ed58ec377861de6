"""Sends a gateway's clients to the others, and tells how far that is."""

import sys
import time

from cli import text
from cli.commands import YES, Argument, at_least, command
from cli.errors import Failure, NotThere
from cli.nodes import NODE, chosen
from cli.session import note

_EVERY_S = 1
# A gateway renews its lease every second, and until then the store says what was before.
_LEASE_LAGS_S = 5
_WITHIN = Argument(
    "--within",
    metavar="SECONDS",
    type=at_least(1),
    default=600,
    help="how long to wait for it (default: 600); it drains on after that",
)
_MORE = (
    "It takes nobody new, and tells its clients in batches to go; 'chappe nodes undrain' ends that. Its process goes on. "
    "Ends when it has no session any more, and with 1 if that is not so in time, or somebody undrains it."
)


@command(
    "nodes drain",
    "send a gateway's clients to the others",
    ["drainNode", "getNode", "listNodes"],
    NODE,
    Argument("--wait", action="store_true", help="until it has no session any more"),
    _WITHIN,
    YES,
    example="chappe nodes drain 7ab2 --wait",
    more=_MORE.replace("Ends when", "With --wait, ends when"),
)
def drain(session):
    _drain(session, session.options.wait)


@command(
    "drain",
    "the same as nodes drain --wait",
    ["drainNode", "getNode", "listNodes"],
    NODE,
    _WITHIN,
    YES,
    example="chappe drain 7ab2",
    more=_MORE,
)
def drain_and_wait(session):
    _drain(session, True)


def _drain(session, wait):
    node, everyone = chosen(session)
    session.confirm(_consequence(node, everyone))
    progress = session.api.call("drainNode", node=node)
    if not wait:
        session.done(progress, "%s drains: %s to go" % (node, text.counted(progress["sessions"], "session")))
        return
    told = _Progress(node)
    try:
        last = _follow(session, node, told, progress["sessions"])
    except KeyboardInterrupt:
        told.end()
        note("%s drains on; 'chappe nodes undrain %s' ends that" % (node, node))
        raise
    session.done(last, "%s has no sessions any more: its process can end, or 'chappe nodes undrain' it" % node)


def _consequence(node, everyone):
    own = next(one for one in everyone if one["id"] == node)
    if own["role"] != "gateway":
        raise Failure("%s is no gateway: only gateways have clients" % node)
    others = [one for one in everyone if one["role"] == "gateway" and one["state"] == "up" and one["id"] != node]
    sentence = "This sends all clients of gateway %s away (%s)" % (node, text.counted(own.get("sessions", 0), "session"))
    if not others:
        return sentence + ". NO OTHER GATEWAY IS UP: they have nowhere to go"
    return sentence + "; %s left for them" % ("1 other gateway is" if len(others) == 1 else "%d others are" % len(others))


def _follow(session, node, progress, sessions):
    began = time.monotonic()
    while True:
        progress.tell(sessions)
        time.sleep(_EVERY_S)
        waited = time.monotonic() - began
        try:
            now = session.api.call("getNode", node=node)
        except NotThere:
            progress.end()
            return {"id": node, "state": "gone", "sessions": 0}
        sessions = now.get("sessions", 0)
        if now["state"] == "draining" and sessions == 0:
            progress.end()
            return now
        if now["state"] != "draining" and waited > _LEASE_LAGS_S:
            progress.end()
            raise Failure("%s is %s: it drains no longer" % (node, text.plain(now["state"])))
        if waited > session.options.within:
            progress.end()
            raise Failure("%s still has %s after %d s; it drains on" % (node, text.counted(sessions, "session"), waited))


class _Progress:
    """On standard error: one line that changes on a terminal, and else a line for each change."""

    def __init__(self, node):
        self._node = node
        self._live = sys.stderr.isatty()
        self._told = None

    def tell(self, sessions):
        if sessions == self._told:
            return
        self._told = sessions
        sentence = "%s drains: %s left" % (self._node, text.counted(sessions, "session"))
        print("\r\033[K" + sentence if self._live else sentence, end="" if self._live else "\n", file=sys.stderr, flush=True)

    def end(self):
        if self._live:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
