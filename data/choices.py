"""What a place chooses of the catalogue: 口径, periods, its own indicators, weights and limits."""

from collections.abc import Iterator
from dataclasses import replace

from data.catalogue import Catalogue, Derived, Indicator, Words
from data.fault import Fault
from data.keep import kept_too_short
from data.own import declared
from data.own_sql import faults_of
from data.period_words import over
from data.profile import Profile
from data.score import unscored

Known = dict[str, Indicator]


def chosen(catalogue: Catalogue, profile: Profile) -> Catalogue:
    """The catalogue with everything that a profile chooses. Fault has a line for each choice that cannot be."""
    known = {one.id: one for one in catalogue.indicators}
    steps = (choose_versions, choose_periods, add_own, limit, weigh, kept_too_short, silence)
    wrong = [f"{profile.file}: {line}" for step in steps for line in step(known, profile)]
    if wrong:
        raise Fault("\n".join(wrong))
    try:
        return Catalogue(tuple(known.values()))
    except Fault as fault:
        raise Fault(f"{profile.file}: {fault}") from None


def choose_versions(known: Known, profile: Profile) -> Iterator[str]:
    """Puts the chosen 口径 in place; yields what cannot be chosen."""
    for name, version in profile.versions.items():
        if name not in known:
            yield f'versions: there is no indicator "{name}"'
            continue
        one = known[name]
        variants = {variant.version: variant for variant in one.variants}
        if version in variants:
            variant = variants[version]
            rows, measure = variant.rows or one.rows, variant.measure or one.measure
            known[name] = replace(one, rows=rows, measure=measure, meaning=variant.meaning, version=version)
        elif version != one.version:
            yield f'versions: {name} has no version "{version}": {", ".join((one.version, *variants))}'


def choose_periods(known: Known, profile: Profile) -> Iterator[str]:
    for name, period in profile.periods.items():
        if name not in known:
            yield f'periods: there is no indicator "{name}"'
            continue
        try:
            known[name] = over(known[name], period)
        except ValueError as error:
            yield f"periods: {name} {error}"


def add_own(known: Known, profile: Profile) -> Iterator[str]:
    """Adds the place's own indicators, whose SQL is tried before anything starts."""
    theirs = frozenset(known)
    added: Known = {}
    for own in profile.indicators:
        place = f"indicators[{own.id}]"
        if own.id in theirs or own.id in added:
            taken = "an indicator of the product" if own.id in theirs else "given twice"
            yield f"{place}: the id is {taken}: choose another"
            continue
        try:
            added[own.id] = declared(own, known)
        except ValueError as error:
            yield f"{place}: {error}"
    for one in added.values():
        if one.counter is not None and one.counter not in {*theirs, *added}:
            yield f'indicators[{one.id}]: counter: there is no indicator "{one.counter}"'
    if added:
        yield from (f"indicators[{name}]: {fault}" for name, fault in faults_of(tuple(added.values())))
    known.update(added)


def weigh(known: Known, profile: Profile) -> Iterator[str]:
    """Puts the place's weights in place of a mean's or an index's; a table of weights names all parts."""
    for name, weights in profile.weights.items():
        one = known.get(name)
        if one is None or one.derived is None or one.derived.fold == "slope":
            others = [two.id for two in known.values() if two.derived is not None and two.derived.fold != "slope"]
            yield f"weights: {name} is no weighted number: {', '.join(others)}"
            continue
        wrong = list(unweighed(known, one.derived, weights))
        yield from (f"weights.{name}: {line}" for line in wrong)
        if not wrong:
            known[name] = weighted(known, one, one.derived, weights)


def unweighed(known: Known, derived: Derived, weights: dict[str, float]) -> Iterator[str]:
    """What keeps a table of weights from being used."""
    parts = dict(derived.weights)
    if derived.fold == "mean" and parts.keys() != weights.keys():
        yield f"give a weight to each of its parts and to no other: {', '.join(parts)}"
    elif not any(weights.values()):
        yield "no part has a weight above 0: give it to one at least"
    elif derived.fold == "index":
        for part in weights:
            why = unscored(known[part]) if part in known else "is no indicator"
            if why is not None:
                yield f"{part} {why}: leave it out"


def weighted(known: Known, one: Indicator, derived: Derived, weights: dict[str, float]) -> Indicator:
    """A mean or an index with the place's weights. The 口径 and the meaning of a mean tell them, in percent."""
    changed = replace(derived, weights=tuple((part, weight) for part, weight in weights.items() if weight))
    if derived.fold == "index":
        return replace(one, derived=changed, version="own_weights")
    total = sum(weights.values())
    shares = [(known[part].title, 100 * weights[part] / total) for part, _ in derived.weights]
    meaning = Words(
        "＋".join(f"{title.zh}×{share:.3g}%" for title, share in shares),
        " + ".join(f"{share:.3g} % of {title.en}" for title, share in shares),
    )
    return replace(one, derived=changed, meaning=meaning, version="_".join(f"{share:.3g}" for _, share in shares))


def limit(known: Known, profile: Profile) -> Iterator[str]:
    """Puts the place's own targets and limits in place."""
    for name, target in profile.targets.items():
        if name in known:
            known[name] = replace(known[name], **target.model_dump(exclude_unset=True))
        else:
            yield f'targets: there is no indicator "{name}"'


def silence(known: Known, profile: Profile) -> Iterator[str]:
    """The indicators whose alarms are turned off and that do not exist."""
    for name in profile.alarms.off:
        if name not in known:
            yield f'alarms: off: there is no indicator "{name}"'
