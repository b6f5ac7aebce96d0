"""nginx as both sides need it: files of the same bytes, and a cache in front of Simin."""

import os
import pwd
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.ports import free_port

CONFIGURATION = """
daemon off;
master_process on;
worker_processes 1;
worker_cpu_affinity {affinity};
worker_rlimit_nofile 20000;
pid {home}/nginx.pid;
error_log {home}/error.log warn;
user {user};
events {{ worker_connections 16000; use epoll; }}
http {{
  types {{ application/json json; }}
  client_body_temp_path {home}/body;
  proxy_temp_path {home}/proxy;
  fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi;
  scgi_temp_path {home}/scgi;
  keepalive_requests 1000000000;
  log_format asked '$upstream_addr $uri';
  log_subrequest on;
  {site}
}}
"""
FILES = """
  access_log off;
  sendfile on;
  tcp_nodelay on;
  open_file_cache max=100 inactive=1h;
  open_file_cache_valid 1h;
  server {{ listen 127.0.0.1:{port} backlog=4096; root {home}/files; }}
"""
CACHE = """
  access_log {home}/asked.log asked buffer=64k flush=1s;
  proxy_cache_path {home}/cache keys_zone=simin:10m max_size=1g;
  upstream simin {{ server 127.0.0.1:{origin}; keepalive 16; }}
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location / {{
      proxy_pass http://simin;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_set_header Accept-Encoding gzip;
      proxy_cache simin;
      proxy_cache_lock on;
      proxy_cache_background_update on;
      proxy_cache_use_stale updating error timeout;
    }}
  }}
"""
#: Stands for the origin's address in a line of the log that the origin heard nothing of.
UNASKED = "-"


def version() -> str:
    said = subprocess.run(["nginx", "-v"], capture_output=True, text=True, check=True).stderr
    return said.strip().rpartition(": ")[2]


@contextmanager
def files(home: Path, named: dict[str, bytes], *, affinity: str) -> Iterator[int]:
    """Serves ``named``; the port."""
    (home / "files").mkdir()
    for name, body in named.items():
        (home / "files" / name).write_bytes(body)
    with _running(home, FILES, affinity=affinity) as port:
        yield port


@contextmanager
def cache(home: Path, origin: int) -> Iterator[int]:
    """A cache in front of the port ``origin``; its own port."""
    with _running(home, CACHE, affinity="auto", origin=origin) as port:
        yield port


def asked(home: Path) -> int:
    """How often the origin was asked since the last time, renewals beside an answer included."""
    time.sleep(1.5)  # the log is written once a second
    log = home / "asked.log"
    with log.open("r+") as lines:
        count = sum(not line.startswith(UNASKED) for line in lines)
        lines.truncate(0)
    return count


@contextmanager
def _running(home: Path, site: str, *, affinity: str, **words: object) -> Iterator[int]:
    port = free_port()
    told = {"home": home, "port": port, **words}
    user = pwd.getpwuid(os.getuid()).pw_name
    whole = CONFIGURATION.format(home=home, user=user, affinity=affinity, site=site.format(**told))
    (home / "nginx.conf").write_text(whole)
    process = subprocess.Popen(
        ["nginx", "-p", str(home), "-c", str(home / "nginx.conf")], stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(0.5)
        assert process.poll() is None, (home / "error.log").read_text()
        yield port
    finally:
        process.terminate()
        process.wait(20)
