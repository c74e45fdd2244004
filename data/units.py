"""English units of one thing: "1 case", not "1 cases"."""

OTHERS = {"people": "person"}
SHORTEST = 3  # "h" and "km" have no plural


def singular(unit: str) -> str:
    """The unit behind the number 1; what does not end like a plural stays."""
    if unit in OTHERS:
        return OTHERS[unit]
    if len(unit) < SHORTEST or not unit.endswith("s") or unit.endswith("ss"):
        return unit
    return f"{unit[:-3]}y" if unit.endswith("ies") else unit[:-1]
