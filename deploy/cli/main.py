"""Runs the command that was typed, and ends as programs do."""

import os
import re
import signal
import sys

from cli import audit, calls, completion, drain, events, key, keys, members, nodes, peers, rooms, signals, tenants, tokens, usage, webhooks  # each brings its commands
from cli import endpoint, syntax
from cli.api import Api
from cli.commands import COMMANDS
from cli.errors import REFUSED, Failure
from cli.output import Output
from cli.session import Session, note


def main():
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for stream in (sys.stdout, sys.stderr):
        # A name must not end a command where the terminal's encoding does not have its letters.
        stream.reconfigure(errors="backslashreplace")
    try:
        status = _run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        _end_by(signal.SIGINT)
    except BrokenPipeError:
        # Whoever read this has enough. What is still to be written would fail again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _end_by(signal.SIGPIPE)
    sys.exit(status)


def _run(words):
    if words[:1] == [completion.ASK]:
        return completion.answer(words[1:], os.environ)
    try:
        options = syntax.parse(words)
        if options.version:
            print(_version())
        else:
            command = COMMANDS[options.words]
            command.run(_session(command, options))
    except Failure as failure:
        return _tell(str(failure), failure.status)
    except (KeyError, TypeError, AttributeError) as surprise:
        sentence = "the answer is not as this command knows it (%r); is that presence-service of another version?"
        return _tell(sentence % surprise, REFUSED)
    return 0


def _tell(sentence, status):
    sys.stdout.flush()
    note(sentence)
    return status


def _session(command, options):
    if options.json:
        sys.stdout.reconfigure(encoding="utf-8")
    output = Output(options.json)
    # What asks for nothing, such as the completion's script, needs no key.
    if not command.operations:
        return Session(options, os.environ, None, output)
    where = endpoint.find(options, os.environ)
    if where.is_found and sys.stderr.isatty():
        note("the cluster of deploy/up at " + where.url)
    return Session(options, os.environ, Api(where), output)


def _end_by(number):
    """As by the signal itself, so that a shell knows: 128 and its number."""
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _version():
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
    try:
        with open(os.path.join(root, "pom.xml"), encoding="utf-8") as pom:
            found = re.search(r"^  <version>(.*)</version>", pom.read(), re.MULTILINE)
    except OSError:
        found = None
    return "Chappe %s" % (found.group(1) if found else "of unknown version")
