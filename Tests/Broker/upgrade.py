#!/usr/bin/env python3
"""A rolling upgrade and the way back: this version and the next one side by side, then only the next, then this again.

    scripts/test-kafka upgrade [--plans N] [--keep]

The next version is this one with the declarations of next-version/kinds.yaml beside its own: one more kind of event
(`views-awaited`), one more field of one that there is (`owed_by`), one more word in ids (`no-views-by`) of which messages
tell; next-version.patch says what it does with them, and gives it one more rule (`POL-2`) under which the scheduler says
`no-meeting-by` of days that this version never names. It is built beside this one, in build/next-version. Each service has two instances; they are
ended and started again one by one while a rehearsal goes on, and now and then one is killed, so that each version takes
over from the other. Nothing may be lost, nothing said or sent twice: verify.py, which knows only this version's docs/,
`annual-review check` of both versions, and this version's own counts must all agree.
"""

import argparse
import filecmp
import json
import os
import pathlib
import re
import shutil
import subprocess
import time

import verify
from cluster import PROGRAMS, ROOT, SERVICES, Site, Trouble, cannot_test, load, run_test, wait_for

NAME = "test-kafka upgrade"

PARTITIONS = 6
PATIENCE = 120.0
NEXT = ROOT / "build/next-version"
PATCH = ROOT / "Tests/Broker/next-version.patch"
# What it declares more; the generator makes Swift of both.
DECLARED = ROOT / "Tests/Broker/next-version/kinds.yaml"
KINDS = "Sources/Contracts/Kinds/Kinds.swift"
NEW_RULE, NEW_KIND, NEW_WORD, NEW_FIELD = "POL-2", "views-awaited", "no-views-by", "owed_by"
# Of a build elsewhere: its folder of programs.
GIVEN = os.environ.get("NEXT_PROGRAMS")


def build_next():
    """The programs of the next version: this one's sources with the patch, built where they were built before."""
    if GIVEN:
        return pathlib.Path(GIVEN)
    sources = NEXT / "new"
    shutil.rmtree(sources, ignore_errors=True)
    sources.mkdir(parents=True)
    for name in ("Package.swift", "Sources", "Tests"):
        (shutil.copy if name.endswith(".swift") else shutil.copytree)(ROOT / name, sources / name)
    applied = subprocess.run(
        ["git", "apply", "-C1", "--unsafe-paths", f"--directory={sources}", str(PATCH)], cwd="/", capture_output=True,
        text=True)
    if applied.returncode:
        raise Trouble(f"{PATCH.name} does not apply any more; make its changes again on these sources and keep them with "
                      f"`git diff -U2`:\n{applied.stderr}")
    # Only what changed is written, so that the build before is of use.
    kept = NEXT / "sources"
    for old in [path for path in kept.rglob("*") if path.is_file()]:
        if not (sources / old.relative_to(kept)).exists():
            old.unlink()
    for new in [path for path in sources.rglob("*") if path.is_file()]:
        old = kept / new.relative_to(sources)
        # The generator writes that one.
        is_made = old == kept / KINDS and old.exists()
        if not is_made and not (old.exists() and filecmp.cmp(old, new, shallow=False)):
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(new, old)
    shutil.rmtree(sources)
    command = [os.environ.get("SWIFT", "swift"), "build", "--package-path", str(NEXT / "sources"),
               "--scratch-path", str(NEXT / "build")]

    def run(*arguments):
        done = subprocess.run(arguments, cwd=kept, capture_output=True, text=True)
        if done.returncode:
            raise Trouble(f"the next version was not built:\n{done.stdout[-3000:]}{done.stderr[-600:]}")
    run(*command, "--product", "generate")
    run(str(NEXT / "build/debug/generate"), "--also", str(DECLARED))
    for program in PROGRAMS:
        run(*command, "--product", program)
    return (NEXT / "build/debug").resolve()


class Upgrade:
    def __init__(self, site, next_programs, plans):
        self.site, self.plans = site, plans
        self.this, self.next = site.programs, next_programs
        self.names = {self.this: "this", self.next: "next"}
        self.faults, self.counts = [], {}
        self.rehearsal = None

    # What runs.

    def count(self, service):
        """Keeps what an instance of this version has counted, before it ends."""
        answer = service.get("/metrics")
        if answer is None or service.programs != self.this:
            return
        for outcome in ("unknown_kind", "unreadable"):
            found = re.search(rf'outcome="{outcome}"}} (\d+)', answer[1])
            self.counts[outcome] = self.counts.get(outcome, 0) + int(found[1])

    def roll(self, service, programs):
        """Ends it in good order and starts it as that version; the other instance speaks for all meanwhile."""
        self.count(service)
        service.stop()
        service.programs = programs
        service.start()
        wait_for(self.whats_missing, PATIENCE, self.is_whole)

    def is_whole(self):
        for service in self.site.services:
            if service.process.poll() is not None:
                raise Trouble(f"{service.label} ended by itself: {service.reason()}")
        return all(
            service.is_ready() and service.metric("ehcp_partitions_spoken_for") == PARTITIONS // 2
            for service in self.site.services)

    def whats_missing(self):
        return "; ".join(f"{s.label}: {s.get('/readyz')}, speaks for {s.metric('ehcp_partitions_spoken_for')}"
                         for s in self.site.services)

    def find(self, name, number):
        return next(s for s in self.site.services if (s.name, s.number) == (name, number))

    def kill(self, service, days):
        """Dies without a word; the other, of the other version, takes over with whatever was in its hand, for some days."""
        other = self.find(service.name, 3 - service.number)
        self.count(service)
        service.kill()
        wait_for(lambda: f"{other.label} to speak for all", 60,
                 lambda: other.metric("ehcp_partitions_spoken_for") == PARTITIONS)
        self.pass_days(days)
        service.start()
        wait_for(self.whats_missing, PATIENCE, self.is_whole)

    # Days.

    def rehearse(self, days):
        self.rehearsal = subprocess.Popen(
            [str(self.this / "annual-review"), "rehearse", "--days", str(days), "--patience", str(int(PATIENCE))],
            cwd=ROOT, env=self.site.environment, stdin=subprocess.DEVNULL,
            stdout=open(self.site.folder / "rehearse.log", "a"), stderr=subprocess.STDOUT)

    def today(self):
        return max((s.metric("ehcp_log_today_timestamp_seconds") or 0 for s in self.site.services), default=0)

    def pass_days(self, days):
        until = self.today() + days * 86_400
        wait_for("days to pass", PATIENCE, lambda: self.today() >= until or self.rehearsal.poll() is not None)

    def rest(self):
        wait_for("the rehearsal to end", 600, lambda: self.rehearsal.poll() is not None, every=0.2)
        if self.rehearsal.returncode:
            raise Trouble("the rehearsal failed:\n" + (self.site.folder / "rehearse.log").read_text()[-1500:])

    def phase(self, words, days, during):
        began = time.monotonic()
        self.rehearse(days)
        during()
        self.rest()
        running = sorted(f"{s.label} {self.names[s.programs]}" for s in self.site.services)
        assert len(running) == 2 * len(SERVICES)
        print(f"  {words}: {days} days, {time.monotonic() - began:.0f} s", flush=True)

    def roll_all(self, numbers, programs):
        for number in numbers:
            for name in SERVICES:
                self.roll(self.find(name, number), programs)
                self.pass_days(1)

    def side_by_side(self):
        self.roll_all([2], self.next)
        # Each version takes over from the other, in the two services whose words differ.
        for number in (1, 2):
            for name in ("scheduler", "notifier"):
                self.kill(self.find(name, number), days=8)

    def run(self):
        for name in SERVICES:
            for number in (1, 2):
                self.site.add(name, number)
        for service in self.site.services:
            service.start()
        self.site.begin(PARTITIONS, self.plans, 1)
        wait_for(self.whats_missing, PATIENCE, self.is_whole)
        self.phase("this version", 40, lambda: None)
        self.phase("this and the next side by side", 170, self.side_by_side)
        self.phase("the next alone", 60, lambda: self.roll_all([1], self.next))
        self.phase("back to this", 80, lambda: self.roll_all([2, 1], self.this))
        for service in self.site.services:
            self.count(service)

    # What is there now.

    def expect(self, is_so, words):
        if not is_so:
            self.faults.append(words)

    def instances(self, version):
        """The names that instances of a version gave themselves, at each start, by their logs."""
        names = set()
        for service in self.site.services:
            for line in service.log_file.read_text(errors="replace").splitlines():
                if f'"version":"{version}"' in line:
                    names.add(json.loads(line)["instance"])
        return names

    def finish(self):
        report, figures = self.site.folder / "verify.json", []
        for number in (1, 2):
            figures.append(self.site.folder / f"figures-{number}.json")
            figures[-1].write_text(self.site.run(
                "analytics", "figures", "--database", self.site.folder / f"analytics-{number}.db", "--json"))
        status, text = self.site.verify(
            "--outbox", self.site.outbox, "--figures", figures[0], "--newer", "--json", report)
        print(text, flush=True)
        self.expect(status == 0, "verify.py: see above")
        self.expect(load(figures[0])["figures"] == load(figures[1])["figures"], "the read models count differently")
        for folder in (self.this, self.next):
            checked = subprocess.run(
                [str(folder / "annual-review"), "check", "--json", "--folder", str(self.site.outbox)], cwd=ROOT,
                env=self.site.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
            self.expect(checked.returncode == 0, f"check of {self.names[folder]} version:\n{checked.stdout[-1500:]}")
            if folder == self.next:
                self.expect(NEW_WORD in checked.stdout, f"the next version's check has not seen {NEW_WORD}")
        # Whether anything was tried at all: who told of what rests on the new rule, by the claim that was carried out.
        log = verify.Log()
        log.is_newer_allowed = True
        records, lows = verify.read({"bootstrap.servers": self.site.kafka.servers, "client.id": "upgrade"}, "case-files")
        with_field = sum(f'"{NEW_FIELD}":'.encode() in message.value() for part in records.values() for message in part)
        log.read(records, lows)
        by_this = self.instances(self.version(self.this))
        told = {"this": 0, "next": 0}
        rested = 0
        for case in log.cases.values():
            rested += sum(rule == NEW_RULE for rule in case.rules.values())
            for text, message in case.messages.items():
                cause = text.replace("tell-not-recorded/", "").rsplit("/", 1)[0]
                if "tell-not-recorded/" in text and case.rules.get(cause) == NEW_RULE and message.sent:
                    told["this" if message.claimed_by[message.sent_by] in by_this else "next"] += 1
        numbers = load(report)
        left_out = {name: n for name, n in numbers["counts"].items() if "of a later version" in name}
        print(f"Conclusions under {NEW_RULE}, which this version does not know: {rested}; told of by this version "
              f"{told['this']}, by the next {told['next']}. Entries with the field {NEW_FIELD}: {with_field:,}.")
        print(f"Counted by services of this version: {self.counts['unknown_kind']:,} events of unknown kinds, "
              f"{self.counts['unreadable']} unreadable.")
        self.expect(rested > 0, f"nothing was concluded under {NEW_RULE}")
        self.expect(told["this"] > 0, f"this version told of nothing that rests on {NEW_RULE}")
        self.expect(with_field > 0, f"nothing was written with the field {NEW_FIELD}")
        self.expect(any(NEW_KIND in name for name in left_out), f"no {NEW_KIND} was written")
        self.expect(len(log.newer_receipts) > 0, f"no message about {NEW_WORD} left")
        self.expect(self.counts["unknown_kind"] > 0, "this version counted no event of an unknown kind")
        self.expect(self.counts["unreadable"] == 0, "this version could not read records of the next")
        return numbers, left_out

    def version(self, folder):
        return self.site.run("annual-review", "--version").split()[-1] if folder == self.this else None


def main():
    parser = argparse.ArgumentParser(description="A rolling upgrade and the way back.")
    parser.add_argument("--plans", type=int, default=150)
    parser.add_argument("--keep", action="store_true", help="leave the folder with all logs")
    arguments = parser.parse_args()
    if (status := cannot_test(NAME)) is not None:
        return status
    began = time.monotonic()
    try:
        next_programs = build_next()
    except Trouble as trouble:
        print(f"{NAME}: {trouble}")
        return 1
    built = time.monotonic()
    faults, numbers, left_out = [], {"counts": {}, "checked": 0}, {}
    with Site(1, keep=arguments.keep, heap="256m") as site:
        upgrade = Upgrade(site, next_programs, arguments.plans)
        try:
            upgrade.run()
            numbers, left_out = upgrade.finish()
            faults = upgrade.faults
        except Trouble as trouble:
            faults = upgrade.faults + [str(trouble)]
            site.say_logs()
        finally:
            if upgrade.rehearsal and upgrade.rehearsal.poll() is None:
                upgrade.rehearsal.kill()
    for fault in faults:
        print(f"VIOLATION: {fault}")
    counts = numbers["counts"]
    print(
        f"{NAME}: {counts.get('records of case-files', 0):,} records, {counts.get('messages sent', 0):,} "
        f"messages, {sum(left_out.values()):,} events and records of the next version left out, "
        f"{numbers['checked']:,} checks, {len(faults)} violations, {time.monotonic() - built:.0f} s after "
        f"{built - began:.0f} s of building")
    return 1 if faults else 0


if __name__ == "__main__":
    run_test(NAME, main)
