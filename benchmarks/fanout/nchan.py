"""The peer: nginx with nchan, as its documentation sets it up for event streams, one worker."""

import subprocess
from pathlib import Path

MODULES = Path("/usr/lib/nginx/modules")

CONFIGURATION = """
load_module {modules}/ngx_nchan_module.so;
daemon off;
master_process on;
worker_processes 1;
worker_rlimit_nofile 20000;
pid {home}/nginx.pid;
error_log {home}/error.log warn;
user {user};
events {{ worker_connections 16000; use epoll; }}
http {{
  access_log off;
  tcp_nodelay on;
  client_body_temp_path {home}/body;
  proxy_temp_path {home}/proxy;
  fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi;
  scgi_temp_path {home}/scgi;
  nchan_shared_memory_size 128M;
  nchan_message_buffer_length 400;
  nchan_message_timeout 5m;
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    keepalive_timeout 1h;
    location = /publish {{
      nchan_publisher;
      nchan_channel_id city;
    }}
    location = /stream {{
      nchan_subscriber eventsource;
      nchan_subscriber_first_message newest;
      nchan_channel_id city;
    }}
  }}
}}
"""


def is_installed() -> bool:
    return (MODULES / "ngx_nchan_module.so").exists()


def start(home: Path, port: int, user: str) -> "subprocess.Popen[bytes]":
    """nginx in the foreground, as our child, with nothing outside ``home``."""
    configuration = home / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(home=home, port=port, user=user, modules=MODULES))
    command = ["nginx", "-p", str(home), "-c", str(configuration), "-e", str(home / "error.log")]
    return subprocess.Popen(command)


def version() -> str:
    """Of nginx, and of nchan where the package database knows it."""
    nginx = subprocess.run(["nginx", "-v"], capture_output=True, text=True, check=True).stderr
    package = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", "libnginx-mod-nchan"],
        capture_output=True,
        text=True,
        check=False,
    )
    return f"{nginx.strip().removeprefix('nginx version: ')} nchan/{package.stdout or 'unknown'}"
