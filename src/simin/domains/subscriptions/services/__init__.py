"""Ask, confirm, end, renew; announce what happened and bring it to whoever follows it."""

from simin.domains.subscriptions.services.announcing import News, announce, hand_round
from simin.domains.subscriptions.services.asking import MOST_FOLLOWED, Wish, ask, confirm
from simin.domains.subscriptions.services.delivering import deliver_due, give_up_old
from simin.domains.subscriptions.services.ending import end, end_all, look_after, renew

__all__ = [
    "MOST_FOLLOWED",
    "News",
    "Wish",
    "announce",
    "ask",
    "confirm",
    "deliver_due",
    "end",
    "end_all",
    "give_up_old",
    "hand_round",
    "look_after",
    "renew",
]
