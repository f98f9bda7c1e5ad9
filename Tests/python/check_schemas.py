"""Checks the example of every kind of event and every golden file, and some that must be refused, against docs/schemas; docs/asyncapi.json against AsyncAPI's
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


def entry_of(kind, data):
    return {"by": "coordinator/C-07/desk", "on": "2024-11-30",
            "events": [{"type": kind, "id": "review-3/opened/2024-11-29", "data": data}]}


case_files = json.loads((root / "docs/schemas/case-files.schema.json").read_text())
kinds = {kind: schema["examples"] for kind, schema in case_files["$defs"].items() if "examples" in schema}
if not kinds:
    faults.append("no kind has an example")
for kind, examples in kinds.items():
    for data in examples:
        accept("case-files", kind, entry_of(kind, data))
        for field in data:
            wrong = entry_of(kind, copy.deepcopy(data))
            wrong["events"][0]["data"][field] = {"neither": "text nor number"}
            refuse("case-files", f"{kind} with a wrong {field}", wrong)
for speaker in ["scheduler", "coordinator/C-07/desk/entra", "poet/C-07/pigeon", "night-watch"]:
    accept("case-files", speaker, {**entry_of("day-began", {}), "by": speaker})
for speaker in ["", "Scheduler", "coordinator/C-07", "coordinator//desk", "coordinator/C-07/desk/"]:
    refuse("case-files", f"by {speaker}", {**entry_of("day-began", {}), "by": speaker})

for path in sorted((golden / "for-others").glob("*.json")):
    topic = "dead-letters" if path.name.startswith("dead-letter") else "notifications"
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
