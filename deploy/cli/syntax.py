"""The words of the command line, by argparse, and its help."""

import argparse
import difflib
import re
import textwrap

from cli import text
from cli.commands import COMMANDS, DEFAULT, Argument
from cli.errors import USAGE, Failure

GROUPS = {
    "tenants": "tenants of the store, and the keys of their tokens",
    "nodes": "gateways and presence-services",
    "rooms": "rooms, and who is in them",
    "peers": "where a peer is",
    "calls": "why a call has failed",
    "events": "what has happened in a tenant",
    "webhooks": "servers of a tenant that are told what happens in it",
    "tokens": "tokens that were issued",
}

GLOBAL = [
    Argument("--url", metavar="URL", help="where the admin API is; by default what CHAPPE_URL says"),
    Argument(
        "--key-file",
        metavar="FILE",
        complete="file",
        help="file that has the key; by default CHAPPE_KEY_FILE, or the key itself in CHAPPE_KEY",
    ),
    Argument(
        "--ca-file",
        metavar="FILE",
        complete="file",
        help="PEM file of the authority to trust; by default CHAPPE_CA_FILE, or the system's",
    ),
    Argument("--json", action="store_true", help="the API's JSON; a list with all its pages as one array"),
]

_END = """\
Where, and with which key: --url, --key-file and --ca-file, or CHAPPE_URL, CHAPPE_KEY_FILE (or CHAPPE_KEY) and CHAPPE_CA_FILE.
Without any, the cluster of deploy/up that runs here. A key is never an argument: others see those in the list of processes.
deploy/api-key makes one. CHAPPE_TENANT is whose rooms, peers and tokens are meant where --tenant is not said.

Ends with 0 when it is done, 1 when it was refused or has failed, 2 when the command is wrong, 3 when the API can't be reached.

Examples:
  chappe nodes
  chappe rooms --tenant demo
  chappe drain 7ab2
  chappe rooms kick try --peer ann --tenant demo --json
  source <(chappe completion bash)"""


_WORDS = [
    (r"^argument (\S+): invalid (.*) value: (.*)$", r"\1 wants a \2, not \3"),
    (r"^argument (\S+): expected one argument$", r"\1 wants a value"),
    (r"^unrecognized arguments: (-[^- ].*)$", r"not understood: \1 (a name that begins with - stands behind --)"),
    (r"^unrecognized arguments: (.*)$", r"not understood: \1"),
    (r"^the following arguments are required: (.*)$", r"missing: \1"),
]


class _Parser(argparse.ArgumentParser):
    def __init__(self, **settings):
        super().__init__(
            allow_abbrev=False, add_help=False, formatter_class=argparse.RawDescriptionHelpFormatter, **settings
        )
        self.add_argument("-h", "--help", action="help", help="this text")

    def error(self, message):
        self.exit(USAGE, "chappe: %s; see %s --help\n" % (_clear(text.plain(message)), self.prog))


def _clear(message):
    """argparse's words in ours."""
    choice = re.search(r"invalid choice: (.*?) \(choose from (.*)\)$", message)
    if choice:
        near = difflib.get_close_matches(choice.group(1).strip("'"), re.findall(r"[\w-]+", choice.group(2)), 1)
        return "there is no %s%s" % (choice.group(1), "; is it '%s'?" % near[0] if near else "")
    for pattern, words in _WORDS:
        message = re.sub(pattern, words, message)
    return message


def parse(words):
    """What was typed; its words are those of the command. Ends the process where that is wrong, or asks for help."""
    if not words:
        words = ["--help"]
    before = words[: words.index("--")] if "--" in words else words
    if any(word == "--key" or word.startswith("--key=") for word in before):
        raise Failure("a key is never an argument: others see those in the list of processes; see chappe --help", USAGE)
    parser = _Parser(prog="chappe", usage="chappe COMMAND [OPTION...]", description=_overview(), epilog=_END)
    parser.add_argument("--version", action="store_true", help="the version")
    _add(parser, GLOBAL)
    kinds = parser.add_subparsers(dest="kind", metavar="COMMAND", parser_class=_Parser, help=argparse.SUPPRESS)
    parser._action_groups[0].title = None
    groups = {}
    for command in sorted(COMMANDS.values(), key=lambda one: one.path):
        _add_command(kinds, groups, command)
    options = parser.parse_args(with_default(_joined(words)))
    for name in ("url", "key_file", "ca_file", "tenant"):
        setattr(options, name, getattr(options, name, None))
    for name in ("json", "yes"):
        setattr(options, name, getattr(options, name, False))
    if not options.version and options.kind is None:
        parser.error("which command?")
    return options


def _add_command(kinds, groups, command):
    parent = kinds
    if len(command.path) > 1:
        group = command.path[0]
        if group not in groups:
            own = kinds.add_parser(group, prog="chappe " + group, description=_description(GROUPS[group], _alone(group)))
            groups[group] = own.add_subparsers(metavar="COMMAND", required=True, title="commands", parser_class=_Parser)
        parent = groups[group]
    parser = parent.add_parser(
        command.path[-1],
        prog="chappe " + " ".join(command.path),
        help=command.summary,
        description=_description(command.summary, command.more),
        epilog="Example:\n  " + command.example,
    )
    _add(parser, command.arguments)
    _add(parser, GLOBAL)
    parser.set_defaults(words=command.path)


def _description(summary, more):
    sentence = summary[0].upper() + summary[1:] + "."
    return sentence + ("\n\n" + textwrap.fill(more, 90) if more else "")


def _alone(group):
    return "'chappe %s' alone is 'chappe %s %s'." % (group, group, DEFAULT) if (group, DEFAULT) in COMMANDS else ""


def _add(parser, arguments):
    for argument in arguments:
        # What is said before the command is not undone by what is not said behind it.
        settings = {"default": argparse.SUPPRESS} if argument in GLOBAL else {}
        parser.add_argument(*argument.names, **dict(argument.settings, **settings))


def _joined(words):
    """Values that begin with -, as one id of a session in 64 does, and which argparse would take for options."""
    arguments = [argument for command in COMMANDS.values() for argument in command.arguments] + GLOBAL
    names = {name for argument in arguments for name in argument.names} | {"-h", "--help", "--"}
    valued = {name for argument in arguments if argument.is_option and argument.takes_value for name in argument.names}
    joined = []
    for word in words:
        if joined and joined[-1] in valued and word.startswith("-") and word not in names and "--" not in joined:
            joined[-1] += "=" + word
        else:
            joined.append(word)
    return joined


def with_default(words):
    """Puts in what a group alone is short for: rooms --tenant demo is rooms list --tenant demo."""
    at = command_index(words)
    if at is None or (words[at], DEFAULT) not in COMMANDS:
        return words
    behind = words[at + 1 : at + 2]
    if not behind or (behind[0].startswith("-") and behind[0] not in ("-h", "--help")):
        return words[: at + 1] + [DEFAULT] + words[at + 1 :]
    return words


def command_index(words):
    """Where the first word is that is no option before the command, nor the value of one."""
    valued = {name for argument in GLOBAL if argument.takes_value for name in argument.names}
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in valued else 1
    return at if at < len(words) else None


def _overview():
    lines = ["Asks and changes what runs, by the admin API of Chappe's presence-services.", "", "Commands, each with --help:"]
    width = max(len(" ".join(path)) for path in COMMANDS)
    for path in sorted(COMMANDS, key=lambda path: (list(GROUPS).index(path[0]) if path[0] in GROUPS else len(GROUPS), path)):
        lines.append("  %s  %s" % (" ".join(path).ljust(width), COMMANDS[path].summary))
    return "\n".join(lines)
