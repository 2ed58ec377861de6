"""Completion: the scripts for shells, and what they ask for each time."""

import re
import shlex

from cli import endpoint, syntax
from cli.api import Api
from cli.commands import COMMANDS, Argument, command
from cli.errors import Failure

ASK = "__complete"
# Somebody waits at a key.
_LIMIT_S = 1
_MOST = 200

_BASH = r"""_chappe() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ -n $line ]]; then COMPREPLY+=("$line"); else compopt -o default; fi
    done < <("${COMP_WORDS[0]/#\~/$HOME}" __complete bash "${COMP_LINE:0:COMP_POINT}" "${COMP_WORDS[COMP_CWORD]}" 2>/dev/null)
}
complete -F _chappe chappe"""

_ZSH = r"""#compdef chappe
_chappe() {
    local line
    local -a names
    while IFS= read -r line; do
        if [[ -n $line ]]; then names+=("$line"); else _files; fi
    done < <("${words[1]/#\~/$HOME}" __complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)
    compadd -a names
}
if [[ ${funcstack[1]} == _chappe ]]; then _chappe "$@"; else compdef _chappe chappe; fi"""


@command(
    "completion",
    "a script that completes commands and names in a shell",
    [],
    Argument("shell", choices=("bash", "zsh"), help="bash or zsh"),
    example="source <(chappe completion bash)",
    more="For ever: put the example into ~/.bashrc; with zsh, into ~/.zshrc behind compinit. It completes ids of nodes and names of "
    "rooms too, which it asks the API for.",
)
def completion(session):
    print(_BASH if session.options.shell == "bash" else _ZSH)


def answer(words, environment):
    """Prints the offers, one a line; an empty one says that it is the name of a file."""
    if words[:1] == ["bash"] and len(words) == 3:
        said, current = _split(words[1])
        shown = _for_bash(words[1], words[2])
    elif words[:1] == ["zsh"] and len(words) > 1:
        said, current = words[1:-1], words[-1]
        shown = str
    else:
        return 2
    for offer in _offers(said, current, environment):
        if offer.isprintable() or not offer:
            print(shown(offer))
    return 0


def _split(line):
    """The words behind the program's name, and the one at the cursor; what is quoted may not have ended yet."""
    for end in ("", "'", '"'):
        try:
            words = shlex.split(line + "\0" + end)
        except ValueError:
            continue
        return words[1:-1], words[-1][:-1]
    return [], ""


def _for_bash(line, word):
    """bash replaces its own idea of the word, which ends at a colon, and takes what it gets as it is."""
    current = re.search(r"(?:\\.|\S)*$", line).group()
    if word[:1] in ("'", '"'):
        return str
    kept = 0 if word and not current.endswith(word) else len(current) - (0 if word in (":", "=") else len(word))
    return lambda offer: re.sub(r"([^\w@%+=:,./~-])", r"\\\1", offer)[kept:]


def _offers(said, current, environment):
    said = syntax.with_default(said + [current])[:-1]
    at = syntax.command_index(said)
    if at is None:
        return _of([_words(sorted({path[0] for path in COMMANDS}))], said, current, said, environment)
    behind = said[at:]
    path = tuple(behind[:1]) if tuple(behind[:1]) in COMMANDS else tuple(behind[:2])
    if path in COMMANDS:
        return _of(COMMANDS[path].arguments, behind[len(path) :], current, said, environment)
    words = [path[1] for path in sorted(COMMANDS) if path[0] == behind[0] and len(path) > 1]
    return _of([_words(words)], behind[1:], current, said, environment)


def _words(choices):
    return Argument("word", choices=choices)


def _beginning(current, names, said):
    return [name for name in names if name.startswith(current) and (name not in said or not name.startswith("-"))]


def _options(arguments):
    return [name for argument in arguments if argument.is_option for name in argument.names] + ["--help"]


def _of(own, given, current, said, environment):
    arguments = list(own) + syntax.GLOBAL
    valued = {name: argument for argument in arguments if argument.is_option and argument.takes_value for name in argument.names}
    places, at = [], 0
    while at < len(given):
        if given[at] in valued:
            if at + 1 == len(given):
                return _values(valued[given[at]], places, current, said, environment)
            at += 1
        elif not given[at].startswith("-"):
            places.append(given[at])
        at += 1
    if current.startswith("-"):
        return _beginning(current, _options(arguments), said)
    positional = [argument for argument in own if not argument.is_option]
    if len(places) >= len(positional):
        return []
    return _values(positional[len(places)], places, current, said, environment)


def _values(argument, places, current, said, environment):
    if argument.complete == "file":
        return [""]
    if "choices" in argument.settings:
        return [name for name in argument.settings["choices"] if name.startswith(current)]
    if argument.complete is None:
        return []
    try:
        return [name for name in _asked(argument.complete, places, current, said, environment) if name.startswith(current)]
    except (Failure, KeyError, TypeError):
        return []


def _asked(kind, places, current, said, environment):
    api = Api(endpoint.find(_Said(said), environment), _LIMIT_S)
    if kind == "nodes":
        return [node["id"] for node in api.call("listNodes")["items"]]
    tenant = _Said(said).tenant or environment["CHAPPE_TENANT"]
    if kind == "rooms":
        page = next(api.pages("listRooms", _MOST, {"prefix": current or None}, tenant=tenant))
        return [room["room"] for room in page]
    return [member["session"] for member in next(api.pages("listMembers", _MOST, tenant=tenant, room=places[0]))]


class _Said:
    """The options that say where to ask, of a line that is not whole yet."""

    def __init__(self, said):
        self.url = self.key_file = self.ca_file = self.tenant = None
        for i, word in enumerate(said):
            name, equals, value = word.partition("=")
            if name in ("--url", "--key-file", "--ca-file", "--tenant"):
                setattr(self, name[2:].replace("-", "_"), value if equals else "".join(said[i + 1 : i + 2]))
