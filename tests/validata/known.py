"""Differences that are not ours to mend, each with its reason. In: one difference. Out: why it is set aside, or nothing."""


def why(name, schema, source, item, side):
    """`side` is `ours` (carnet says it, Validata does not) or `theirs`."""
    kind, row, _ = item
    if kind == "unique" and side == "ours" and name.split(":")[0].endswith(" any"):
        # It takes what a date does not say from the day of the check: 10:00 and 2020 are told apart only on some days.
        return "dates written freely: the reference fills them from today's date"
    if kind == "row-blank" and side == "theirs" and row is not None:
        rows = source if isinstance(source, list) else []
        if rows and all(not any(cells) for cells in rows[row - 1 :]):
            return "blank rows at the end: said once for all of them, since they are dropped"
    return None
