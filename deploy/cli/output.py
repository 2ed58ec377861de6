"""Answers on standard output: a table for people, or the API's JSON."""

import json
import os
import sys

from cli import text

_COLORS = {"red": "31", "yellow": "33", "green": "32"}
_COLOR_OF_STATE = {"up": "green", "online": "green", "lost": "red"}
_GAP = "  "


def state_color(item):
    """Of a node, a member or a session: what neither goes well nor is lost is under way."""
    return _COLOR_OF_STATE.get(item["state"], "yellow")


class Column:
    """One of a table.

    of -- makes a cell's text of an item
    right -- for numbers
    color -- the name of a color for an item, or None
    """

    def __init__(self, title, of, right=False, color=None):
        self.title = title
        self.of = of
        self.right = right
        self.color = color


class Output:
    def __init__(self, as_json, stream=sys.stdout):
        self.as_json = as_json
        self._stream = stream
        dumb = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
        self._colored = stream.isatty() and not dumb

    def line(self, sentence):
        """For people."""
        if not self.as_json:
            print(sentence, file=self._stream, flush=True)

    def document(self, answer):
        """For programs."""
        if self.as_json:
            print(_dump(answer), file=self._stream)

    def fields(self, pairs):
        """For people: one thing, a line for each that is known of it."""
        pairs = [(label, value) for label, value in pairs if value is not None]
        longest = max(len(label) for label, _ in pairs)
        for label, value in pairs:
            self.line("%s%s%s" % (label.ljust(longest), _GAP, value))

    def table(self, pages, columns, nothing):
        """A list as its pages come: a long one begins at once, and one that nobody reads on is not asked for.

        nothing -- what people are told of an empty one
        """
        if self.as_json:
            self._array(pages)
            return
        widths = [len(column.title) for column in columns]
        empty = True
        for page in pages:
            if not page:
                continue
            rows = [[column.of(item) for column in columns] for item in page]
            widths = [max(most, *(text.width(row[i]) for row in rows)) for i, most in enumerate(widths)]
            if empty:
                self._row([column.title for column in columns], [None] * len(columns), columns, widths)
            empty = False
            for item, row in zip(page, rows):
                self._row(row, [column.color and column.color(item) for column in columns], columns, widths)
            self._stream.flush()
        if empty:
            print(nothing, file=sys.stderr)

    def follow(self, items, columns):
        """A list that has no end: for programs a line of JSON each."""
        widths = [len(column.title) for column in columns]
        if not self.as_json:
            self._row([column.title for column in columns], [None] * len(columns), columns, widths)
            self._stream.flush()
        for item in items:
            if self.as_json:
                print(text.json_safe(json.dumps(item, ensure_ascii=False)), file=self._stream)
            else:
                cells = [column.of(item) for column in columns]
                widths = [max(most, text.width(cell)) for most, cell in zip(widths, cells)]
                self._row(cells, [column.color and column.color(item) for column in columns], columns, widths)
            self._stream.flush()

    def _row(self, cells, colors, columns, widths):
        padded = [text.pad(cell, most, column.right) for cell, most, column in zip(cells, widths, columns)]
        if not columns[-1].right:
            padded[-1] = cells[-1]
        print(_GAP.join(self._in(color, cell) for cell, color in zip(padded, colors)), file=self._stream)

    def _in(self, color, cell):
        return "\033[%sm%s\033[0m" % (_COLORS[color], cell) if self._colored and color else cell

    def _array(self, pages):
        separator = "["
        for page in pages:
            for item in page:
                indented = _dump(item).replace("\n", "\n  ")
                print("%s\n  %s" % (separator, indented), end="", file=self._stream)
                separator = ","
            self._stream.flush()
        print("[]" if separator == "[" else "\n]", file=self._stream)


def _dump(answer):
    return text.json_safe(json.dumps(answer, ensure_ascii=False, indent=2))
