"""What a command has: what was typed, the API, and its output."""

import sys

from cli import text
from cli.errors import REFUSED, USAGE, Failure


class Session:
    def __init__(self, options, environment, api, output):
        self.options = options
        self.api = api
        self.output = output
        self._environment = environment

    @property
    def tenant_if_any(self):
        return self.options.tenant or self._environment.get("CHAPPE_TENANT") or None

    @property
    def tenant(self):
        tenant = self.tenant_if_any
        if tenant is None:
            raise Failure("which tenant? Say --tenant NAME, or set CHAPPE_TENANT (deploy/up has demo and desk)", USAGE)
        return tenant

    def confirm(self, consequence):
        """Asks before what can't be undone or disturbs many; a script has to say --yes."""
        if self.options.yes:
            return
        question = "%s\n%s" % (consequence, "At %s. Go on? [y/N] " % self.api.url)
        if not sys.stdin.isatty():
            raise Failure("%s\nNothing was done: there is nobody to ask; --yes does it" % consequence, USAGE)
        print(question, end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            raise Failure("nothing was done", REFUSED)

    def done(self, answer, sentence):
        """A change was made: the sentence for people, the answer for programs."""
        self.output.document(answer)
        self.output.line(sentence)


def note(sentence):
    """Beside the answer, for people."""
    print("chappe: " + sentence, file=sys.stderr, flush=True)


def quoted(name):
    """In a sentence."""
    shown = text.name(name)
    return shown if shown.startswith("$'") else "'%s'" % shown
