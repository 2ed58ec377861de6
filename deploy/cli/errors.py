"""Why a command was not done, and what its process ends with."""

REFUSED = 1
USAGE = 2
UNREACHABLE = 3


class Failure(Exception):
    """A sentence for whoever has typed the command."""

    def __init__(self, sentence, status=REFUSED):
        super().__init__(sentence)
        self.status = status


class NotThere(Failure):
    """The API knows nothing of that name, or not for this key."""
