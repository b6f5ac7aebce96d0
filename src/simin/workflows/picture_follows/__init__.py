"""The picture follows what was committed: events name cards, cards are built anew, a frame says so.

The cursor past the events and the frame that shows them commit together: no event is shown twice
and none is forgotten. What does not come from an event but from time passing (a source falls
silent, a closed incident leaves) is looked for at every sweep.
"""

from simin.workflows.picture_follows.follower import PictureFollower

__all__ = ["PictureFollower"]
