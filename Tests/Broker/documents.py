#!/usr/bin/env python3
"""Documents on Apache Kafka: the largest one all its way, compaction beside indexes, and a start beside many.

    scripts/test-kafka documents [--keep]
    scripts/test-kafka full-disk [--keep]
    scripts/test-kafka many-documents [--letters N] [--megabytes N] [--keep]
"""

import argparse
import base64
import csv
import email
import email.policy
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import time

from confluent_kafka import Consumer, KafkaError, Producer, TopicPartition

from cluster import Site, Trouble, cannot_test, run_test, wait_for

PARTITIONS = 2
PLANS = 12
FIRST_DAY = "2024-09-01"
MIB = 1 << 20
# The largest document (docs/events.md), in bytes.
LARGEST = 25 * MIB
# The most memory that a start may take beside so many documents, in MB.
MOST_MEMORY = 200


def setting(site, topic, *text):
    site.kafka.tool("configs", "--alter", "--entity-type", "topics", "--entity-name", topic, *text)


def started(site, name, number=1, options=()):
    service = site.add(name, number, options)
    service.start()
    becomes_ready(service)
    return service


def becomes_ready(service, seconds=300):
    wait_for(lambda: f"{service.label} to be ready: {service.get('/readyz')} {service.log_file.read_text()[-800:]}",
             seconds, service.is_ready)


def scan(folder, name, size, seed):
    """A file of that size that looks like a scan: no text, and nothing that can be compressed."""
    path = folder / name
    path.write_bytes(b"%PDF-1.7\n" + random.Random(seed).randbytes(size - 9))
    return path


def text(folder, name, words):
    path = folder / name
    path.write_text(words)
    return path


# --- The largest document all its way, and compaction -------------------------------------------------------------------


class Papers:
    """What is given with a decision to amend."""

    def __init__(self, site):
        self.site = site
        self.folder = site.folder / "papers"
        self.folder.mkdir()
        self.reasons = text(self.folder, "reasons.md", (
            "The report of the meeting recommends more speech and language therapy than section F has, and the "
            "evidence of the therapist shows why: twice a week in place of once a fortnight, with a named adult between. "
            "We weighed what the family said of the last year, and agree with it. The school will be told what to "
            "provide, and who trains the adult, before the beginning of the next term; nothing else of the plan changes.\n"))
        self.plan = text(self.folder, "plan.md", "The plan as it stands.\n")
        self.amendments = text(self.folder, "amendments.md", "- F-1: speech and language therapy twice a week\n")

    def decide(self, case, evidence, expect=0):
        """The meeting of the case's review was held, and it is decided to amend, with that evidence."""
        run = self.site.run
        if expect == 0:
            run("annual-review", "record", "meeting-held", case, "--review", 1, "--on", FIRST_DAY)
            run("annual-review", "record", "report-received", case, "--review", 1, "--on", FIRST_DAY, "--recommends", "amend")
        return run("annual-review", "record", "decision-submitted", case, "--review", 1, "--outcome", "amend", "--officer",
                   "C-01", "--passed-by", "M-01", "--explanation", self.reasons, "--reasons", self.reasons, "--plan",
                   self.plan, "--amendments", self.amendments, "--evidence", evidence, expect=expect)


def cases(site):
    with open(site.folder / "sample/plans.csv", newline="") as file:
        return [row["case"] for row in csv.DictReader(file)]


def open_reviews(site):
    """Cases with an open first review, of which nothing else is recorded."""
    found = []
    for case in cases(site):
        reviews = json.loads(site.run("annual-review", "case", case, "--json"))["reviews"]
        if len(reviews) == 1 and not reviews[0].get("held") and not reviews[0].get("told"):
            found.append(case)
    return found


def letter(site, case):
    """The e-mail with the decision of that case that lies in the outbox; None while there is none."""
    for path in site.outbox.glob(f"{case}+review-1+tell-decision+*+contact-*.eml"):
        return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return None


def goes_again(site, case, path):
    """The letter of that case comes back, somebody has it sent again by post, and it leaves with all that came with it."""
    first = next(site.outbox.glob(f"{case}+review-1+tell-decision+*+contact-*.eml"))
    (site.outbox / "returned").mkdir(exist_ok=True)
    shutil.copy(first, site.outbox / "returned" / first.name)
    wait_for("the worklist to show what came back", 60, lambda: "resend-asked" in site.run(
        "annual-review", "worklist", "--coordinator", "C-01", "--all"), every=1)
    site.run("annual-review", "record", "resend-asked", case, "--way", "post", "--why", "address-confirmed")
    found = wait_for("it to go again", 60, lambda: next(site.outbox.glob(f"{case}+review-1+tell-again+*.eml"), None))
    message = email.message_from_bytes(found.read_bytes(), policy=email.policy.default)
    names = [part.get_filename() for part in message.iter_attachments()]
    if attached(message, path.name) != path.read_bytes() or message["X-Delivery"] != "post" or len(names) != 4:
        raise Trouble(f"{found.name}: {names}, {message['X-Delivery']}")
    body = message.get_body(("plain",)).get_content()
    if "You can answer until" not in body:
        raise Trouble(body)
    print(f"  what came back goes again by post, with {names}")
    status, text = site.verify("--outbox", site.outbox)
    print("  " + text.strip().splitlines()[-1])
    if status:
        raise Trouble(text)


def attached(message, name):
    return next((part.get_payload(decode=True) for part in message.iter_attachments()
                 if part.get_filename() == name), None)


def gives(site, case, path, what):
    message = wait_for(lambda: f"the letter of {case}: {site.run('annual-review', 'case', case)[-1500:]}", 120,
                       lambda: letter(site, case))
    found = attached(message, path.name)
    if found is None or found != path.read_bytes():
        names = [part.get_filename() for part in message.iter_attachments()]
        raise Trouble(f"{case}: {path.name} is not enclosed as it was given: {names}, {found and len(found)} bytes")
    print(f"  {what}: {len(found):,} bytes enclosed, the same as were given")


def evidence_of(site, case):
    """The records of that case's evidence: (partition, offset, key, value, headers) each."""
    return [m for m in all_documents(site) if m[2].startswith(f"{case}/evidence/")]


def all_documents(site):
    consumer = Consumer({"bootstrap.servers": site.kafka.servers, "group.id": "none", "enable.partition.eof": True,
                         "auto.offset.reset": "earliest", "enable.auto.commit": False,
                         "fetch.message.max.bytes": 40 * MIB, "receive.message.max.bytes": 100 * MIB})
    found, left = [], PARTITIONS
    try:
        consumer.assign([TopicPartition("documents", p, 0) for p in range(PARTITIONS)])
        while left:
            message = consumer.poll(20)
            if message is None:
                raise Trouble("documents cannot be read")
            if message.error() is None:
                if message.key() is not None and message.key() != b"log":
                    found.append((message.partition(), message.offset(), message.key().decode(), message.value(),
                                  message.headers()))
            elif message.error().code() == KafkaError._PARTITION_EOF:
                left -= 1
        return found
    finally:
        consumer.close()


def writer(site):
    return Producer({"bootstrap.servers": site.kafka.servers, "acks": "all", "partitioner": "murmur2_random",
                     "message.max.bytes": 40 * MIB, "compression.type": "zstd"})


def is_refused(site, papers, case):
    """A byte more than the largest document is refused, with its place."""
    path = scan(papers.folder, "one-byte-more.pdf", LARGEST + 1, 2)
    said = papers.decide(case, path, expect=1)
    if "one-byte-more.pdf" not in said:
        raise Trouble(f"a document of {LARGEST + 1} bytes is refused without its place: {said}")
    print(f"  {LARGEST + 1:,} bytes: {said.strip().splitlines()[-1][:240]}")


def compact(site, moved, erased):
    """Has the broker compact `documents` for real, until the first copy of what was written again is gone, and what was
    erased with its tombstone."""
    setting(site, "documents", "--add-config",
            "min.cleanable.dirty.ratio=0.001,segment.ms=1000,delete.retention.ms=1,max.compaction.lag.ms=1000")
    client = writer(site)
    copies = evidence_of(site, moved)
    for _, _, key, value, headers in copies:
        client.produce("documents", value, key.encode(), headers=headers)
    for _, _, key, _, _ in evidence_of(site, erased):
        client.produce("documents", None, key.encode())
    if client.flush(60):
        raise Trouble("a document was not acknowledged")
    first, began = copies[0][:2], time.monotonic()
    deadline = began + 180
    while True:
        # What is written closes the segment before it; only closed ones are cleaned.
        for partition in range(PARTITIONS):
            filler(client, partition, time.monotonic_ns())
        client.flush(30)
        found = all_documents(site)
        moves = not any((partition, offset) == first for partition, offset, *_ in found)
        goes = not any(key.startswith(f"{erased}/evidence/") for _, _, key, _, _ in found)
        if moves and goes:
            break
        if time.monotonic() > deadline:
            raise Trouble(f"nothing was compacted: moved {moves}, erased {goes}")
        time.sleep(1.1)
    print(f"  compacted in {time.monotonic() - began:.1f} s: the first copy is gone, and a tombstone with what it erased")
    setting(site, "documents", "--delete-config", "min.cleanable.dirty.ratio,segment.ms")
    setting(site, "documents", "--add-config", "delete.retention.ms=3155760000000,max.compaction.lag.ms=86400000")


def filler(client, partition, seed):
    """A document that nobody names."""
    bytes_, salt = f"filler {seed}".encode(), hashlib.sha256(str(seed).encode()).digest()[:16]
    key, headers = document("B-0", "progress", bytes_, salt, "text/plain; charset=utf-8", "filler")
    client.produce("documents", bytes_, key.encode(), partition=partition, headers=headers)


def document(case, role, bytes_, salt, media_type, title):
    """Key and headers of a document, by docs/events.md."""
    def word(raw):
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")
    name = word(hashlib.sha256(salt + bytes_).digest())
    return f"{case}/{role}/{name}", [("salt", word(salt).encode()), ("content-type", media_type.encode()),
                                     ("title", title.encode()), ("audience", b"invited")]


def documents(arguments):
    """25 MiB recorded, fetched, enclosed and sent byte-equal, a byte more refused; compaction beside index files"""
    options = ["--config", "log.cleaner.backoff.ms=200", "--config", "log.cleaner.min.compaction.lag.ms=0", "--config",
               "log.segment.delete.delay.ms=100"]
    with Site(1, options, keep=arguments.keep, heap="512m") as site:
        site.begin(PARTITIONS, PLANS, 1)
        papers = Papers(site)
        index = {name: site.folder / f"{name}.index" for name in ("notifier", "decision-writer")}
        started(site, "scheduler")
        notifier = started(site, "notifier", options=["--index", str(index["notifier"])])
        writer_ = started(site, "decision-writer", options=["--index", str(index["decision-writer"])])
        first, moved, erased, refused = (wait_for(
            "four open reviews", 60, lambda: (lambda f: f if len(f) >= 4 else None)(open_reviews(site)), every=2))[:4]

        is_refused(site, papers, refused)
        largest = scan(papers.folder, "largest.pdf", LARGEST, 1)
        papers.decide(first, largest)
        gives(site, first, largest, "the largest document")
        goes_again(site, first, largest)

        # Nothing leaves while the topic is compacted: what waits is fetched from where it stands then.
        site.run("annual-review", "pause")
        again, gone = scan(papers.folder, "again.pdf", 3 * MIB, 3), scan(papers.folder, "gone.pdf", 2 * MIB, 4)
        for case, path in ((moved, again), (erased, gone)):
            papers.decide(case, path)
        for case in (moved, erased):
            wait_for(f"the letter of {case} to be written", 60,
                     lambda: "letter was written" in site.run("annual-review", "case", case) or
                             '"letter' in site.run("annual-review", "case", case, "--json"), every=1)
        time.sleep(1)
        for service in (notifier, writer_):
            service.stop()
        for name, path in index.items():
            if not path.exists() or path.stat().st_size < 100:
                raise Trouble(f"{name} keeps no index in {path}")
        compact(site, moved, erased)

        # They start with what their files say of places at which nothing stands any more.
        for service in (notifier, writer_):
            service.start()
            becomes_ready(service)
        site.run("annual-review", "resume")
        gives(site, moved, again, "after compaction")
        said = wait_for(f"{erased} to say what is missing", 120, lambda: (lambda found: found if re.search(
            "document it carries is missing or was erased", found) else None)(
                site.run("annual-review", "worklist", "--coordinator", "all", "--all", expect=None)
                + site.run("annual-review", "case", erased)), every=1)
        line = next(l for l in said.splitlines() if "missing or was erased" in l)
        print(f"  what was erased: {line.strip()[:200]}")
        if letter(site, erased) is not None:
            raise Trouble(f"the letter of {erased} left without its evidence")
        if "thrown away" in notifier.log_file.read_text():
            raise Trouble("the index was thrown away at the start, and was not tried")
        # The check finds what was erased, and nothing else amiss.
        report = site.run("annual-review", "check", expect=1)
        faults = [line for line in report.splitlines() if "FAULT" in line]
        if len(faults) != 1 or f"{erased}/evidence/" not in report:
            raise Trouble(report)
        print(f"  check: {faults[0].strip()}, the one that was erased")
    return 0


# --- A disk that is full ------------------------------------------------------------------------------------------------


def fill_up(path):
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        while os.write(descriptor, b"\0" * 4096):
            pass
    except OSError as error:
        print(f"  the disk is full: {error.strerror}")
    finally:
        os.close(descriptor)


def full_disk(arguments):
    """the disk of the index and of the print room is full: it is said, nothing leaves or is lost, and all goes on with room"""
    disk = pathlib.Path("/dev/shm") / f"annual-review-room-{os.getpid()}"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        disk.rmdir()
        print(f"  SKIPPED: no tmpfs can be mounted here: {mounted.stderr.decode().strip()}")
        return
    try:
        with Site(1, keep=arguments.keep) as site:
            site.begin(PARTITIONS, PLANS, 1)
            by_post(site)
            papers = Papers(site)
            started(site, "scheduler")
            room, index = disk / "room", disk / "index"
            notifier = started(site, "notifier", options=["--print-room", str(room), "--index", str(index)])
            case, = wait_for("an open review", 60, lambda: open_reviews(site) or None, every=2)[:1]
            before = at_rest(room)
            fill_up(disk / "filler")
            # Whoever starts has its index in memory, says so, and works.
            writer_ = started(site, "decision-writer", options=["--index", str(disk / "writer-index")])
            wait_for("it to say that its index is in memory", 60, lambda: re.search(
                "the index of documents is not kept.*No space left", writer_.log_file.read_text()))
            evidence = scan(papers.folder, "evidence.pdf", MIB, 5)
            papers.decide(case, evidence)
            wait_for(lambda: f"the notifier to say that its disk is full: {notifier.get('/readyz')}", 120, lambda: (
                lambda answer: answer and answer[0] == 503 and "No space left" in answer[1])(notifier.get("/readyz")))
            if lying(room) - before:
                raise Trouble(f"a letter lies ready on a full disk: {lying(room) - before}")
            told = json.loads(site.run("annual-review", "case", case, "--json"))["reviews"][0].get("told")
            if told:
                raise Trouble(f"{case} is told on {told}, and nothing has left")
            print("  " + notifier.get("/readyz")[1].strip()[:300])
            (disk / "filler").unlink()
            becomes_ready(notifier, 120)
            wait_for(f"the letter of {case} to lie ready", 120, lambda: lying(room) - before)
            new = next(folder for folder in lying(room) - before if "tell-decision" in folder)
            found = next(path for path in (room / new).iterdir() if path.name.endswith("evidence.pdf"))
            if found.read_bytes() != evidence.read_bytes():
                raise Trouble(f"{found} is not what was given")
            print(f"  with room again it lies ready, whole: {sorted(path.name for path in (room / new).iterdir())}")
            # Posted, it is told, and others of it: nothing is owed any more.
            wait_for(lambda: "nothing to be owed: " + site.run("annual-review", "check", expect=None)[:1500], 150,
                     lambda: post(site, room) and "FAULT" not in site.run("annual-review", "check", expect=None), every=2)
            print("  posted, it is told, and the check finds nothing owed")
    finally:
        subprocess.run(["umount", str(disk)], capture_output=True)
        shutil.rmtree(disk, ignore_errors=True)


def post(site, room):
    """Somebody posts all that lies ready."""
    if lying(room):
        shutil.copy(room / "manifest.json", site.folder / "printed.json")
        site.run("annual-review", "dispatched", site.folder / "printed.json", "--print-room", room, "--on", FIRST_DAY)
    return True


def at_rest(room, seconds=8):
    """What lies ready once nothing has come for so long."""
    found, since, deadline = lying(room), time.monotonic(), time.monotonic() + 120
    while not found or time.monotonic() - since < seconds:
        if time.monotonic() > deadline:
            raise Trouble(f"the print room comes to no rest: {found}")
        time.sleep(0.2)
        if (now := lying(room)) != found:
            found, since = now, time.monotonic()
    return found


def lying(room):
    """The folders of the letters that lie ready."""
    if not (room / "manifest.json").exists():
        return set()
    return {letter["folder"] for letter in json.loads((room / "manifest.json").read_text())["letters"]}


def by_post(site):
    """Nobody has an e-mail address."""
    path = site.folder / "sample/people.csv"
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    with open(path, "w", newline="") as file:
        table = csv.DictWriter(file, rows[0].keys())
        table.writeheader()
        table.writerows(row | {"email": "", "channels": ""} for row in rows)
    site.run("annual-review", "import", site.folder / "sample/plans.csv", "--people", path)
    site.run("annual-review", "release", "--yes")


# --- A start beside many ------------------------------------------------------------------------------------------------


def fill(site, letters, megabytes):
    """Letters of a few pages, and scans of a megabyte."""
    client = writer(site)
    names, source, began = cases(site), random.Random(7), time.monotonic()
    word = [source.randbytes(6).hex() for _ in range(5_000)]

    def put(number, role, bytes_, media_type, title):
        key, headers = document(names[number % len(names)], role, bytes_, source.randbytes(16), media_type, title)
        while True:
            try:
                client.produce("documents", bytes_, key.encode(), headers=headers)
                break
            except BufferError:
                client.poll(0.5)
        client.poll(0)
    for number in range(letters):
        page = "<html><body>" + " ".join(source.choices(word, k=600)) + "</body></html>"
        put(number, "letter", page.encode(), "text/html; charset=utf-8", f"Decision {number}")
    for number in range(megabytes):
        put(number, "report", source.randbytes(MIB), "application/pdf", f"report-{number}.pdf")
    if client.flush(300):
        raise Trouble("a document was not acknowledged")
    print(f"  {letters:,} letters and {megabytes:,} MB of reports written in {time.monotonic() - began:.0f} s", flush=True)


def memory(service):
    """The most memory that the process has held, in MB."""
    status = open(f"/proc/{service.process.pid}/status").read()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024


def many_documents(arguments):
    """a start of notifier and decision-writer beside many documents, without an index and with one"""
    rows, failed = [], False
    with Site(1, keep=arguments.keep, heap="512m", on_disk=True) as site:
        site.begin(PARTITIONS, 200, 1)
        fill(site, arguments.letters, arguments.megabytes)
        for name in ("notifier", "decision-writer"):
            index = site.folder / f"{name}.index"
            for what, options in (("without an index", []), ("making its index", ["--index", str(index)]),
                                  ("with its index", ["--index", str(index)])):
                began = time.monotonic()
                service = started(site, name, options=options)
                seconds = time.monotonic() - began
                # Ready may be said before all of `documents` has passed by: what it holds then is what counts.
                wait_for("documents to be read", 600, lambda: read_through(service), every=0.2)
                through = time.monotonic() - began
                held = memory(service)
                service.stop()
                site.services.remove(service)
                failed = failed or held >= MOST_MEMORY
                rows.append((name, what, held, seconds, through))
                print(f"  {name} {what}: {held:.0f} MB at most, ready after {seconds:.1f} s, all read after {through:.1f} s",
                      flush=True)
        kind = "release" if "release" in str(site.programs) else "debug"
    print(f"\n| program ({kind} build) | start | most memory | ready after |\n| --- | --- | ---: | ---: |")
    for name, what, held, seconds, _ in rows:
        print(f"| {name} | {what} | {held:.0f} MB | {seconds:.1f} s |")
    if failed:
        raise Trouble(f"a start takes {MOST_MEMORY} MB or more")
    return 0


def read_through(service):
    """Whether `documents` has no lag, by the service's own metrics; where it shows none, whether it is ready."""
    answer = service.get("/metrics")
    found = answer and re.findall(r'^\w*lag\w*\{[^}]*topic="documents"[^}]*\} (\d+)', answer[1], re.M)
    return service.is_ready() if not found else all(int(number) == 0 for number in found)


TRIALS = {"documents": documents, "full-disk": full_disk, "many-documents": many_documents}


def main():
    parser = argparse.ArgumentParser(description="Documents on Apache Kafka.")
    parser.add_argument("trial", choices=TRIALS)
    parser.add_argument("--letters", type=int, default=20_000, help="of many-documents: how many letters (20000)")
    parser.add_argument("--megabytes", type=int, default=2_000, help="of many-documents: how many MB of reports (2000)")
    parser.add_argument("--keep", action="store_true", help="leave everything where it is")
    arguments = parser.parse_args()
    name = f"test-kafka {arguments.trial}"
    if (status := cannot_test(name)) is not None:
        return status
    print(f"{arguments.trial}: {TRIALS[arguments.trial].__doc__}", flush=True)
    began = time.monotonic()
    try:
        TRIALS[arguments.trial](arguments)
    except Trouble as trouble:
        print(f"  FAILED: {trouble}\n{name}: failed, {time.monotonic() - began:.0f} s")
        return 1
    print(f"{name}: ok, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    run_test("test-kafka documents", main)
