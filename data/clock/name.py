"""What a place calls a value: 黄色·日清周报 for yellow, by its policies."""

from data.catalogue import Words
from data.clock.policy import table_of
from data.profile import Profile


def name_of(profile: Profile, schema: str, column: str, value: str) -> Words | None:
    """The name that the profile's first policy with one gives to a value of a schema's column; None without one."""
    feeds = {feed.id: feed.fills for feed in profile.feeds}
    for policy in profile.policies:
        if policy.by == column and value in policy.names and table_of(policy, feeds) == schema:
            return Words(policy.names[value].zh, policy.names[value].en)
    return None
