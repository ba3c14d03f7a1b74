"""Makes tables that fit a schema, and breaks them in one place each.

In: a Table Schema as a dict. Out: tables as lists of lists, header first, each with a name that says what was broken.
The values are made from the schema alone, by a generator of our own for patterns; nothing is random.
"""

import copy
import json
import re
import sys

if sys.version_info >= (3, 11):
    from re import _constants as sre_constants
    from re import _parser as sre_parse
else:  # the same modules under their older names
    import sre_constants
    import sre_parse

SIRETS = ["73282932000074", "21350238800019", "13002526500013", "35600000000048", "55208131766522"]
SIRENS = ["732829320", "213502388", "130025265", "356000000", "552081317"]
SUBJECTS = ["Urbanisme/Documents", "Commande publique/Marchés", "finances locales/Subventions"]


def from_pattern(pattern, seed):
    """A text that a pattern takes: the first choice everywhere, digits and letters that depend on the seed."""
    counter = [seed]

    def pick(low, high):
        counter[0] += 1
        return low + counter[0] % (high - low + 1)

    def walk(parts):
        out = []
        for op, value in parts:
            if op is sre_constants.LITERAL:
                out.append(chr(value))
            elif op is sre_constants.NOT_LITERAL:
                out.append("a" if value != ord("a") else "b")
            elif op is sre_constants.ANY:
                out.append("x")
            elif op is sre_constants.IN:
                out.append(one_of(value))
            elif op in (sre_constants.MAX_REPEAT, sre_constants.MIN_REPEAT):
                least, most, inner = value
                count = max(least, min(most, 1 if least == 0 and seed % 2 else least))
                out.extend(walk(inner) for _ in range(count))
            elif op is sre_constants.SUBPATTERN:
                out.append(walk(value[-1]))
            elif op is sre_constants.BRANCH:
                branches = value[1]
                out.append(walk(branches[seed % len(branches)]))
        return "".join(out)

    def one_of(choices):
        if choices[0][0] is sre_constants.NEGATE:
            refused = choices[1:]
            for candidate in "ab1X-_é":
                if not any(holds(choice, candidate) for choice in refused):
                    return candidate
        op, value = choices[seed % len(choices)]
        if op is sre_constants.LITERAL:
            return chr(value)
        if op is sre_constants.RANGE:
            return chr(pick(value[0], min(value[1], value[0] + 9)))
        if value is sre_constants.CATEGORY_DIGIT:
            return str(pick(0, 9))
        if value is sre_constants.CATEGORY_SPACE:
            return " "
        return "abcdefghij"[pick(0, 9)]

    def holds(choice, candidate):
        op, value = choice
        if op is sre_constants.LITERAL:
            return chr(value) == candidate
        if op is sre_constants.RANGE:
            return value[0] <= ord(candidate) <= value[1]
        if value is sre_constants.CATEGORY_DIGIT:
            return candidate.isdigit()
        if value is sre_constants.CATEGORY_SPACE:
            return candidate.isspace()
        return candidate.isalnum()

    return walk(sre_parse.parse(pattern))


def text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def candidates(field, seed):
    """Values that may fit a field, the likeliest first."""
    constraints = field.get("constraints") or {}
    kind, form = field.get("type", "string"), field.get("format", "default")
    if constraints.get("enum"):
        yield text(constraints["enum"][seed % len(constraints["enum"])])
    if constraints.get("pattern"):
        for shift in range(6):
            try:
                yield from_pattern(constraints["pattern"], seed + shift)
            except Exception:
                break
    low, high = constraints.get("minimum"), constraints.get("maximum")
    if kind in ("integer", "number", "year"):
        for base in (low, high, 2001 if kind == "year" else 1):
            try:
                value = float(base)
            except (TypeError, ValueError):
                continue
            step = seed if base is not high or low is not None else -seed
            for number in (value + step, value):
                number = int(number) if kind != "number" or number == int(number) else number
                yield str(number).replace(".", field.get("decimalChar", "."))
    if kind in ("date", "datetime", "time"):
        import datetime

        moment = datetime.datetime(2020, 1, 1 + seed % 28, seed % 24, 30, 5)
        if form not in ("default", "any"):
            yield moment.strftime(form)
        yield moment.strftime({"date": "%Y-%m-%d", "time": "%H:%M:%S"}.get(kind, "%Y-%m-%dT%H:%M:%SZ"))
        for bound in (low, high):
            if bound:
                yield str(bound)
    if kind == "array":
        item = field.get("arrayItem") or {}
        if item:
            yield json.dumps([next(candidates(item, seed))], ensure_ascii=False)
        yield json.dumps(["a%d" % seed])
        yield json.dumps(["a", "b", "c%d" % seed])
    yield from {
        "boolean": (field.get("trueValues") or ["true"])[:1],
        "yearmonth": ["2020-%02d" % (1 + seed % 12)],
        "duration": ["P%dD" % (1 + seed)],
        "object": ['{"a": %d}' % seed, '{"a": %d, "b": 1}' % seed],
        "geopoint": {"array": ["[2.%d, 48.5]" % seed], "object": ['{"lon": 2.%d, "lat": 48.5}' % seed]}.get(
            form, ["2.%d, 48.5" % seed]
        ),
        "geojson": ['{"type": "Point", "coordinates": [2.%d, 48.5]}' % seed]
        if form != "topojson"
        else ['{"type": "LineString", "arcs": [%d]}' % seed],
    }.get(kind, [])
    yield {
        "email": "contact%d@exemple.fr" % seed,
        "uri": "https://exemple.fr/%d" % seed,
        "uuid": "2bc1c94f-0deb-43e9-92a1-47751%07d" % seed,
        "binary": "YWJj",
    }.get(form, "texte %d" % seed)
    length = constraints.get("maxLength") or constraints.get("minLength")
    if length:
        yield ("%d" % seed).rjust(int(length), "a")
    if "example" in field:
        yield text(field["example"])
    for example in field.get("examples") or []:
        yield text(example)
    yield SIRETS[seed % len(SIRETS)]


def by_rules(schema, row, seed):
    """Values that the rules of the schema ask for."""
    for check in schema.get("custom_checks") or []:
        name, params = check["name"], check.get("params") or {}
        column = params.get("column")
        if name == "french-siret-value" and column in row:
            row[column] = SIRETS[seed % len(SIRETS)]
        elif name == "french-siren-value" and column in row:
            row[column] = SIRENS[seed % len(SIRENS)]
        elif name == "opening-hours-value" and column in row:
            row[column] = "Mo-Fr 08:00-18:00"
        elif name == "phone-number-value" and column in row:
            row[column] = "01 99 00 %02d 37" % (seed % 90)
        elif name == "nomenclature-actes-value" and column in row:
            row[column] = SUBJECTS[seed % len(SUBJECTS)]
        elif name == "year-interval-value" and column in row:
            row[column] = "%d/%d" % (2000 + seed % 20, 2001 + seed % 20)
        elif name == "sum-columns-value" and column in row:
            parts = [part for part in params["columns"] if part in row]
            for place, part in enumerate(parts):
                row[part] = str(place + 1)
            row[column] = str(sum(range(1, len(parts) + 1)))
        elif name == "compare-columns-value" and column in row and params["column2"] in row:
            if params["op"] in (">=", "<=", "=="):
                if not any(
                    other["name"] == "sum-columns-value" and params["column2"] in [other["params"]["column"]] + other["params"]["columns"]
                    for other in schema["custom_checks"]
                ):
                    row[column] = row[params["column2"]]
                elif not any(
                    other["name"] == "sum-columns-value" and column in [other["params"]["column"]] for other in schema["custom_checks"]
                ):
                    row[column] = row[params["column2"]] if params["op"] == "==" else "9"
    return row


def valid_rows(schema, fits, count):
    """Rows where each cell fits its field. `fits(field, text)` says so; a field that nothing fits stays empty."""
    rows = []
    for seed in range(count):
        row = {}
        for field in schema["fields"]:
            found = next((value for value in candidates(field, seed) if fits(field, value)), "")
            row[field["name"]] = found
        rows.append(by_rules(schema, row, seed))
    keys = schema.get("primaryKey") or []
    keys = [keys] if isinstance(keys, str) else keys
    unique = {field["name"] for field in schema["fields"] if (field.get("constraints") or {}).get("unique")} | set(keys[:1])
    by_name = {field["name"]: field for field in schema["fields"]}
    for name in unique & set(by_name):
        seen = set()
        for seed, row in enumerate(rows):
            if row[name] in seen or row[name] == "":
                for value in (value for shift in range(400) for value in candidates(by_name[name], seed + shift)):
                    if value not in seen and fits(by_name[name], value):
                        row[name] = value
                        break
            seen.add(row[name])
    return rows


def broken_cells(schema):
    """For each field, texts that may break it (and some that must not): the two programs are asked about each."""
    odd = {
        "integer": ["1.5", "1,5", "1 000", " 7 ", "1_000", "abc", "+3", "007", "1e3", "--1", "12 €", "0x1", "NaN"],
        "number": ["1,5", "1 000.5", " 1.5 ", "1e3", "1_0.5", "abc", "NaN", "inf", "12 €", ".5", "5.", "-0", "1.2.3", "90 545,00 €"],
        "boolean": ["oui", "Vrai", "TRUE", "1", "0", "yes", "true ", "X"],
        "date": ["2020-2-3", "03/02/2020", "2020-02-30", "2020", "2020-02-03T10:00:00", " 2020-02-03", "20200203", "avril 2020", "2020-13-01"],
        "datetime": ["2020-02-03", "2020-02-03 10:00:00", "2020-02-03T10:00:00Z", "2020-02-03T10:00", "2020-02-03T25:00:00", "2020-02-03T10:00:00+02:00"],
        "time": ["10:00", "10:00:00", "25:00:00", "10h30", "10:00:00Z"],
        "year": ["20", "2020", "20200", "abcd", " 202", "-100"],
        "yearmonth": ["2020-13", "2020-5", "2020", "05-2020", "2020-05-01"],
        "duration": ["P1D", "1 jour", "PT5M", "P", "P1H", "-P1Y2M"],
        "object": ["[]", "{", "texte", '{"a": 1}', "{}"],
        "array": ["{}", "[", "a,b", "[]", '["a", 1]', '["zzz"]'],
        "geopoint": ["48.5", "2.3 48.5", "200, 10", "[2.3, 48.5]", "2.3,48.5", '{"lon": 2, "lat": 48}', "[48.5]", "texte", "2,3,48,5"],
        "geojson": ["{}", '{"type": "Point"}', "texte", '{"type": "Point", "coordinates": [1]}', '{"type": "Feature", "geometry": null, "properties": null}'],
        "string": ["", "é" * 300, "a", "0", "12345", "2A004", "zzz", "https://exemple.fr", "exemple.fr", "a@b.fr", "a@b", "N/A", " x ", "a\nb", '"q"'],
    }
    for field in schema["fields"]:
        constraints = field.get("constraints") or {}
        texts = ["", "zzz", *odd.get(field.get("type", "string"), odd["string"])]
        for name, sign in (("minimum", -1), ("maximum", 1)):
            bound = constraints.get(name)
            if bound is None:
                continue
            try:
                number = float(bound)
                texts += [str(int(number) if number == int(number) else number), str(int(number) + sign), "%.6f" % (number + sign * 1e-6), str(number + 1e9 * sign)]
            except ValueError:
                texts += [str(bound), "1000-01-01", "9999-12-31", "0999", "9998", "1000-01", "9999-12", "00:00:00", "23:59:59", "1000-01-01T00:00:00", "9999-12-31T00:00:00"]
        for name in ("minLength", "maxLength"):
            if name in constraints:
                length = int(constraints[name])
                texts += ["a" * max(length - 1, 1), "a" * length, "a" * (length + 1), "é" * (length + 1)]
                texts += [json.dumps(["a"] * count) for count in (max(length - 1, 0), length, length + 1)]
                texts += [json.dumps({str(key): 1 for key in range(count)}) for count in (max(length - 1, 0), length, length + 1)]
        if constraints.get("enum"):
            first = text(constraints["enum"][0])
            texts += [first, first.upper(), first + " ", " " + first, first[:-1], first.lower()]
        if constraints.get("pattern"):
            try:
                good = from_pattern(constraints["pattern"], 3)
                texts += [good, good + "x", "x" + good, good[:-1], good.lower(), good + "\n"]
            except Exception:
                pass
        for value in dict.fromkeys(texts):
            yield field["name"], value


RULE_TEXTS = {
    "french-siret-value": ["73282932000074", "73282932000079", "732 829 320 00074", "732829320", "abc", "7,32E+13", "35600000000048", "35600000000055", "73282932000074 "],
    "french-siren-value": ["732829320", "732829321", "732 829 320", "73282932000074", "abc", "0"],
    "phone-number-value": ["01 99 00 27 37", "+33 1 99 00 27 37", "01 99 00 27", "115", "3949", "abc", "+32 2 345 67 89", "01 99 00 27 37 / 06 12 34 56 78", "06.12.34.56.78", "1234", "118712"],
    "opening-hours-value": ["Mo-Fr 08:00-18:00", "24/7", "8h-18h", "lundi", "Mo-Su,PH 00:00-24:00", "true", "Mo-Fr 08:00-12:00,14:00-18:00; Sa off", "Mo-Fr 8:00-18:00"],
    "nomenclature-actes-value": ["Urbanisme/x", "urbanisme / x", "Urbanisme", "Sport/x", "LIBERTES PUBLIQUES ET POUVOIRS DE POLICE/x", "Urbanisme /x", "/x"],
    "year-interval-value": ["2019/2020", "2020/2019", "2020/2020", "2020", "20/21", "abc", "2019-2020"],
    "french-gps-coordinates": ["2.35,48.85", "48.85,2.35", "-70,40", "55.5,-21", "-61.5,16.2"],
}


def tables(schema, fits):
    """Every table made for a schema: `(what was broken, header, rows)`."""
    names = [field["name"] for field in schema["fields"]]
    base = valid_rows(schema, fits, 3)
    rows = [[row[name] for name in names] for row in base]
    yield "valid", names, rows

    # One row per broken cell; the keys differ, so that only the broken cell is wrong.
    mutants = list(broken_cells(schema))
    rules = schema.get("custom_checks") or []
    for rule in rules:
        for value in RULE_TEXTS.get(rule["name"], []):
            mutants.append((rule["params"]["column"], value))
    many = valid_rows(schema, fits, min(len(mutants), 200))
    made = []
    for place, (name, value) in enumerate(mutants):
        if name not in names:
            continue
        row = dict(many[place % len(many)])
        row[name] = value
        made.append([row[each] for each in names])
    yield "cells", names, made

    # Rules over several columns: each column emptied, then made too big.
    made = []
    for rule in rules:
        params = rule.get("params") or {}
        columns = [params.get(key) for key in ("column", "column1", "column2") if params.get(key)]
        columns += params.get("othercolumns", []) + params.get("columns", [])
        if len(columns) < 2:
            continue
        for column in columns:
            for value in ("", "99999", "0", "1000-01-01", "9999-01-01"):
                row = dict(base[0])
                if column in row:
                    row[column] = value
                made.append([row[name] for name in names])
        row = dict(base[0])
        row.update({column: "" for column in columns if column in row})
        made.append([row[name] for name in names])
    if made:
        yield "rules", names, made

    keys = schema.get("primaryKey") or []
    keys = [keys] if isinstance(keys, str) else keys
    unique = [field["name"] for field in schema["fields"] if (field.get("constraints") or {}).get("unique")]
    yield "twice", names, rows + [rows[0], rows[1]]
    for name in dict.fromkeys([*keys, *unique]):
        emptied = copy.deepcopy(rows)
        emptied[1][names.index(name)] = ""
        emptied[2][names.index(name)] = ""
        yield "empty key " + name, names, emptied

    blank = [""] * len(names)
    yield "blank row", names, [rows[0], blank, rows[1]]
    if len(names) > 1:
        yield "short row", names, [rows[0], rows[1][:-1], rows[2]]
        yield "very short row", names, [rows[0], rows[1][:1], rows[2]]
    yield "long row", names, [rows[0], rows[1] + ["x"], rows[2] + ["x", "y"]]

    # Each required column and each one that a rule or a key names is left out once, and some of the others.
    asked = [field["name"] for field in schema["fields"] if (field.get("constraints") or {}).get("required")]
    ruled = [value for rule in rules for value in json.dumps(rule.get("params") or {}, ensure_ascii=False).split('"') if value in names]
    for name in dict.fromkeys([*asked[:6], *ruled, *keys, *names[:2], *names[-2:]]):
        if name not in names:
            continue
        place = names.index(name)
        yield "without " + name, names[:place] + names[place + 1 :], [row[:place] + row[place + 1 :] for row in rows]
    yield "one more column", [*names, "colonne de plus"], [[*row, "x"] for row in rows]
    yield "first column renamed", [names[0] + "_x", *names[1:]], rows
    yield "other case", [names[0].swapcase(), *names[1:]], rows
    if len(names) > 1:
        order = [1, 0, *range(2, len(names))]
        yield "disordered", [names[place] for place in order], [[row[place] for place in order] for row in rows]
        yield "reversed", names[::-1], [row[::-1] for row in rows]
    yield "blank header", [*names, ""], [[*row, "x"] for row in rows]
    yield "column twice", [*names, names[0]], [[*row, row[0]] for row in rows]


def own_schemas():
    """Schemas of our own: every type with every format and every constraint, alone and with its neighbors."""
    formats = {
        "string": ["default", "email", "uri", "uuid", "binary"],
        "date": ["default", "any", "%d/%m/%Y", "%Y", "%d %B %Y", "%y%m%d"],
        "time": ["default", "any", "%H:%M"],
        "datetime": ["default", "any", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M:%S%z"],
        "geopoint": ["default", "array", "object"],
        "geojson": ["default", "topojson"],
    }
    bounds = {
        "integer": (-3, 12),
        "number": (-0.5, 99.95),
        "year": (1990, 2030),
        "yearmonth": ("2019-01", "2021-06"),
        "date": ("2019-06-01", "2021-01-31"),
        "time": ("08:00:00", "20:00:00"),
        "datetime": ("2019-06-01T00:00:00Z", "2021-01-31T00:00:00Z"),
    }
    choices = {
        "string": ["oui", "non", "Peut-être"],
        "integer": [1, 2, 3],
        "number": ["1.50", "2", "3.25"],
        "boolean": [True],
        "date": ["2020-01-01", "2020-01-02", "2020-01-03"],
        "time": ["10:00:00", "11:30:05"],
        "datetime": ["2020-01-01T00:30:05Z", "2020-01-02T01:30:05Z"],
        "year": ["2000", "2001", "2020"],
        "yearmonth": ["2020-01", "2020-02"],
        "duration": ["P1D", "P2D", "PT48H"],
        "array": [["a", "b"], ["a0"]],
        "object": [{"a": 0}, {"a": 1}],
        "geopoint": ["2.0, 48.5", "2.1, 48.5"],
        "any": ["a", "b", "texte 0"],
    }
    kinds = ["string", "integer", "number", "boolean", "date", "time", "datetime", "year", "yearmonth", "duration", "object", "array", "geopoint", "geojson", "any"]
    hashable = {"object", "array", "geojson"}
    for kind in kinds:
        for form in formats.get(kind, ["default"]):
            base = {"type": kind}
            if form != "default":
                base["format"] = form
            fields = [{"name": "plain", **base}, {"name": "needed", **base, "constraints": {"required": True}}]
            if kind not in hashable:
                fields.append({"name": "alone", **base, "constraints": {"unique": True}})
            if form == "default":
                if kind in bounds:
                    low, high = bounds[kind]
                    fields += [
                        {"name": "low", **base, "constraints": {"minimum": low}},
                        {"name": "high", **base, "constraints": {"maximum": high}},
                        {"name": "between", **base, "constraints": {"minimum": low, "maximum": high, "required": True}},
                    ]
                if kind in choices:
                    fields.append({"name": "listed", **base, "constraints": {"enum": choices[kind]}})
                if kind in ("string", "array", "object"):
                    fields += [
                        {"name": "longer", **base, "constraints": {"minLength": 2}},
                        {"name": "shorter", **base, "constraints": {"maxLength": 4}},
                    ]
            yield f"{kind} {form}", {"fields": fields}
    patterns = [
        r"[A-Z]{2}\d{3}", r"^\d{5}$", r"oui|non", r"^(a|b)+$", r"(?!x).*", r"\w+(-\w+)*", r"[^@\s]+@[^@\s]+", r".{2,5}",         r"^\S(.*\S)?$", r"(\d)\1", r"[\[\]]+", r"\d+(?:[.,]\d+)?", r"a{,3}", r"[a-zÀ-ÿ' -]+", r"^$|^x+$", r"^(?=.*\d).{3,}$", r"\bmot\b.*",
    ]
    yield "patterns", {"fields": [{"name": f"p{place}", "type": "string", "constraints": {"pattern": pattern}} for place, pattern in enumerate(patterns)]}
    yield "numbers of people", {
        "fields": [
            {"name": "comma", "type": "number", "decimalChar": ","},
            {"name": "grouped", "type": "number", "decimalChar": ",", "groupChar": " "},
            {"name": "euros", "type": "number", "bareNumber": False},
            {"name": "count", "type": "integer", "bareNumber": False},
            {"name": "yes", "type": "boolean", "trueValues": ["oui", "O"], "falseValues": ["non", "N"]},
            {"name": "bounded", "type": "number", "decimalChar": ",", "constraints": {"minimum": "0,5", "maximum": "10"}},
        ]
    }
    yield "missing values", {
        "missingValues": ["", "NA", "-", "n.d."],
        "fields": [
            {"name": "id", "type": "string", "constraints": {"required": True}},
            {"name": "number", "type": "number", "constraints": {"required": True}},
            {"name": "date", "type": "date"},
            {"name": "note", "type": "string", "constraints": {"minLength": 2}},
        ],
    }
    yield "two keys", {
        "primaryKey": ["code", "year"],
        "fields": [{"name": "code", "type": "string"}, {"name": "year", "type": "year"}, {"name": "value", "type": "number", "constraints": {"unique": True}}],
    }
    yield "items", {
        "fields": [
            {"name": "words", "type": "array", "arrayItem": {"type": "string", "constraints": {"enum": ["a0", "a1", "b"]}}},
            {"name": "numbers", "type": "array", "arrayItem": {"type": "integer", "constraints": {"minimum": 0}}},
            {"name": "long", "type": "array", "arrayItem": {"type": "string", "constraints": {"minLength": 2, "maxLength": 3}}},
        ]
    }
    text_field = {"type": "string"}
    yield "every rule", {
        "fields": [
            *({"name": name, **text_field} for name in ("siret", "siren", "phone", "hours", "subject", "years", "years_or_year", "a", "b", "c", "d")),
            *({"name": name, "type": "integer"} for name in ("total", "part1", "part2", "low", "high")),
            {"name": "start", "type": "date"},
            {"name": "end", "type": "date"},
            {"name": "point", "type": "geopoint"},
        ],
        "custom_checks": [
            {"name": "french-siret-value", "params": {"column": "siret"}},
            {"name": "french-siren-value", "params": {"column": "siren"}},
            {"name": "phone-number-value", "params": {"column": "phone"}},
            {"name": "opening-hours-value", "params": {"column": "hours"}},
            {"name": "nomenclature-actes-value", "params": {"column": "subject"}},
            {"name": "year-interval-value", "params": {"column": "years"}},
            {"name": "year-interval-value", "params": {"column": "years_or_year", "allow-year-only": "yes"}},
            {"name": "cohesive-columns-value", "params": {"column": "a", "othercolumns": ["b"]}},
            {"name": "one-of-required", "params": {"column1": "c", "column2": "d"}},
            {"name": "sum-columns-value", "params": {"column": "total", "columns": ["part1", "part2"]}},
            {"name": "compare-columns-value", "params": {"column": "high", "op": ">=", "column2": "low"}},
            {"name": "compare-columns-value", "params": {"column": "start", "op": "<=", "column2": "end"}},
            {"name": "french-gps-coordinates", "params": {"column": "point"}},
        ],
    }
