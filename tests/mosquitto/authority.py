"""An authority of a city's own: a certificate for itself, and one for a broker on loopback."""

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


def certify(folder: Path) -> None:
    """Write ``ca.pem``, and ``broker.pem`` and ``broker.key`` for 127.0.0.1."""
    key, mine = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = _named("City authority")
    own = _certificate(authority, authority, key.public_key())
    own = own.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    broker = _certificate(_named("Broker"), authority, mine.public_key())
    broker = broker.add_extension(x509.SubjectAlternativeName([address]), critical=False)
    # What openssl 3 asks for where a certificate is checked strictly.
    told = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    broker = broker.add_extension(told, critical=False)
    usage = x509.KeyUsage(*[False] * 5, key_cert_sign=True, crl_sign=True,
                          encipher_only=False, decipher_only=False)  # fmt: skip
    own = own.add_extension(usage, critical=True)
    subject = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    own = own.add_extension(subject, critical=False)
    (folder / "ca.pem").write_bytes(own.sign(key, SHA256()).public_bytes(Encoding.PEM))
    (folder / "broker.pem").write_bytes(broker.sign(key, SHA256()).public_bytes(Encoding.PEM))
    private = mine.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "broker.key").write_bytes(private)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return x509.CertificateBuilder(
        issuer, subject, key, x509.random_serial_number(), now - timedelta(days=1),
        now + timedelta(days=1),
    )  # fmt: skip
