"""JSON that somebody gives to a command."""

import json
import sys

from cli.errors import USAGE, Failure


def read(given, what):
    """What an argument says, or standard input where it is -.

    what -- it is, in a sentence
    """
    given = sys.stdin.read() if given == "-" else given
    try:
        document = json.loads(given)
        json.dumps(document, allow_nan=False)
    except (ValueError, RecursionError) as problem:
        raise Failure("%s: no JSON: %s" % (what, problem), USAGE) from None
    return document


def read_object(given, what):
    document = read(given, what)
    if not isinstance(document, dict):
        raise Failure("%s: it must be an object, {...}" % what, USAGE)
    return document
