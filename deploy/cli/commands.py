"""What a command is. Each module of commands describes its own; help, completion and the tests go by that."""

COMMANDS = {}

# What `chappe rooms` alone is short for.
DEFAULT = "list"


class Argument:
    """As argparse takes it.

    complete -- the kind of names that it may have, see completion.py; "file" for file names
    """

    def __init__(self, *names, complete=None, **settings):
        self.names = names
        self.complete = complete
        self.settings = settings

    @property
    def is_option(self):
        return self.names[0].startswith("-")

    @property
    def takes_value(self):
        return self.settings.get("action") in (None, "append")


class Command:
    def __init__(self, path, summary, operations, arguments, example, more, run):
        self.path = path
        self.summary = summary
        self.operations = operations
        self.arguments = arguments
        self.example = example
        self.more = more
        self.run = run


def command(path, summary, operations, *arguments, example, more=""):
    """Makes a command of a function of a session.

    path -- its words
    operations -- of the API, that it may ask for
    more -- what its help says besides
    """

    def register(run):
        words = tuple(path.split())
        COMMANDS[words] = Command(words, summary, operations, arguments, example, more, run)
        return run

    return register


TENANT = Argument("--tenant", metavar="TENANT", help="whose; by default what CHAPPE_TENANT says")
YES = Argument("--yes", action="store_true", help="do not ask whether to do it")


def limit(default, meaning):
    return Argument("--limit", metavar="N", type=at_least(0), default=default, help=meaning)


def at_least(least, most=None):
    """A whole number, for argparse."""

    def number(text):
        if not (text.isascii() and text.isdigit()) or len(text) > 9 or int(text) < least or (most and int(text) > most):
            raise ValueError(text)
        return int(text)

    number.__name__ = "number from %d%s" % (least, " to %d" % most if most else " on")
    return number


EVERY = limit(0, "how many at most (default: all)")
