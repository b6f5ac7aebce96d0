"""What ``/verify/`` says of each step: the claim, and what was found."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STEPS: dict[str, Promise] = {
    "insecure": _(
        "This browser checks hashes only on a secure connection (https or localhost). "
        "Nothing was checked here."
    ),
    "asking": _("Asking for the log …"),
    "failed": _("The log could not be fetched whole. Nothing is proved or refuted; try again."),
    "good": _("Proved: this browser sees what the city signed for everyone."),
    "good_but": _(
        "Everything but the signature was proved: this browser cannot check Ed25519. "
        "A newer browser or the command below can."
    ),
    "bad": _("Refuted. Keep this page and tell others: the city shows something it did not sign."),
    "claim_signature": _("The city has signed the log"),
    "signature_good": _("%(origin)s signed the newest checkpoint with key %(key)s."),
    "signature_bad": _("The newest checkpoint is not signed by the key %(key)s."),
    "signature_unchecked": _(
        "There is a signature by key %(key)s, which this browser cannot check (no Ed25519)."
    ),
    "claim_key": _("The key is the one of last time"),
    "key_changed": _(
        "The key is another one than last time. Keys may hand over; compare key %(key)s with what "
        "the city published, or use the command below."
    ),
    "claim_tree": _("What is signed covers every leaf"),
    "tree": _("%(size)s leaves give exactly the signed root %(root)s."),
    "claim_refuted": _("What is signed covers every leaf"),
    "refuted_root": _("The leaves do not give the root that was signed."),
    "refuted_tile": _("A part of the log does not have the hash that stands above it."),
    "refuted_bundle": _("Entries are shown that the log does not have."),
    "refuted_cut": _("A part of the log is cut off."),
    "claim_grown": _("The log only grew"),
    "grown_first": _(
        "This browser has not looked before. It remembers the log from now on, here only."
    ),
    "grown_good": _("All %(before)s leaves of last time are the first of today's %(now)s."),
    "grown_bad": _("The %(before)s leaves of last time are not the first of today's %(now)s."),
    "claim_frame": _("The picture is in the log"),
    "frame_good": _("The bytes of picture #%(number)s have the hash %(hash)s, which is a leaf."),
    "frame_bad": _("The bytes of picture #%(number)s are not those that the log has."),
    "frame_not_yet": _("Picture #%(number)s is not in the log yet. Try again in a moment."),
    "claim_same": _("The other screen shows the same log"),
    "same_good": _("Its root %(root)s is the one that this log had at %(size)s leaves."),
    "same_bad": _("Its root %(root)s is not the one that this log had at %(size)s leaves."),
    "same_not_yet": _("The other screen is ahead, at %(size)s leaves. Try again in a moment."),
}


def for_browser() -> dict[str, str]:
    """All of it, in the language of the page."""
    return {key: str(words) for key, words in STEPS.items()}
