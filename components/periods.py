"""The names of twelve like periods, for the foot of a trend."""

from data.period_labels import period_labels

__all__ = ["period_labels"]
