"""An OpenID Connect issuer on loopback that vouches for one person, without asking."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Issuer(BaseHTTPRequestHandler):
    """Answers discovery, keys, token and user info; the browser's part is played by the test."""

    person: dict[str, Any] = {"sub": "42", "preferred_username": "han", "name": "Han Na"}

    def do_GET(self) -> None:
        if self.path.endswith("/openid-configuration"):
            self._answer(self._configuration())
        elif self.path == "/userinfo":
            self._answer(self.person)
        else:
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            self._answer({"keys": [{**public, "kid": "1", "use": "sig", "alg": "RS256"}]})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        now = int(time.time())
        claims = {**self.person, "iss": self._address, "aud": "simin", "iat": now, "exp": now + 60}
        signed = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "1"})
        self._answer({"access_token": "a", "token_type": "Bearer", "id_token": signed})

    def log_message(self, *_: Any) -> None:
        """Quiet."""

    @property
    def _address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def _configuration(self) -> dict[str, str]:
        return {
            "issuer": self._address,
            "authorization_endpoint": f"{self._address}/authorize",
            "token_endpoint": f"{self._address}/token",
            "userinfo_endpoint": f"{self._address}/userinfo",
            "jwks_uri": f"{self._address}/keys",
        }

    def _answer(self, content: dict[str, Any]) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running() -> Iterator[str]:
    """The issuer's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Issuer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
