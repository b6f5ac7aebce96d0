"""Which projects everyone sees: as was decided, as the policy says, or as they say themselves."""

from django.db.models import Q

from simin.domains.picture.card import Visibility
from simin.domains.picture.policy import Rules
from simin.domains.picture.rule import Thing
from simin.domains.projects.models import Project
from simin.domains.releases import queries as releases


def public_only() -> Q:
    """For any query of projects."""
    return ~Q(id__in=withheld_ids())


def withheld_ids() -> frozenset[str]:
    """Those whose card is withheld now; few, and asked of what stands beside them."""
    rules = releases.rules()
    rows = Project.objects.values_list("id", "withheld")
    return frozenset(one for one, said in rows if is_withheld(one, bool(said), rules))


def thing(project: str) -> Thing:
    """As rules of release know it."""
    return Thing(card=f"project/{project}", kind="project", name=project)


def is_withheld(project: str, said: bool, rules: Rules) -> bool:
    decided = rules.decided(f"project/{project}")
    if decided is not None:
        return not decided.opens
    return said or rules.release_of(thing(project)).visibility is Visibility.WITHHELD
