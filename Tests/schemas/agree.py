"""Holds Peil's messages against their JSON Schemas from outside.

    agree.py validate SCHEMAS < LINES     each line `name<TAB>json` must validate
    agree.py generate SCHEMAS SEED COUNT  lines `name<TAB>accept|refuse<TAB>json`
    agree.py conforms SCHEMA < DOCUMENT   the document must validate against another's schema

`generate` makes instances of each schema, and of each instance one that breaks it in one place.
"""

import json
import pathlib
import random
import re
import sys

import jsonschema
from hypothesis import HealthCheck, Phase, given, seed, settings, strategies
from hypothesis_jsonschema import from_schema
from referencing import Registry, Resource

# What nobody sends or emits as a whole.
PARTS = {"definitions.json", "event.json"}


def load(folder):
    files = pathlib.Path(folder).glob("*.json")
    return {file.name: json.loads(file.read_text(encoding="utf-8")) for file in files}


def validators(schemas):
    resources = [(name, Resource.from_contents(schema)) for name, schema in schemas.items()]
    registry = Registry().with_resources(resources)
    kind = jsonschema.Draft202012Validator
    return {name: kind(schema, registry=registry) for name, schema in schemas.items()}


def validate(schemas):
    checks = validators(schemas)
    failures = count = 0
    for line in sys.stdin:
        name, text = line.rstrip("\n").split("\t", 1)
        count += 1
        for error in checks[name].iter_errors(json.loads(text)):
            failures += 1
            print(f"{name} {error.json_path}: {error.message}\n  {text}")
    print(f"{count} messages, {failures} failures")
    return 1 if failures or not count else 0


def conforms(schema):
    kind = jsonschema.validators.validator_for(schema)
    errors = list(kind(schema).iter_errors(json.load(sys.stdin)))
    for error in errors:
        print(f"{error.json_path}: {error.message[:400]}")
    return 1 if errors else 0


def merge(into, other):
    """The schema that holds where both do, as far as Peil's schemas need it."""
    for key, value in other.items():
        if key == "properties":
            properties = into.setdefault(key, {})
            for name, schema in value.items():
                properties[name] = merge(dict(properties.get(name, {})), schema)
        elif key == "required":
            into[key] = sorted({*into.get(key, []), *value})
        else:
            into[key] = value
    return into


def flatten(schema, schemas, file):
    """`schema` without references, in the older draft that hypothesis-jsonschema knows."""
    if isinstance(schema, list):
        return [flatten(item, schemas, file) for item in schema]
    if not isinstance(schema, dict):
        return schema
    flat = {}
    if "$ref" in schema:
        other, _, pointer = schema["$ref"].partition("#/")
        found = schemas[other or file]
        for step in pointer.split("/") if pointer else []:
            found = found[step]
        flat = flatten(found, schemas, other or file)
    for part in schema.get("allOf", []):
        flat = merge(flat, flatten(part, schemas, file))
    own = {}
    for key, value in schema.items():
        if key in ("properties", "dependentRequired"):
            own[key] = {name: flatten(item, schemas, file) for name, item in value.items()}
        elif key not in ("$ref", "allOf", "$schema", "$id", "$defs", "title", "description"):
            own[key] = flatten(value, schemas, file) if key not in ("enum", "const") else value
    flat = merge(flat, own)
    if "unevaluatedProperties" in flat:
        flat["additionalProperties"] = flat.pop("unevaluatedProperties")
    return flat


def older(schema):
    """In words that hypothesis-jsonschema knows, with numbers of a size that figures have."""
    if isinstance(schema, list):
        return [older(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: older(value) for key, value in schema.items()}
    if isinstance(result.get("dependentRequired"), dict):
        result["dependencies"] = result.pop("dependentRequired")
    if isinstance(result.get("pattern"), str):
        # Looking ahead makes texts hard to find; what does not keep to it is left out later.
        plain = re.sub(r"\(\?=[^)]*\)", "", result["pattern"])
        result["pattern"] = re.sub(r"\$$", r"\\Z", plain)
    if result.get("format") in ("date-time", "date"):
        result["format"] = "peil-" + result["format"]
    if result.get("type") == "number" or result.get("type") == ["number", "null"]:
        result.setdefault("minimum", -1e12)
        result.setdefault("maximum", 1e12)
    return result


PERIODS = ["2025", "2025-S1", "2025-Q3", "2025-06", "2025-W05", "2020-W53", "2024-02-29", "2015/16",
           "1999/00", "2020/2022"]
DAYS = strategies.dates().map(lambda day: day.isoformat())
TIMES = strategies.datetimes().map(lambda time: time.isoformat() + "Z")
FORMATS = {
    "period": strategies.sampled_from(PERIODS),
    "peil-date-time": TIMES,
    "peil-date": DAYS,
    "release": DAYS | TIMES,
}


def consistent(instance):
    """A target's id is its indicator's; no schema can say so."""
    if isinstance(instance, list):
        return [consistent(item) for item in instance]
    if not isinstance(instance, dict):
        return instance
    result = {key: consistent(value) for key, value in instance.items()}
    indicator = result.get("indicator")
    if isinstance(indicator, str) and "direction" in result:
        result["indicator"] = indicator = indicator[:100].rstrip(".")
        for field in ("id", "overrides", "partOf"):
            if field in result:
                result[field] = f"{indicator}.{field}"
    return result


def places(schema, instance, path=()):
    """Each (path, schema) of a value in `instance` that `schema` says something of."""
    yield path, schema
    if isinstance(instance, dict):
        for name, value in instance.items():
            if name in schema.get("properties", {}):
                yield from places(schema["properties"][name], value, (*path, name))
    if isinstance(instance, list) and "items" in schema:
        for index, value in enumerate(instance):
            yield from places(schema["items"], value, (*path, index))


def broken(schema, instance, chance):
    """`instance` with a fault in one place."""
    copy = json.loads(json.dumps(instance))
    path, rule = chance.choice(list(places(schema, copy)))
    if not path:
        holder, last = {"": copy}, ""
    else:
        holder, last = copy, path[-1]
        for step in path[:-1]:
            holder = holder[step]
    value = holder[last]
    ways = ["retype"]
    if isinstance(value, dict) and rule.get("required"):
        ways.append("remove")
    if isinstance(value, dict) and rule.get("additionalProperties") is False:
        ways.append("add")
    if "enum" in rule or "const" in rule or "pattern" in rule:
        ways += ["garble"] * 2
    way = chance.choice(ways)
    if way == "retype":
        others = [None, True, 7, "¿", [[]], {"¿": {}}]
        holder[last] = chance.choice([other for other in others if type(other) is not type(value)])
    elif way == "remove":
        del value[chance.choice([name for name in rule["required"] if name in value])]
    elif way == "add":
        value["¿"] = 1
    else:
        holder[last] = "\x01¿" if isinstance(value, str) else 7.5
    return copy if path else holder[""]


def generate(schemas, number, count):
    checks = validators(schemas)
    chance = random.Random(number)
    for name in sorted(set(schemas) - PARTS):
        schema = older(flatten(schemas[name], schemas, name))

        @seed(number)
        @settings(max_examples=count, database=None, deadline=None, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))
        @given(from_schema(schema, custom_formats=FORMATS))
        def lines(instance):
            instance = consistent(instance)
            if not checks[name].is_valid(instance):
                return
            print(name, "accept", json.dumps(instance), sep="\t")
            for _ in range(3):
                other = broken(schema, instance, chance)
                if not checks[name].is_valid(other):
                    print(name, "refuse", json.dumps(other), sep="\t")

        lines()
    return 0


def main(arguments):
    match arguments:
        case ["validate", folder]:
            return validate(load(folder))
        case ["conforms", file]:
            return conforms(json.loads(pathlib.Path(file).read_text(encoding="utf-8")))
        case ["generate", folder, number, count]:
            return generate(load(folder), int(number), int(count))
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
