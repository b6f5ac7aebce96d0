"""What the process is told from outside: the only place that reads environment variables.

Nothing else in Simin looks at ``os.environ``; nothing here opens a file but the secret's.
"""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from simin.kit.errors import RejectedError, SiminError

#: Characters.
SHORTEST_SECRET = 32


class HomeUnusableError(SiminError):
    """The data folder cannot be used."""

    def __init__(self, home: Path, error: OSError) -> None:
        super().__init__(
            f"the data folder {home} cannot be used ({error.strerror}); "
            "name another with SIMIN_HOME or mend its permissions"
        )


class SecretTooShortError(SiminError):
    """The secret's file is empty or cut off."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file} is damaged: fewer than {SHORTEST_SECRET} characters; restore it, or remove it "
            "to have a new one made (everyone must sign in again)"
        )


@dataclass(frozen=True)
class Environment:
    """Settings of one installation."""

    #: Data folder: database, secret, uploaded files, sealed observations, data sets.
    home: Path
    #: TCP port of the server.
    port: int
    #: Address the server listens on.
    host: str
    #: ``sqlite:///…`` or ``postgresql://…``.
    database_url: str
    #: Host names that the server answers to.
    allowed_hosts: tuple[str, ...]
    #: Whether viewers reach the server over TLS (secure cookies, HSTS).
    tls: bool
    #: OpenID Connect sign-in, off unless issuer, client and secret are all given.
    oidc_issuer: str
    oidc_client: str
    oidc_secret: str
    #: Base address of a live gateway that runs on its own; empty: this server.
    live_url: str
    #: Whether everyone who works for the city needs a second factor.
    require_second_factor: bool = False
    #: Whether citizens may open accounts by themselves.
    sign_up: bool = False
    #: ``smtp://user:password@host:port``; empty: no e-mail is ever sent.
    smtp_url: str = ""
    #: Sender of e-mail.
    mail_from: str = "simin@localhost"
    #: Where directives are posted for an SMS gateway; empty: nowhere. The secret signs them.
    webhook_url: str = ""
    webhook_secret: str = field(default="", repr=False)
    #: Push services besides the browsers' own.
    push_hosts: tuple[str, ...] = ()
    #: Where browsers learn how they are reached, and what passes their calls on, by commas.
    stun_urls: tuple[str, ...] = ()
    turn_urls: tuple[str, ...] = ()
    #: Makes coturn's time-limited names and passwords (``use-auth-secret``).
    turn_secret: str = field(default="", repr=False)
    #: Reverse proxies of our own before the server; the caller's address is read from theirs.
    trusted_proxies: int = 0
    #: Secrets of feeds given as ``SIMIN_SECRET_NAME``, by ``NAME``; never shown.
    feed_secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    #: ``mqtt://user:password@host:port`` where new observations are published; empty: nowhere.
    mqtt_url: str = field(default="", repr=False)
    #: Name under which the transparency log signs; fixed with its first checkpoint.
    log_origin: str = "localhost/log"
    #: Keys of witnesses of the log (C2SP vkeys).
    log_witnesses: tuple[str, ...] = ()
    #: Folder with a file for each other secret of a feed; None: ``secrets`` in the data folder.
    secrets_place: Path | None = None

    #: MiB of the data folder's disk that stay free: below, nothing is taken in.
    spare_mib: int = 256

    @property
    def spare_bytes(self) -> int:
        return self.spare_mib << 20

    @property
    def secrets_folder(self) -> Path:
        return self.secrets_place or self.home / "secrets"

    @property
    def observations_folder(self) -> Path:
        """Sealed segments of observations."""
        return self.home / "observations"

    @property
    def datasets_folder(self) -> Path:
        """Versions of data sets."""
        return self.home / "datasets"

    @property
    def files_folder(self) -> Path:
        """What people hand in."""
        return self.home / "files"

    @property
    def log_folder(self) -> Path:
        """The transparency log's files, for everyone."""
        return self.home / "log"

    @property
    def log_key_file(self) -> Path:
        """The key that signs the log, for nobody."""
        return self.home / "log.key"

    @property
    def push_file(self) -> Path:
        """The key by which push services know us."""
        return self.home / "push.key"

    @property
    def secret_file(self) -> Path:
        return self.home / "secret.key"

    def secret(self) -> str:
        """The installation's secret; made at the first call, readable by the owner only.

        Raises ``HomeUnusableError`` where the data folder cannot be written, and
        ``SecretTooShortError`` where what stands there would sign nothing safely.
        """
        try:
            if not self.secret_file.exists():
                self._make_secret()
            secret = self.secret_file.read_text().strip()
        except OSError as error:
            raise HomeUnusableError(self.home, error) from error
        if len(secret) < SHORTEST_SECRET:
            raise SecretTooShortError(self.secret_file)
        return secret

    def _make_secret(self) -> None:
        """Whole or not at all: it is written aside and linked into place, where none stands yet."""
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, aside = tempfile.mkstemp(dir=self.home, prefix=".secret-")
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(48))
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileExistsError):
                os.link(aside, self.secret_file)
        finally:
            Path(aside).unlink()


def for_program(**told: str) -> dict[str, str]:
    """What a program that we start finds: our own environment, and what it is told besides."""
    return {**os.environ, **told}


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """The environment as ``variables`` say, with defaults for everything."""
    home = Path(variables.get("SIMIN_HOME") or Path.home() / ".local/share/simin").absolute()
    hosts = _hosts(variables.get("SIMIN_HOSTS", "localhost,127.0.0.1,[::1]"))
    return Environment(
        home=home,
        port=_port(variables.get("SIMIN_PORT") or "8000"),
        host=variables.get("SIMIN_HOST", "127.0.0.1"),
        database_url=variables.get("SIMIN_DATABASE_URL") or f"sqlite:///{home / 'simin.sqlite3'}",
        allowed_hosts=hosts,
        tls=_flag("SIMIN_TLS", variables),
        oidc_issuer=variables.get("SIMIN_OIDC_ISSUER", ""),
        oidc_client=variables.get("SIMIN_OIDC_CLIENT", ""),
        oidc_secret=variables.get("SIMIN_OIDC_SECRET", ""),
        live_url=variables.get("SIMIN_LIVE_URL", ""),
        require_second_factor=_flag("SIMIN_REQUIRE_SECOND_FACTOR", variables),
        sign_up=_flag("SIMIN_SIGN_UP", variables),
        smtp_url=variables.get("SIMIN_SMTP_URL", ""),
        mail_from=variables.get("SIMIN_MAIL_FROM") or "simin@localhost",
        webhook_url=_webhook(variables),
        webhook_secret=variables.get("SIMIN_WEBHOOK_SECRET", ""),
        push_hosts=_hosts(variables.get("SIMIN_PUSH_HOSTS", "")),
        stun_urls=_servers("SIMIN_STUN_URLS", variables, ("stun:", "stuns:")),
        turn_urls=_turn(variables),
        turn_secret=variables.get("SIMIN_TURN_SECRET", ""),
        trusted_proxies=_count("SIMIN_TRUSTED_PROXIES", variables),
        spare_mib=_count("SIMIN_SPARE_MIB", variables, default="256"),
        mqtt_url=_broker(variables.get("SIMIN_MQTT_URL", "")),
        log_origin=variables.get("SIMIN_LOG_ORIGIN") or f"{(hosts or ('localhost',))[0]}/log",
        log_witnesses=_witnesses(variables),
        feed_secrets=_feed_secrets(variables),
        secrets_place=Path(place) if (place := variables.get("SIMIN_SECRETS")) else None,
    )


def _hosts(given: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in given.split(",") if name.strip())


def _feed_secrets(variables: Mapping[str, str]) -> dict[str, str]:
    prefix = "SIMIN_SECRET_"
    return {
        name.removeprefix(prefix): value
        for name, value in variables.items()
        if name.startswith(prefix)
    }


def _webhook(variables: Mapping[str, str]) -> str:
    """A gateway that cannot tell who asks is none."""
    given = variables.get("SIMIN_WEBHOOK_URL", "")
    if given and not given.startswith(("https://", "http://")):
        raise RejectedError("SIMIN_WEBHOOK_URL", "begins with neither https:// nor http://")
    if given and len(variables.get("SIMIN_WEBHOOK_SECRET", "")) < 16:
        raise RejectedError("SIMIN_WEBHOOK_SECRET", "give a secret of at least 16 characters")
    return given


def _witnesses(variables: Mapping[str, str]) -> tuple[str, ...]:
    """A key that was not copied whole would never sign anything."""
    given = tuple(variables.get("SIMIN_LOG_WITNESSES", "").split())
    if not given:
        return ()
    from simin.domains.transparency.note import WITNESS, read_verifier

    for vkey in given:
        try:
            algorithm = read_verifier(vkey).algorithm
        except RejectedError as error:
            raise RejectedError("SIMIN_LOG_WITNESSES", f"{vkey[:60]}: {error.reason}") from error
        if algorithm != WITNESS:
            raise RejectedError("SIMIN_LOG_WITNESSES", f"{vkey[:60]} is no key of a witness")
    return given


def _servers(name: str, variables: Mapping[str, str], schemes: tuple[str, ...]) -> tuple[str, ...]:
    """Addresses as RFC 7064 and 7065 write them: ``turns:host:5349?transport=tcp``."""
    given = tuple(one.strip() for one in variables.get(name, "").split(",") if one.strip())
    if any(not one.startswith(schemes) for one in given):
        raise RejectedError(name, f"give addresses that begin with {' or '.join(schemes)}")
    return given


def _turn(variables: Mapping[str, str]) -> tuple[str, ...]:
    """A relay that lets in anybody is nobody's: without its secret it is not used."""
    given = _servers("SIMIN_TURN_URLS", variables, ("turn:", "turns:"))
    if given and len(variables.get("SIMIN_TURN_SECRET", "")) < 16:
        raise RejectedError("SIMIN_TURN_SECRET", "give a secret of at least 16 characters")
    return given


def _broker(given: str) -> str:
    """The value is not quoted: it may hold a password."""
    if given and not given.startswith(("mqtt://", "mqtts://")):
        raise RejectedError("SIMIN_MQTT_URL", "begins with neither mqtt:// nor mqtts://")
    return given


def _port(given: str) -> int:
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise RejectedError("SIMIN_PORT", f"{given!r} is not a port; give a number from 1 to 65535")
    return int(given)


def _flag(name: str, variables: Mapping[str, str]) -> bool:
    """A word that is neither is refused: a mistyped "on" must not quietly mean off."""
    given = variables.get(name) or "0"
    if given not in ("0", "1"):
        raise RejectedError(name, f"{given!r} is neither 0 nor 1")
    return given == "1"


def _count(name: str, variables: Mapping[str, str], *, default: str = "0") -> int:
    given = variables.get(name) or default
    if not given.isdecimal():
        raise RejectedError(name, f"{given!r} is not a number; give 0 or more")
    return int(given)
