"""Counts five metrics, whole and by need, and the DfE's partition from the facts that figures-bench wrote, by pandas or by DuckDB:
peers.py pandas|duckdb FOLDER. Checks them against counts.json, and prints the seconds of one round of counting: the rows are at
hand before the clock runs, as they are for the engine."""

import json
import sys
import time

DECISION, REPORT, FINAL = 28, 14, 84
SPAN = {}


def read(folder):
    counts = json.load(open(f"{folder}/counts.json", encoding="utf-8"))
    SPAN.update(start=counts["from"], end=counts["as_at"])
    return counts


def months(day, number):
    import datetime
    date = datetime.date(1970, 1, 1) + datetime.timedelta(days=day)
    place = date.year * 12 + date.month - 1 + number
    year, month = place // 12, place % 12 + 1
    for last in range(date.day, 27, -1):
        try:
            date = datetime.date(year, month, last)
            break
        except ValueError:
            continue
    else:
        date = datetime.date(year, month, date.day)
    return (date - datetime.date(1970, 1, 1)).days


def pandas_side(folder):
    import pandas
    reviews = pandas.read_csv(f"{folder}/reviews.csv", dtype="Int64")
    plans = pandas.read_csv(f"{folder}/plans.csv", dtype="Int64")
    start, end = SPAN["start"], SPAN["end"]
    # What happens after the last day has not happened.
    for name in ("held", "told", "notice", "report_sent", "final_sent"):
        reviews[name] = reviews[name].astype("float64").where(reviews[name].astype("float64") <= end)
    for name in ("made", "ended", "reviewed", "latest_held"):
        plans[name] = plans[name].astype("float64").where(plans[name].astype("float64") <= end)
    plans["starts"] = plans["starts"].astype("float64")
    year_before = months(end, -12)
    year_after = months(start, 12)

    def share(rows, of, those):
        counted = rows[of]
        hit = those[of]
        return int(of.sum()), int(hit.sum()), len(hit.groupby(counted["need"]).agg(["size", "sum"]))

    def run():
        r, p = reviews, plans
        held = r.held.between(start, end)
        strict_of = held & (r.held + DECISION <= end)
        by = r.held + DECISION
        strict = (r.told <= by) & ((r.outcome != 1) | (r.notice <= by)).fillna(False)
        dfe_of = r.told.between(start, end) & r.held.notna()
        report_of = held & (r.held + REPORT <= end)
        final_of = held & (r.held + FINAL <= end) & (r.outcome == 1).fillna(False) & r.told.notna()
        # A year later by the calendar; nobody here is born on a 29 February that matters.
        old = (p.made + 365 <= end) | (p.starts.isna() & p.reviewed.notna())
        year_of = p.ended.isna() & old
        expected = year_of
        h = p.latest_held
        part = [int((expected & (h >= year_after)).sum()), int((expected & (h >= start) & (h < year_after)).sum()),
                int((expected & (h < start)).sum()), int((expected & h.isna()).sum())]
        return {
            "told-in-four-weeks-strict": share(r, strict_of, strict),
            "told-in-four-weeks-dfe": share(r, dfe_of, r.told <= by),
            "report-in-two-weeks": share(r, report_of, r.report_sent <= r.held + REPORT),
            "final-in-twelve-weeks": share(r, final_of, r.final_sent <= r.held + FINAL),
            "reviewed-in-twelve-months": share(p, year_of, p.reviewed > year_before),
        }, part
    return run


def duckdb_side(folder):
    import duckdb
    base = duckdb.connect()
    base.execute("SET threads = 1")
    start, end = SPAN["start"], SPAN["end"]
    year_before, year_after = months(end, -12), months(start, 12)

    def happened(names):
        return ", ".join(f"CASE WHEN {name} <= {end} THEN {name} END AS {name}" for name in names)
    base.execute(f"CREATE TABLE r AS SELECT need, outcome, {happened(('held', 'told', 'notice', 'report_sent', 'final_sent'))} "
                 f"FROM read_csv('{folder}/reviews.csv', all_varchar=false)")
    base.execute(f"CREATE TABLE p AS SELECT need, starts, {happened(('made', 'ended', 'reviewed', 'latest_held'))} "
                 f"FROM read_csv('{folder}/plans.csv', all_varchar=false, types={{'ended': 'INTEGER'}})")
    year_of = f"ended IS NULL AND (made + 365 <= {end} OR (starts IS NULL AND reviewed IS NOT NULL))"
    questions = {
        "told-in-four-weeks-strict": (
            "r", f"held BETWEEN {start} AND {end} AND held + {DECISION} <= {end}",
            f"told <= held + {DECISION} AND (outcome IS DISTINCT FROM 1 OR notice <= held + {DECISION})"),
        "told-in-four-weeks-dfe": (
            "r", f"told BETWEEN {start} AND {end} AND held IS NOT NULL", f"told <= held + {DECISION}"),
        "report-in-two-weeks": (
            "r", f"held BETWEEN {start} AND {end} AND held + {REPORT} <= {end}", f"report_sent <= held + {REPORT}"),
        "final-in-twelve-weeks": (
            "r", f"held BETWEEN {start} AND {end} AND held + {FINAL} <= {end} AND outcome = 1 AND told IS NOT NULL",
            f"final_sent <= held + {FINAL}"),
        "reviewed-in-twelve-months": ("p", year_of, f"reviewed > {year_before}"),
    }

    def run():
        found = {}
        for name, (table, of, those) in questions.items():
            rows = base.execute(f"SELECT need, count(*), count(*) FILTER (WHERE {those}) FROM {table} WHERE {of} "
                                "GROUP BY need").fetchall()
            found[name] = sum(row[1] for row in rows), sum(row[2] for row in rows), len(rows)
        h = "latest_held"
        part = base.execute(
            f"SELECT count(*) FILTER (WHERE {h} >= {year_after}), count(*) FILTER (WHERE {h} >= {start} AND {h} < {year_after}),"
            f" count(*) FILTER (WHERE {h} < {start}), count(*) FILTER (WHERE {h} IS NULL) FROM p WHERE {year_of}").fetchone()
        return found, list(part)
    return run


def main():
    side, folder = sys.argv[1:3]
    counts = read(folder)
    run = {"pandas": pandas_side, "duckdb": duckdb_side}[side](folder)
    found, part = run()
    for name, (of, those, groups) in found.items():
        theirs = counts[name]
        if (of, those, groups) != (theirs["of"], theirs["those"], theirs["groups"]):
            sys.exit(f"{side} counts {(of, those, groups)} of {name}, and the engine {theirs}")
    if part != counts["dfe-meetings"]["parts"]:
        sys.exit(f"{side} has the partition {part}, and the engine {counts['dfe-meetings']['parts']}")
    best = min(timed(run) for _ in range(7))
    print("seconds", best)


def timed(run):
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
