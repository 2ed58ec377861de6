"""What a terminal may be shown: names that write nothing but themselves, their width, and times as people count them."""

import json
import re
import unicodedata
from datetime import datetime, timezone

_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z")
_LONGEST = 60


def plain(text):
    """Without what a terminal would obey, such as the escape of a sequence."""
    return "".join(c if c.isprintable() else _escaped(c) for c in str(text))


def name(text):
    """A name that strangers chose. One that can't be read as it is stands as bash would read it: $'tab\\there'."""
    text = str(text)
    if text and text.isprintable() and text == text.strip() and not text.startswith("$'"):
        return text
    quoted = text.replace("\\", "\\\\").replace("'", "\\'")
    return "$'%s'" % plain(quoted)


def _escaped(character):
    code = ord(character)
    if code < 0x80:
        return "\\x%02x" % code
    return "\\u%04x" % code if code < 0x10000 else "\\U%08x" % code


def short(value):
    """JSON in a table's cell; the whole is in the command's --json."""
    written = plain(json.dumps(value, ensure_ascii=False))
    return written if len(written) <= _LONGEST else written[: _LONGEST - 1] + "…"


def json_safe(document):
    """The same document, for a terminal too: JSON has to escape the first controls only, and not those after ASCII."""
    return "".join(c if c.isprintable() or c == "\n" else _json_escaped(c) for c in document)


def _json_escaped(character):
    code = ord(character)
    if code < 0x10000:
        return "\\u%04x" % code
    code -= 0x10000
    return "\\u%04x\\u%04x" % (0xD800 + (code >> 10), 0xDC00 + (code & 0x3FF))


def width(text):
    """How many columns it takes."""
    return sum(_columns(c) for c in text)


def _columns(character):
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text, columns, right=False):
    blank = " " * (columns - width(text))
    return blank + text if right else text + blank


def seconds_until(moment):
    """From now; less than nothing for what is past, None for what is no time of the API."""
    found = _TIME.fullmatch(str(moment))
    if found is None:
        return None
    # Read without its fraction, which Python before 3.11 takes with three or six digits only.
    at = datetime.strptime(found.group(1), "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc)
    return (at - datetime.now(timezone.utc)).total_seconds()


def age(moment):
    """How long ago it was. Clocks differ: what is not yet was just now."""
    left = seconds_until(moment)
    return plain(moment) if left is None else duration(max(0, -left))


def remaining(moment):
    """How long until then."""
    left = seconds_until(moment)
    return plain(moment) if left is None else duration(max(0, left))


def second(moment):
    """Without its fraction."""
    found = _TIME.fullmatch(str(moment))
    return plain(moment) if found is None else found.group(1) + "Z"


def duration(seconds):
    seconds = int(seconds)
    for unit, size, next_unit, next_size in (("d", 86400, "h", 3600), ("h", 3600, "m", 60), ("m", 60, "s", 1)):
        if seconds >= size:
            rest = seconds % size // next_size
            return "%d%s%d%s" % (seconds // size, unit, rest, next_unit) if rest else "%d%s" % (seconds // size, unit)
    return "%ds" % seconds


def counted(number, noun):
    """Such as 1 session, 2 sessions."""
    return "%s %s%s" % (number, noun, "" if number == 1 else "s")
