"""A year later, in SQL: how last year's rows are counted beside this year's."""


def year_later(moment: str) -> str:
    """The same date and time of day a year on; 29 February becomes the 28th.

    By a timestamp without a zone, in UTC as the store is: arithmetic on one with a zone goes through a calendar
    that is fifteen times slower.
    """
    return f"make_timestamptz(epoch_us(make_timestamp(epoch_us({moment})) + INTERVAL 1 YEAR))"
