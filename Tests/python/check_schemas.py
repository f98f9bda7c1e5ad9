"""Checks every golden file, and some that must be refused, against docs/schemas; docs/asyncapi.json against AsyncAPI's
own schema, when that lies beside the repository."""

import copy
import functools
import json
import pathlib
import sys

from jsonschema import Draft7Validator, Draft202012Validator, FormatChecker

root = pathlib.Path(__file__).resolve().parents[2]
golden = root / "Tests/ContractsTests/Golden"
faults = []


@functools.cache
def validator(topic):
    schema = json.loads((root / f"docs/schemas/{topic}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def accept(topic, name, value):
    for error in validator(topic).iter_errors(value):
        faults.append(f"{name}: {error.json_path}: {error.message}")


def refuse(topic, name, value):
    if validator(topic).is_valid(value):
        faults.append(f"{name}: accepted, although it must be refused")


entries = sorted(golden.glob("*.json"))
if not entries:
    faults.append("no golden files")
for path in entries:
    entry = json.loads(path.read_text())
    accept("case-files", path.name, entry)
    for field in entry["events"][0]["data"]:
        wrong = copy.deepcopy(entry)
        wrong["events"][0]["data"][field] = {"neither": "text nor number"}
        refuse("case-files", f"{path.name} with a wrong {field}", wrong)

for path in sorted((golden / "for-others").glob("*.json")):
    topic = "dead-letters" if path.name == "dead-letter.json" else "notifications"
    accept(topic, path.name, json.loads(path.read_text()))
accept("people", "a person", {"name": "Ö. Öberg", "address": ["1 High Street"]})
refuse("people", "nobody", {"address": []})

beside = (folder / "shared/schemas/asyncapi-3.0.0.json" for folder in root.parents)
asyncapi = next((path for path in beside if path.exists()), None)
if asyncapi:
    document = json.loads((root / "docs/asyncapi.json").read_text())
    for error in Draft7Validator(json.loads(asyncapi.read_text())).iter_errors(document):
        faults.append(f"asyncapi.json: {error.json_path}: {error.message[:300]}")
else:
    print("AsyncAPI's schema is not here: docs/asyncapi.json was not checked against it")

print("\n".join(faults))
sys.exit(bool(faults))
