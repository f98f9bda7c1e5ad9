#!/usr/bin/env python3
"""Real processes on Apache Kafka, hurt from a seed: two instances of each service, three brokers, a rehearsal under load.

    scripts/test-kafka [--faults N] [--seed S] [--plans N] [--keep]

Faults come in rotation, in an order drawn from the seed: SIGKILL of a service; SIGSTOP of one until another speaks for
all it spoke for, then SIGCONT (a true second owner); SIGKILL of a broker and its restart; a broker paused; all of Kafka
restarted; a wrong hand, which writes what it may not say; contacts to whom nothing may be sent from now on, and some of
them again. After each, everything must become ready by itself and the rehearsal go on. Then verify.py and `annual-review
check` read everything, and spoil.py breaks the log to see that the verifier can be red. The last line says it all, and
the command that runs it again.
"""

import argparse
import base64
import json
import os
import pathlib
import random
import signal
import subprocess
import time

from confluent_kafka import Producer

import verify
from cluster import SERVICES, Site, Trouble, cannot_test, load, run_test, wait_for

NAME = "test-kafka"

FIRST_DAY = "2024-09-01"
PARTITIONS = 6
# Days in one rehearsal; another follows while faults are left.
CHUNK = 120
# A service that ends by itself is started again, but not for ever.
MOST_ENDS = 20
# The longest that everything may take to be ready again after a fault.
PATIENCE = 180.0
KINDS = ("service killed", "service asleep", "broker killed", "broker paused", "Kafka restarted", "wrong hand",
         "contacts closed")
# What a service may say when it ends by itself under these faults: its client of Kafka could not go on, and whoever
# supervises it starts it again. Anything else, above all a log that has lost something, is a violation.
HARMLESS_ENDS = ("close this client and open a new one",)


class Run:
    def __init__(self, site, arguments):
        self.site, self.random, self.arguments = site, random.Random(arguments.seed), arguments
        self.rehearsal, self.chunks, self.days = None, 0, 0
        self.table, self.ended_by_themselves, self.violations = [], [], []
        self.written, self.closed, self.forged = {}, [], 0

    def start(self):
        for name in SERVICES:
            for number in (1, 2):
                # Often enough that proofs of the record stand in the log when it is verified.
                self.site.add(name, number, ["--scrub-every", "20"])
        for service in self.site.services:
            service.start()
        self.site.begin(PARTITIONS, self.arguments.plans, self.arguments.seed)
        wait_for(self.whats_missing, PATIENCE, self.is_whole)

    # The services, and who watches over them.

    def watch(self):
        """Starts what ended by itself again, as a supervisor would, and keeps why it ended."""
        for service in self.site.services:
            if service.process is not None and service.process.poll() is not None:
                reason = service.reason()
                self.ended_by_themselves.append((service.label, service.process.returncode, reason))
                if not any(words in reason for words in HARMLESS_ENDS):
                    self.violations.append(f"{service.label} ended by itself: {reason}")
                if len(self.ended_by_themselves) > MOST_ENDS:
                    raise Trouble(f"services end by themselves again and again: {reason}")
                service.start()

    def is_whole(self):
        """Whether every instance is ready, and the two of each service speak for half of the partitions each."""
        self.watch()
        if not all(service.is_ready() for service in self.site.services):
            return False
        return all(service.metric("ehcp_partitions_spoken_for") == PARTITIONS // 2 for service in self.site.services)

    def whats_missing(self):
        return "; ".join(
            f"{service.label} says {(service.get('/readyz') or (0, 'nothing'))[1].strip()[:300]}, speaks for "
            f"{service.metric('ehcp_partitions_spoken_for')}" for service in self.site.services)

    # The rehearsal.

    def rehearse(self):
        self.chunks += 1
        self.rehearsal = subprocess.Popen(
            [str(self.site.programs / "annual-review"), "rehearse", "--days", str(CHUNK), "--seed",
             str(self.arguments.seed), "--patience", "240"],
            cwd=pathlib.Path(__file__).resolve().parents[2], env=self.site.environment, stdin=subprocess.DEVNULL,
            stdout=open(self.site.folder / "rehearse.log", "a"), stderr=subprocess.STDOUT)

    def goes_on(self):
        """Whether a rehearsal is under way; one that failed ends the test."""
        if self.rehearsal is None:
            return False
        status = self.rehearsal.poll()
        if status is None:
            return True
        if status:
            raise Trouble("the rehearsal failed:\n" + (self.site.folder / "rehearse.log").read_text()[-1500:])
        self.days += CHUNK
        self.rehearsal = None
        return False

    def today(self):
        return max((s.metric("ehcp_log_today_timestamp_seconds") or 0 for s in self.site.services), default=0)

    def work(self):
        """Lets the rehearsal come under way again, so that a fault meets work in hand."""
        self.watch()
        if not self.goes_on():
            self.rehearse()
        before = self.today()
        wait_for(lambda: f"a day to begin; {self.whats_missing()}", PATIENCE,
                 lambda: self.today() > before or not self.goes_on())
        if not self.goes_on():
            self.rehearse()
            wait_for("a day to begin", PATIENCE, lambda: self.today() > before)
        # Not always at the same point of a day.
        time.sleep(self.random.uniform(0, 0.4))

    # What the receiving end got is never written again.

    def look_at_outbox(self):
        with os.scandir(self.site.outbox) as files:
            for file in files:
                if file.name.endswith(".eml") and not file.name.startswith("."):
                    known = file.stat()
                    mark = (known.st_ino, known.st_mtime_ns)
                    if self.written.setdefault(file.name, mark) != mark:
                        self.violations.append(f"{file.name} was written again")

    # The faults.

    def hurt(self, number, kind):
        self.work()
        self.look_at_outbox()
        began = time.monotonic()
        what, seconds = getattr(self, kind.replace(" ", "_").lower())()
        mended = time.monotonic()
        wait_for(self.whats_missing, PATIENCE, self.is_whole)
        ready = time.monotonic()
        self.table.append((number, kind, what, mended - began, ready - mended))
        print(f"{number:>5}  {kind:<16}  {what:<44}  {mended - began:>7.1f}  {ready - mended:>7.1f}", flush=True)

    def service_killed(self):
        service = self.random.choice(self.site.services)
        service.kill()
        pause = self.random.choice((0, 0, 1, 7))
        time.sleep(pause)
        service.start()
        return f"{service.label}, away for {pause} s", pause

    def service_asleep(self):
        service = self.random.choice([s for s in self.site.services if s.name != "analytics"] + self.site.services)
        other = next(s for s in self.site.services if s.name == service.name and s is not service)
        service.signal(signal.SIGSTOP)
        began = time.monotonic()
        try:
            wait_for(lambda: f"{other.label} to speak for all; it speaks for "
                             f"{other.metric('ehcp_partitions_spoken_for')}", 60,
                     lambda: other.metric("ehcp_partitions_spoken_for") == PARTITIONS)
            taken = time.monotonic() - began
            # Work goes on while it sleeps, with what it had in its hand.
            time.sleep(self.random.uniform(0, 2))
        finally:
            service.signal(signal.SIGCONT)
        return f"{service.label}, taken over after {taken:.1f} s", taken

    def broker_killed(self):
        broker = self.random.randrange(3)
        self.site.kafka.kill(broker)
        pause = self.random.choice((0, 2, 5, 12))
        time.sleep(pause)
        self.site.kafka.restart(broker)
        return f"broker {broker}, away for {pause} s", pause

    def broker_paused(self):
        broker = self.random.randrange(3)
        self.site.kafka.run("pause", broker)
        pause = self.random.choice((2, 5, 12))
        time.sleep(pause)
        self.site.kafka.run("resume", broker)
        return f"broker {broker}, for {pause} s", pause

    def kafka_restarted(self):
        self.site.kafka.restart_all()
        return "all three brokers", 0

    def read_log(self):
        """The cases as the verifier folds them."""
        log = verify.Log()
        log.read(*verify.read({"bootstrap.servers": self.site.kafka.servers, "client.id": "run"}, "case-files"))
        return log

    def wrong_hand(self):
        """Somebody with the right to write says what is not theirs to say: none of it counts, and nothing follows."""
        log = self.read_log()
        producer = Producer({"bootstrap.servers": self.site.kafka.servers, "acks": "all", "enable.idempotence": True})
        case = self.random.choice([case for case in log.cases.values() if case.plan])
        partition = verify.murmur2(case.name.encode()) % PARTITIONS
        review = max(case.reviews, 1)

        def key():
            return base64.urlsafe_b64encode(self.random.randbytes(16)).decode().rstrip("=")

        def put(by, kind, name, data, at=None, more=None):
            entry = {"by": by, "on": log.today, "events": [{"type": kind, "id": name, "data": data} | (more or {})]}
            if "/" in name:
                entry["seen"] = 1
            producer.produce("case-files", json.dumps(entry).encode(), (at or case.name).encode(), partition=partition)
        plan = case.last("plan-recorded")["id"]
        family = "family/contact-1/portal"
        fact = key()[:10] + "A"
        put("coordinator/C-07/desk", "day-began", "day/9999-01-01", {}, at="log")
        put("coordinator/C-07/desk", "sending-paused", key(), {}, at="log")
        put(family, "plan-ended", key(), {"reason": "other"})
        put(family, "withdrawn", key(), {"report": plan})
        put("setting/900001/portal", "contact-recorded", key(), {
            "contact": 1, "relation": "parent", **{
                fact: {"is": fact == "location_protected", "by": "S-1", "on": log.today}
                for fact in ("holds_rights", "may_be_written_to", "location_protected")},
            "may_see": {"is": "nothing", "by": "S-1", "on": log.today}})
        put("auditor/A-1/desk", "meeting-held", key(), {"review": review})
        put("notifier", "not-recorded", f"review-{review}/no-decision-by/{log.today}", {"rule": "DEC-1"})
        put("scheduler", "decision-made", f"review-{review}/decision-made/{fact}", {"outcome": "cease"})
        waiting = [text for text, message in case.messages.items() if not message.sent]
        for text in waiting[:3]:
            put("analytics", "notification-claimed", f"{text}/claim/1", {"instance": "forged"})
        self.forged += 8 + len(waiting[:3])
        # This one they may say, but nothing else by it: the plan stands.
        put(family, "views-received", key(), {"review": review, "from": "parent"}, more={"replaces": plan})
        if producer.flush(60):
            raise Trouble("what a wrong hand writes was not acknowledged")
        return f"on {case.name}, {self.forged} words so far", 0

    def contacts_closed(self):
        """The safeguarding lead closes contacts, first of all those to whom something is under way."""
        cases = list(self.read_log().cases.values())
        self.random.shuffle(cases)
        cases.sort(key=lambda case: all(message.sent for message in case.messages.values()))

        def decide(case, contact, word):
            self.site.run("annual-review", "record", "contact", case, "--contact", contact, "--may-be-written-to", word,
                          "--by", "safeguarding-lead/SG-1")
        again = self.random.sample(self.closed, len(self.closed) // 2)
        for case, contact in again:
            decide(case, contact, "yes")
        self.closed = [known for known in self.closed if known not in again]
        closed = 0
        for case in cases[:4]:
            told = [contact for contact in case.to_be_told() if (case.name, contact) not in self.closed]
            for contact in self.random.sample(told, min(len(told), self.random.choice((1, 1, 2)))):
                decide(case.name, contact, "no")
                self.closed.append((case.name, contact))
                closed += 1
        return f"{closed} closed, {len(again)} opened again", 0

    # The end.

    def finish(self):
        """Lets the last rehearsal end, and holds everything against everything."""
        wait_for("the rehearsal to end", 900, lambda: self.watch() or not self.goes_on(), every=0.2)
        self.look_at_outbox()
        outputs = []
        for number in (1, 2):
            figures = self.site.folder / f"figures-{number}.json"
            database = self.site.folder / f"analytics-{number}.db"
            figures.write_text(self.site.run("analytics", "figures", "--database", database, "--json"))
            outputs.append(figures)
        report = self.site.folder / "verify.json"
        status, text = self.site.verify(
            "--outbox", self.site.outbox, "--figures", outputs[0], "--json", report)
        print(text, flush=True)
        if status:
            self.violations.append("verify.py: see above")
        numbers = load(report) if report.exists() else {"counts": {}, "checked": 0, "violations": 1}
        # Both read models were hurt; what differs between them is a fault of one.
        one, two = (load(path)["figures"] for path in outputs)
        if one != two:
            self.violations.append("the two instances of analytics count differently")
        try:
            print(self.site.run(
                "annual-review", "check", "--figures", outputs[1], "--folder", self.site.outbox), flush=True)
        except Trouble as trouble:
            self.violations.append(str(trouble))
        self.violations += [f"{numbers['violations']} violations found by verify.py"] if numbers["violations"] else []
        unheard = sum(n for name, n in numbers["counts"].items() if name.endswith("who may not say it"))
        if unheard != self.forged:
            self.violations.append(f"{self.forged} words of a wrong hand were written, and {unheard} found that do not count")
        if not numbers.get("checks", {}).get("proofs of a partition's records, each reckoned anew"):
            self.violations.append("no proof of the record's partitions was said")
        return numbers

    def stays_silent(self):
        """What was broken on purpose stopped nobody; with another number of partitions all are silent, and run on."""
        for service in self.site.services:
            if service.process.poll() is not None:
                raise Trouble(f"{service.label} ended beside the broken records: {service.reason()}")
        self.site.kafka.tool("topics", "--alter", "--topic", "case-files", "--partitions", str(PARTITIONS + 1))
        began = time.monotonic()
        wait_for(self.whats_missing, 60, lambda: all(
            service.metric('ehcp_record_fault{kind="partitions"}') == 1 for service in self.site.services))
        took = time.monotonic() - began
        if any(service.is_ready() or service.process.poll() is not None for service in self.site.services):
            raise Trouble("a service is ready, or ended, beside a log with another number of partitions")
        print(f"One partition more: all {len(self.site.services)} services silent after {took:.0f} s, and running.")

    def spoil(self):
        """Breaks the log on purpose: the verifier must see each fault."""
        status, text = self.site.verify("--outbox", self.site.outbox, script="spoil.py")
        if status:
            raise Trouble(f"spoil.py failed:\n{text}")
        report = self.site.folder / "spoilt.json"
        status, _ = self.site.verify("--outbox", self.site.outbox, "--json", report)
        checks = load(report)["checks"]
        missed = [name for name in text.splitlines() if not checks.get(name, {}).get("violated")]
        print(f"Broken on purpose in {len(text.splitlines())} ways, of which the verifier missed {len(missed)}.")
        if missed or not status:
            self.violations.append(f"the verifier did not see what was broken on purpose: {missed}")


def main():
    parser = argparse.ArgumentParser(description="Real processes on Apache Kafka, hurt from a seed.")
    parser.add_argument("--faults", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plans", type=int, default=300)
    parser.add_argument("--keep", action="store_true", help="leave the folder with all logs")
    arguments = parser.parse_args()
    command = f"scripts/test-kafka --faults {arguments.faults} --seed {arguments.seed} --plans {arguments.plans}"
    if (status := cannot_test(NAME)) is not None:
        return status
    began = time.monotonic()
    with Site(3, keep=arguments.keep) as site:
        run = Run(site, arguments)
        try:
            run.start()
            print(f"ready after {time.monotonic() - began:.0f} s; programs: {site.programs}", flush=True)
            print("fault  kind              what                                          hurt, s  ready, s", flush=True)
            order = []
            for number in range(1, arguments.faults + 1):
                order = order or run.random.sample(KINDS, len(KINDS))
                run.hurt(number, order.pop())
            numbers = run.finish()
            run.spoil()
            run.stays_silent()
        except Trouble as trouble:
            print(f"{NAME}: {trouble}")
            site.say_logs()
            run.violations.append(str(trouble).splitlines()[0])
            numbers = {"counts": {}, "checked": 0}
        finally:
            if run.rehearsal and run.rehearsal.poll() is None:
                run.rehearsal.kill()
        print("By kind of fault: how many, and the longest and the middle time until everything was ready again, in s")
        for kind in KINDS:
            times = sorted(row[4] for row in run.table if row[1] == kind)
            if times:
                print(f"  {kind:<16} {len(times):>4} {times[-1]:>8.1f} {times[len(times) // 2]:>8.1f}")
        for label, status, reason in run.ended_by_themselves:
            print(f"ended by itself with {status} and was started again: {label}: {reason}")
        for violation in run.violations:
            print(f"VIOLATION: {violation}")
        counts = numbers["counts"]
        print(
            f"{NAME}: seed {arguments.seed}, {len(run.table)} of {arguments.faults} faults, "
            f"{counts.get('records of case-files', 0):,} records, {counts.get('messages sent', 0):,} messages, "
            f"{numbers['checked']:,} checks, {len(run.ended_by_themselves)} ends by itself, "
            f"{len(run.violations)} violations, {time.monotonic() - began:.0f} s; again: {command}")
        return 1 if run.violations else 0


if __name__ == "__main__":
    run_test(NAME, main)
