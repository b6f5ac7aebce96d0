"""How far it reached, who and what was inside, and what was found to be the same."""

from simin.domains.incidents import queries as incidents
from simin.domains.incidents.queries import Incident
from simin.domains.incidents.review import Section
from simin.kit.translated import words
from simin.workflows.after_action.wording import clock, line, same


def reach(incident: Incident) -> Section:
    """The figures of each version, as they were counted when it was drawn."""
    lines = []
    for area in reversed(incidents.areas(incident.id)):
        figures = incidents.figures(area)
        people = figures.people if figures else None
        told = [f"{one.count:,}" for one in figures.facilities] if figures else []
        size = same(f"{(figures.square_metres if figures else 0) / 1e6:.2f} km²")
        about = same("–") if people is None else words("about {people}", people=f"{people.about:,}")
        bounds = same("–" if people is None else f"{people.least:,} – {people.most:,}")
        inside = same(f"{sum(int(one.replace(',', '')) for one in told):,}" if told else "–")
        lines.append(line(same(str(area.version)), clock(area.at), size, about, bounds, inside))
    return Section(
        id="reach",
        title=words("Impact area"),
        sentences=_method() if lines else (),
        columns=(
            words("Version"),
            words("Time"),
            words("Size"),
            words("Residents inside"),
            words("Certainly between"),
            words("Facilities inside"),
        ),
        lines=tuple(lines),
        empty=words("No impact area was drawn."),
    )


def _method() -> tuple[dict[str, str], ...]:
    return (
        words(
            "Residents are counted by the share of each dong's area that lies inside; people who "
            "were only passing are not counted."
        ),
    )


def same_event(incident: Incident) -> Section:
    """Incidents that were found to be this one."""
    lines = [
        line(
            same(one.incident.id),
            dict(one.incident.title),
            same(one.incident.channel or one.incident.source),
            clock(one.incident.reported_at),
            clock(one.merge.at if one.merge else None),
        )
        for one in incidents.joined(incident.id)
    ]
    columns = (
        words("Number"),
        words("Title"),
        words("Told by"),
        words("Reported"),
        words("Merged"),
    )
    return Section(
        id="same",
        title=words("Told more than once"),
        columns=columns,
        lines=tuple(lines),
        empty=words("It was told once."),
    )
