"""Requests to the admin API, their pages, and what goes wrong with them."""

import http.client
import json
import math
import signal
import ssl
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from cli import text
from cli.errors import UNREACHABLE, USAGE, Failure, NotThere
from cli.operations import OPERATIONS

# The API itself answers within 10 s.
LIMIT_S = 15
_TRIES = 4
_LONGEST_PAUSE_S = 10
_PAGE = 200
_LONGEST_NUMBER = 1000
# A comment comes every 15 s.
_SILENCE_S = 45


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """It would take the key to wherever the answer says."""

    def redirect_request(self, *_):
        return None


class Api:
    def __init__(self, endpoint, limit_s=LIMIT_S):
        self._endpoint = endpoint
        self._limit_s = limit_s
        handlers = [_NoRedirect, urllib.request.ProxyHandler(_proxies())]
        if endpoint.url.startswith("https:"):
            handlers.append(urllib.request.HTTPSHandler(context=_tls(endpoint.ca_file)))
        self._opener = urllib.request.build_opener(*handlers)

    @property
    def url(self):
        return self._endpoint.url

    def call(self, operation, body=None, query=None, **names):
        """What is answered. A question is asked again when the API says so; a change is not, for it may have been made."""
        method, template = OPERATIONS[operation]
        request = self._request(method, _path(template, names), query, body)
        tries = _TRIES if method == "GET" else 1
        for _ in range(tries - 1):
            try:
                return self._send(request)
            except urllib.error.HTTPError as refusal:
                pause = _pause(refusal)
                if pause is None:
                    raise self._failure(refusal, method) from None
                time.sleep(pause)
        try:
            return self._send(request)
        except urllib.error.HTTPError as refusal:
            raise self._failure(refusal, method) from None

    def pages(self, operation, limit=0, query=None, **names):
        """The items of a list, page by page; all of them where limit is 0."""
        given, cursor = 0, None
        while True:
            size = min(_PAGE, limit - given) if limit else _PAGE
            page = self.call(operation, query=dict(query or {}, limit=size, cursor=cursor), **names)
            items = page["items"][:size]
            given += len(items)
            yield items
            last, cursor = cursor, page.get("next")
            if cursor is None or (limit and given >= limit):
                return
            if cursor == last:
                raise Failure("the pages of this list have no end: its next one is the one before")

    def follow(self, operation, last=None, **names):
        """What comes of a stream of server-sent events, without an end. It is read on elsewhere when it ends.

        last -- the id after which it begins; None for now
        """
        failed, most = 0, 0
        while True:
            request = self._request(*_target(operation, names), None, None)
            request.add_header("Accept", "text/event-stream")
            if last is not None:
                request.add_header("Last-Event-ID", last)
            try:
                with self._opener.open(request, timeout=_SILENCE_S) as answer:
                    failed, most = 0, _TRIES
                    for number, item in _events(answer):
                        last = number or last
                        yield item
            except urllib.error.HTTPError as refusal:
                if _pause(refusal) is None or failed >= most:
                    raise self._failure(refusal, "GET") from None
            except (OSError, http.client.HTTPException, ValueError, RecursionError) as problem:
                if failed >= most:
                    raise Failure("%s: %s" % (self.url, self._reason(problem)), UNREACHABLE) from None
            failed += 1
            time.sleep(failed)

    def _request(self, method, path, query, body):
        given = {key: value for key, value in (query or {}).items() if value is not None}
        url = self.url + "/admin/v1" + path + ("?" + urllib.parse.urlencode(given, quote_via=urllib.parse.quote) if given else "")
        request = urllib.request.Request(url, method=method)
        # Not one of those that would follow to another host.
        request.add_unredirected_header("Authorization", "Bearer " + self._endpoint.key)
        request.add_header("Accept", "application/json, application/problem+json")
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        return request

    def _send(self, request):
        try:
            with _Alarm(self._limit_s), self._opener.open(request, timeout=self._limit_s) as answer:
                return _parsed(answer.read())
        except urllib.error.HTTPError:
            raise
        except (OSError, http.client.HTTPException, ValueError, RecursionError) as problem:
            sentence = "%s: %s" % (self.url, self._reason(problem))
            if request.get_method() != "GET" and not _was_not_sent(problem):
                sentence += _MAYBE
            raise Failure(sentence, UNREACHABLE) from None

    def _reason(self, problem):
        cause = problem.reason if isinstance(problem, urllib.error.URLError) else problem
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "its certificate is not trusted (%s); name its authority by --ca-file" % text.plain(cause.verify_message)
        if isinstance(cause, ssl.SSLError):
            return "it does not speak TLS as it should (%s)" % text.plain(cause.reason or cause)
        if isinstance(cause, TimeoutError) or "timed out" in str(cause):
            return "no answer within %d s" % self._limit_s
        if isinstance(cause, ConnectionRefusedError):
            return "nothing listens there; does a presence-service run, and has it admin.keys?"
        if isinstance(cause, (http.client.HTTPException, ConnectionResetError)):
            return "no answer in HTTP%s" % ("; is it https://?" if self.url.startswith("http:") else "")
        if isinstance(cause, OSError):
            return "it can't be reached (%s)" % text.plain(cause.strerror or cause)
        return "what answers is not the admin API of Chappe"

    def _failure(self, refusal, method):
        problem = _problem(refusal)
        status = refusal.code
        if problem is None:
            moved = "; it sends to another address, which is not followed" if 300 <= status < 400 else ""
            return Failure("%s: what answers (%d) is not the admin API of Chappe%s" % (self.url, status, moved), UNREACHABLE)
        if status == 401:
            key = self._endpoint.key_from
            return Failure("%s: it does not know the key %s; admin.keys must have its hash (401)" % (self.url, key))
        sentence = "%s (%d)" % (_sentence(problem), status)
        after = refusal.headers.get("Retry-After")
        if after:
            sentence += "; try again in %s s" % text.plain(after)
        if status in (500, 503) and method != "GET":
            sentence += _MAYBE
        return (NotThere if status == 404 else Failure)(sentence)


_MAYBE = "; the change may have been made all the same: look before you repeat it"


class _Alarm:
    """Ends what takes longer, however slowly bytes come; a timeout of the socket begins anew with each of them."""

    def __init__(self, seconds):
        self._seconds = seconds

    def __enter__(self):
        signal.signal(signal.SIGALRM, _Alarm._ring)
        signal.setitimer(signal.ITIMER_REAL, self._seconds)

    def __exit__(self, *_):
        signal.setitimer(signal.ITIMER_REAL, 0)

    @staticmethod
    def _ring(*_):
        raise TimeoutError("timed out")


def _proxies():
    """Through a proxy goes only what it can't read."""
    return {scheme: proxy for scheme, proxy in urllib.request.getproxies().items() if scheme == "https"}


def _tls(ca_file):
    try:
        return ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError) as problem:
        raise Failure("%s is no PEM file of an authority: %s" % (ca_file, problem.strerror or problem), USAGE) from None


def _target(operation, names):
    method, template = OPERATIONS[operation]
    return method, _path(template, names)


def _events(lines):
    """The ids and items of server-sent events, as WHATWG HTML has them, 9.2; an item is one line here."""
    number = data = None
    for line in lines:
        field, _, value = line.decode().rstrip("\r\n").partition(":")
        value = value.removeprefix(" ")
        if field == "id":
            number = value
        elif field == "data":
            data = value
        elif not field and not value:
            if data is not None:
                yield number, _parsed(data)
            number = data = None


def _path(template, names):
    for kind, name in names.items():
        template = template.replace("{%s}" % kind, _encoded(kind, name))
    return template


def _encoded(kind, name):
    if name in ("", ".", ".."):
        raise Failure("a %s that is called '%s' can't be named in an address" % (kind, name), USAGE)
    try:
        return urllib.parse.quote(name, safe="")
    except UnicodeEncodeError:
        raise Failure("the name of the %s is not UTF-8" % kind, USAGE) from None


def _parsed(body):
    # In what clients say of themselves may be numbers that Python does not take or can't write, and deep nesting.
    sys.setrecursionlimit(20_000)
    answer = json.loads(
        body,
        parse_int=lambda digits: int(digits) if len(digits) < _LONGEST_NUMBER else digits,
        parse_float=lambda digits: float(digits) if math.isfinite(float(digits)) else digits,
    )
    if not isinstance(answer, dict):
        raise ValueError("no object")
    return answer


def _pause(refusal):
    """In seconds, before the same question is asked again; None if that is of no use."""
    after = refusal.headers.get("Retry-After", "")
    if refusal.code not in (429, 503) or not after.isdigit() or int(after) > _LONGEST_PAUSE_S:
        return None
    return max(1, int(after))


def _was_not_sent(problem):
    cause = problem.reason if isinstance(problem, urllib.error.URLError) else problem
    return isinstance(cause, (ConnectionRefusedError, ssl.SSLCertVerificationError))


def _problem(refusal):
    try:
        with _Alarm(LIMIT_S):
            problem = _parsed(refusal.read())
    except (OSError, http.client.HTTPException, ValueError, RecursionError):
        return None
    return problem if "title" in problem else None


def _sentence(problem):
    errors = ["%s: %s" % (_field(error), text.plain(error.get("detail"))) for error in problem.get("errors", [])]
    if len(errors) == 1:
        return errors[0]
    sentence = text.plain(problem.get("detail") or problem["title"])
    return "\n  ".join([sentence] + errors)


def _field(error):
    """Without the mark of a pointer: #/share is share."""
    return text.plain(error.get("pointer", "").lstrip("#/").replace("/", ".") or error.get("parameter") or "body")
