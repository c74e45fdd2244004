"""What an indicator needs of a source, read from its SQL: without it the indicator is missing, rather than 0."""

from sqlglot import exp

from data.feeds.schema import SCHEMAS

PLACES = "places"


def needs_of(rows: exp.Query, measure: exp.Select) -> tuple[frozenset[str], ...]:
    """Column groups of which a source must give at least one: what is folded, each time that is counted by, and
    what is asked to equal something.

    A town whose feed has no ratings has no satisfaction rate; it does not have one of 0 %. A time that is given
    a default (coalesce) may be absent. Where the rows are of one kind, that kind must have been seen: a feed that has
    only ever sent cameras has no count of sensors, rather than 0. Likewise where places of a level are asked for, or of
    a kind, which their polygons must tell.
    """
    groups = [{column.name} for column in measure.find_all(exp.Column)]
    for select in rows.find_all(exp.Select):
        for one in select.selects:
            if one.alias_or_name in ("counted_at", "until_at") and not one.find(exp.Coalesce):
                groups.append({column.name for column in one.find_all(exp.Column)})
            groups = [
                {column.name for column in one.find_all(exp.Column)} if group == {one.alias} else group
                for group in groups
            ]
    for condition in rows.find_all(exp.Where):
        groups += [{column.name} for equal in condition.find_all(exp.EQ) for column in equal.find_all(exp.Column)]
        groups += kinds_of(condition)
    return tuple(dict.fromkeys(frozenset(group) for group in groups if group))


def kinds_of(condition: exp.Where) -> list[set[str]]:
    """The kinds that a WHERE asks for, as `table.column=word`; a group for each comparison."""
    select = condition.parent
    source = select.args["from_"].this if isinstance(select, exp.Select) else None
    named = {table.name for table in source.find_all(exp.Table)} if source is not None else set()
    if named == {PLACES}:
        asked = {one.this.name: one.expression.name for one in condition.find_all(exp.EQ)}
        return [{place_need(asked["level"], "kind" in asked)}] if "level" in asked else []
    schema = SCHEMAS.get(named.pop()) if len(named) == 1 else None
    if schema is None or schema.kinds is None:
        return []
    groups = []
    for one in condition.find_all(exp.EQ, exp.In):
        column = one.this
        words = one.expressions if isinstance(one, exp.In) else [one.expression]
        literal = all(isinstance(word, exp.Literal) for word in words)
        if isinstance(column, exp.Column) and column.name == schema.kinds and words and literal:
            groups.append({schema.kind(word.this) for word in words})
    return groups


def place_need(level: str, kind: bool) -> str:
    """How a level that there must be is called among the needs; `kind`: its polygons tell of which kind they are."""
    return f"{PLACES}.level={level}{' with kind' if kind else ''}"
