"""Where the admin API is, and with which key it is asked."""

import glob
import ipaddress
import os
import re
import socket
import urllib.parse

from cli.errors import USAGE, Failure

DEFAULT_URL = "http://127.0.0.1:9443"
_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
# How far the port of a presence-service's API is from that of the first gateway, in a cluster of deploy/up.
_DISTANCE = 9443 - 8443
_KNOCK_S = 0.5


class Endpoint:
    """key_from tells people which key it is, and not the key; is_found where nobody has said which API."""

    def __init__(self, url, key, key_from, ca_file=None, is_found=False):
        self.url = url
        self.key = key
        self.key_from = key_from
        self.ca_file = ca_file
        self.is_found = is_found


def find(options, environment):
    """By what was said, and else the cluster of deploy/up that runs here."""
    said = options.url or environment.get("CHAPPE_URL")
    url = _checked(said) if said else None
    ca_file = options.ca_file or environment.get("CHAPPE_CA_FILE")
    key, key_from = _key(options, environment)
    if key is None:
        at, key, key_from = _of_deploy_up(url)
        return Endpoint(at, key, key_from, ca_file, is_found=url is None)
    return Endpoint(url or DEFAULT_URL, key, key_from, ca_file)


def _checked(url):
    """A key that crosses a network in the clear is everybody's."""
    try:
        parts = urllib.parse.urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or parts.username is not None or parts.query or parts.fragment:
        raise Failure("the URL %r must be like https://HOST:PORT" % url, USAGE)
    if parts.scheme == "http" and not _is_loopback(host):
        raise Failure(
            "the key would cross the network in the clear to %s; use https:// (or a tunnel to a port of 127.0.0.1)" % host, USAGE
        )
    base = "%s://%s%s" % (parts.scheme, "[%s]" % host if ":" in host else host, "" if port is None else ":%d" % port)
    return base + re.sub(r"(/admin(/v1)?)?/*$", "", parts.path)


def _is_loopback(host):
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _key(options, environment):
    file, key = environment.get("CHAPPE_KEY_FILE"), environment.get("CHAPPE_KEY")
    if options.key_file:
        return _read(options.key_file), "in " + options.key_file
    if file and key:
        raise Failure("CHAPPE_KEY and CHAPPE_KEY_FILE are both set; unset one", USAGE)
    if file:
        return _read(file), "in " + file
    return (_usable(key, "CHAPPE_KEY"), "in CHAPPE_KEY") if key else (None, None)


def _read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return _usable(file.read(1024), path)
    except (OSError, UnicodeDecodeError) as problem:
        raise Failure("the key can't be read from %s: %s" % (path, getattr(problem, "strerror", None) or "it is no text"), USAGE)


def _usable(key, source):
    key = key.strip()
    if not re.fullmatch(r"[!-~]+", key):
        raise Failure("%s has no key: it must be one word, as deploy/api-key prints it" % source, USAGE)
    return key


def _of_deploy_up(url):
    """Its key goes to its own ports only, whatever URL was said."""
    known = [(port, file) for file in sorted(glob.glob(glob.escape(_ROOT) + "/.run/*/admin-key")) for port in _ports(file)]
    running = {}
    for port, file in known:
        at = "http://127.0.0.1:%d" % port
        if url in (None, at, "http://localhost:%d" % port) and file not in running and _listens(port):
            running[file] = at
    if len(running) > 1:
        raise Failure("several clusters of deploy/up run; choose one: --url %s" % " or --url ".join(running.values()), USAGE)
    for file, at in running.items():
        return at, _read(file), "of deploy/up in " + file
    raise Failure(
        "there is no key%s: name a file that has it by --key-file or CHAPPE_KEY_FILE, or set CHAPPE_KEY "
        "(deploy/api-key makes one)%s" % (" for " + url if url else "", "" if url else ", or run deploy/up"),
        USAGE,
    )


def _ports(key_file):
    run = os.path.dirname(key_file)
    if not re.fullmatch(r"\d{4,5}", os.path.basename(run)):
        return []
    services = len(glob.glob(glob.escape(run) + "/presence-*.yaml"))
    return [int(os.path.basename(run)) + _DISTANCE + i for i in range(services)]


def _listens(port):
    """The key of a cluster that has ended is still there."""
    try:
        with socket.create_connection(("127.0.0.1", port), _KNOCK_S):
            return True
    except OSError:
        return False
