"""The city's major projects and the mayor's pledges, and how far both have come.

Owns projects with their budget, milestones, plan, progress, photos and documents, pledges with
their record, and the tables that were handed in. Publishes ``ProjectEvent`` and ``PledgeEvent``.

How a project stands is computed from what was planned and reported, never typed in; where too
little is known it says so. No name of a contractor's person is kept. A pledge's every change stays.
"""
