#!/usr/bin/env python3
"""Reads a plan (docs/schemas/plan.schema.json) with nothing but Python, and says what stands in it.

    annual-review plan B-10432 --json > plan.json
    python3 docs/examples/read_plan.py plan.json
"""
import json
import sys

# What the items of a section are; a section that is not named here is one text.
ITEMS = {"B": "need", "C": "need", "D": "need", "E": "outcome", "F": "provision", "G": "provision", "H1": "provision",
         "H2": "provision", "K": "advice"}
# Weeks in each unit of time; a school year has 38 weeks of lessons, in three terms of two halves.
WEEKS = {"day": 0.2, "week": 1, "fortnight": 2, "month": 52 / 12, "half-term": 38 / 6, "term": 38 / 3, "year": 38}


def read(path):
    """The plan, and each of its items by id, with its section beside it."""
    with open(path, encoding="utf-8") as file:
        plan = json.load(file)
    if plan["form"] != "plan-1":
        raise SystemExit(f"{path}: the form {plan['form']} is not read here")
    items = {}
    for section in plan["sections"]:
        for item in section.get("items", []):
            items[item["id"]] = dict(item, section=section["section"])
    return plan, items


def minutes_a_week(amount):
    """How many minutes a week that is, on average."""
    return amount["minutes"] * amount["times"] / WEEKS[amount["per"]]


def main(path):
    plan, items = read(path)
    print(f"plan made on {plan['made']}: {plan['why']}")
    for section in plan["sections"]:
        name = section["section"]
        kind = ITEMS.get(name)
        print(f"section {name}: {len(section.get('items', []))} {kind}(s)" if kind else f"section {name}: one text")
    provisions = [item for item in items.values() if ITEMS[item["section"]] == "provision"]
    quantified = [item for item in provisions if "amount" in item]
    total = sum(minutes_a_week(item["amount"]) for item in quantified)
    print(f"{len(quantified)} of {len(provisions)} provisions say how much: {total:.0f} minutes a week")
    for item in items.values():
        if ITEMS[item["section"]] == "outcome":
            given = [other["id"] for other in provisions if item["id"] in other.get("outcomes", [])]
            print(f"outcome {item['id']}: provided for by {', '.join(given) or 'nothing'}")


if __name__ == "__main__":
    main(sys.argv[1])
