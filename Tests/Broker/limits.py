#!/usr/bin/env python3
"""What each limit of a broker does to the services: what they say, what /readyz says, and that they go on by themselves
when its cause is gone, with nothing lost.

    scripts/test-kafka limits [NAME…]     replicas size disk power access certificate
                                          retention compaction recreated partitions segment transactions clock
"""

import argparse
import base64
import csv
import datetime
import json
import os
import pathlib
import re
import shutil
import signal
import struct
import subprocess
import time

from confluent_kafka import Consumer, KafkaError, KafkaException, Producer, TopicPartition

from cluster import PROGRAMS, SERVICES, Site, Trouble, cannot_test, has_ended, run_test, wait_for

NAME = "test-kafka limits"

TOPICS = ("case-files", "people", "documents", "children", "children-return", "cohorts", "notifications", "access", "metrics", "dead-letters",
          "quarantine")
# What each program must be able to do, by the table of docs/reliability.md; everything else must be refused.
READS = {
    "scheduler": {"case-files", "quarantine"},
    "notifier": {"case-files", "people", "documents", "children", "notifications", "quarantine"},
    "decision-writer": {"case-files", "people", "documents", "children", "quarantine"},
    "analytics": {"case-files", "cohorts", "quarantine"},
    "desk": {"case-files", "people", "documents", "children", "access", "quarantine"},
    "portal": {"case-files", "people", "documents", "children", "access", "quarantine"},
    "returns": {"case-files", "children", "children-return", "cohorts", "quarantine"},
    "annual-review": set(TOPICS) - {"children-return", "cohorts"}, "backup": set(TOPICS), "stranger": set(),
}
WRITES = {
    "scheduler": {"case-files", "dead-letters"}, "notifier": {"case-files", "notifications", "dead-letters"},
    "decision-writer": {"case-files", "documents", "dead-letters"}, "analytics": {"metrics", "dead-letters"},
    "desk": {"case-files", "documents", "access", "dead-letters"},
    "portal": {"case-files", "documents", "access", "dead-letters"},
    "returns": {"cohorts"}, "backup": set(),
    "annual-review": {"case-files", "people", "documents", "children", "children-return", "dead-letters", "quarantine"},
    "stranger": set(),
}
# Two councils on one cluster; the name of one is the beginning of the other's.
NAMESPACES = ("brom", "bromley")
PARTITIONS = 2
PLANS = 40


def says(service, words, seconds=60):
    """Waits until the service's log or /readyz holds those words; shows them."""
    def look():
        answer = service.get("/readyz")
        if answer and re.search(words, answer[1]):
            return f"/readyz {answer[0]}: {answer[1].strip()}"
        for line in service.log_file.read_text(errors="replace").splitlines():
            if re.search(words, line):
                return f"log: {line}"
        return None
    line = wait_for(
        lambda: f"{service.label} to say {words}: {service.get('/readyz')} {service.log_file.read_text()[-800:]}", seconds,
        look)
    print(f"  {service.label} says: {line[:420]}")
    return line


def is_not_ready(service, words, seconds=60):
    def look():
        answer = service.get("/readyz")
        return answer if answer and answer[0] == 503 and re.search(words, answer[1]) else None
    answer = wait_for(
        lambda: f"{service.label} not to be ready, with {words}: {service.get('/readyz')} "
                f"{service.log_file.read_text()[-800:]}", seconds, look)
    print(f"  {service.label} /readyz 503: {' '.join(answer[1].split())[:420]}")


def becomes_ready(service, seconds=90):
    began = time.monotonic()
    wait_for(lambda: f"{service.label} to be ready: {service.get('/readyz')}", seconds, service.is_ready)
    print(f"  {service.label} is ready again after {time.monotonic() - began:.1f} s")


def runs_on(service):
    """It has not ended by itself, and its threads are alive."""
    if service.process.poll() is not None:
        raise Trouble(f"{service.label} ended with {service.process.returncode}: {service.reason()}")
    if (service.get("/livez") or (0, ""))[0] != 200:
        raise Trouble(f"{service.label} /livez: {service.get('/livez')}")


def fault(service):
    """Of what kind the fault of the record is of which it does not speak; None while it speaks."""
    answer = service.get("/metrics")
    found = answer and re.search(r'^ehcp_record_fault{kind="([a-z]+)"} 1$', answer[1], re.M)
    return found[1] if found else None


def is_silent(service, kinds, seconds=60, since=None):
    """It says nothing for one of those kinds of fault, is not ready, says so in its log, and runs on."""
    began = since or time.monotonic()
    wait_for(lambda: f"{service.label} to stop speaking for {kinds}: {fault(service)} {service.get('/readyz')} "
                     f"{service.log_file.read_text()[-800:]}", seconds - (time.monotonic() - began),
             lambda: re.fullmatch(kinds, fault(service) or ""))
    after = time.monotonic() - began
    answer = wait_for(lambda: f"{service.label} /readyz: {service.get('/readyz')}", 5, lambda: (
        lambda got: got if got and got[0] == 503 and '"record":{"ok":false' in got[1] else None)(service.get("/readyz")))
    runs_on(service)
    if not re.search("stops speaking|waiting", service.log_file.read_text(errors="replace")):
        raise Trouble(f"{service.label} does not say why: {service.log_file.read_text()[-800:]}")
    why = re.search('"record":{"ok":false,"say":"([^"]*)', answer[1])[1]
    print(f"  {service.label} does not speak after {after:.1f} s, {fault(service)}: {why[:200]}")
    return after


def setting(site, topic, text):
    site.kafka.tool("configs", "--alter", "--entity-type", "topics", "--entity-name", topic, *text)


def all_services(site, options=(), environment=None):
    found = {}
    for name in SERVICES:
        found[name] = site.add(name, 1, options)
        found[name].start(environment(name) if environment else None)
    return found


def comes_to_rest(site, days=5):
    """A few days pass, which needs every service, and the verifier finds nothing lost."""
    site.run("annual-review", "rehearse", "--days", days, "--patience", 120)
    status, text = site.verify("--outbox", site.outbox)
    print("  " + text.strip().splitlines()[-1])
    if status:
        raise Trouble(text)


# --- The limits --------------------------------------------------------------------------------------------------------


def replicas():
    """too few replicas in sync: a service that starts waits, says why, and goes on when they are back"""
    # Five, so that two can be away and the controllers still agree; one partition, so that it is known which two.
    with Site(5, ["--config", "offsets.topic.replication.factor=5"], heap="256m") as site:
        site.begin(1, PLANS, 1)
        described = Consumer({"bootstrap.servers": site.kafka.servers, "group.id": "none"}).list_topics("case-files")
        holders = described.topics["case-files"].partitions[0].replicas
        for broker in holders[:2]:
            site.kafka.kill(broker)
        scheduler = site.add("scheduler", 1)
        scheduler.start()
        # Whether it finds no leader, or is refused what it writes, depends on which two are away.
        is_not_ready(scheduler, "LEADER_NOT_AVAILABLE|NOT_ENOUGH_REPLICAS|min.insync.replicas", 120)
        for broker in holders[:2]:
            site.kafka.restart(broker)
        becomes_ready(scheduler, 120)
        for name in SERVICES[1:]:
            site.add(name, 1).start()
        comes_to_rest(site)
        refused(site)


def refused(site):
    """The same while it runs: what it says is refused, and it has something to say, for it slept when that was reported."""
    notifier = next(service for service in site.services if service.name == "notifier")
    client = Producer({"bootstrap.servers": site.kafka.servers, "acks": "all"})

    def partition():
        return client.list_topics("case-files", timeout=20).topics["case-files"].partitions[0]
    today = datetime.datetime.fromtimestamp(
        notifier.metric("ehcp_log_today_timestamp_seconds"), datetime.UTC).date().isoformat()
    notifier.signal(signal.SIGSTOP)
    event = {"type": "early-review-requested", "id": base64.urlsafe_b64encode(os.urandom(16)).decode().rstrip("="),
             "data": {"from": "parent", "ground": "other", "contact": 1}}
    case = next(iter(cases(site)))
    entry = {"by": "family/contact-1/portal", "on": today, "events": [event]}
    client.produce("case-files", json.dumps(entry).encode(), case.encode())
    if client.flush(30):
        raise Trouble("a report was not acknowledged")
    before = len(list(site.outbox.glob("*.eml")))
    leader = partition().leader
    away = [broker for broker in partition().replicas if broker != leader][:2]
    for broker in away:
        site.kafka.kill(broker)

    def is_alone():
        try:
            return partition().isrs == [leader]
        except KafkaException:
            # It was asked of a broker that was just killed.
            return None
    wait_for("the leader to be alone", 90, is_alone, every=0.5)
    notifier.signal(signal.SIGCONT)
    is_not_ready(notifier, "min.insync.replicas", 60)
    # Nothing that needs no record is in its way meanwhile, and nothing leaves without its claim.
    if len(list(site.outbox.glob("*.eml"))) != before:
        raise Trouble("a message left though nothing could be recorded")
    for broker in away:
        site.kafka.restart(broker)
    becomes_ready(notifier, 150)
    wait_for("the message to leave", 60, lambda: len(list(site.outbox.glob("*.eml"))) > before)
    comes_to_rest(site)


def cases(site):
    """The cases of the imported caseload."""
    with open(site.folder / "sample/plans.csv", newline="") as file:
        return [row["case"] for row in csv.DictReader(file)]


def size():
    """records larger than the topic takes: their cases are set aside, the setting named; raised, it goes on"""
    with Site(1) as site:
        site.begin(PARTITIONS, PLANS, 1)
        setting(site, "case-files", ["--add-config", "max.message.bytes=120"])
        scheduler = site.add("scheduler", 1)
        scheduler.start()
        is_not_ready(scheduler, "cases are set aside.*max.message.bytes", 120)
        runs_on(scheduler)
        setting(site, "case-files", ["--add-config", "max.message.bytes=1048576"])
        scheduler.stop()
        scheduler.start()
        becomes_ready(scheduler)
        for name in SERVICES[1:]:
            site.add(name, 1).start()
        comes_to_rest(site)


def disk():
    """the broker's disk is full: it goes away; with room again it comes back with all that it had acknowledged"""
    probe = pathlib.Path("/dev/shm") / f"annual-review-disk-{os.getpid()}"
    probe.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(probe)], capture_output=True)
    if mounted.returncode:
        probe.rmdir()
        print(f"  SKIPPED: no tmpfs can be mounted here: {mounted.stderr.decode().strip()}")
        return
    try:
        with Site(1, ["--config", f"log.dirs={probe}/data"]) as site:
            site.begin(PARTITIONS, PLANS, 1)
            services = all_services(site)
            for service in services.values():
                becomes_ready(service)
            filler = probe / "filler"
            # Without a buffer: what it still held would be written at the end, where nobody waits for the error.
            with open(filler, "wb", buffering=0) as file:
                try:
                    while True:
                        file.write(b"\0" * 65536)
                except OSError as error:
                    print(f"  the disk is full: {error.strerror}")
            rehearsal = subprocess.Popen(
                [str(site.programs / "annual-review"), "rehearse", "--days", "40", "--patience", "240"],
                cwd=pathlib.Path(__file__).resolve().parents[2], env=site.environment, stdin=subprocess.DEVNULL,
                stdout=open(site.folder / "rehearse.log", "w"), stderr=subprocess.STDOUT)
            pid = int((site.kafka.folder / "0/pid").read_text())
            wait_for(lambda: "the broker to fail: " + site.kafka.log_of(0)[-600:], 120, lambda: has_ended(pid))
            print("  the broker has ended: " + next(
                (l for l in site.kafka.log_of(0).splitlines() if "No space" in l), "no word why")[:200])
            is_not_ready(services["scheduler"], "broker", 120)
            filler.unlink()
            site.kafka.restart(0)
            for service in services.values():
                if service.process.poll() is not None:
                    print(f"  {service.label} had stopped: {service.reason()[-300:]}")
                    service.start()
                becomes_ready(service)
            if rehearsal.wait(300):
                # Its first record may have been refused for good; what it had begun is finished by another.
                print("  the rehearsal had ended: " + (site.folder / "rehearse.log").read_text().strip()[-300:])
            status, text = site.verify("--outbox", site.outbox)
            print("  " + text.strip().splitlines()[-1])
            if status:
                raise Trouble(text)
    finally:
        subprocess.run(["umount", str(probe)], capture_output=True)
        shutil.rmtree(probe, ignore_errors=True)


def power():
    """power lost with one broker that does not flush: the log has lost its end; every service stops speaking, says so and
    runs on"""
    with Site(1) as site:
        site.begin(PARTITIONS, PLANS, 1)
        services = all_services(site)
        for service in services.values():
            becomes_ready(service)
        comes_to_rest(site, 2)
        # What is on disk for certain at this moment, were nothing flushed afterwards.
        segments = {p: p.stat().st_size for p in site.kafka.folder.glob("0/data/case-files-*/*.log")}
        site.run("annual-review", "rehearse", "--days", 3, "--patience", 120)
        grown = {p: s for p, s in segments.items() if p.stat().st_size > s}
        site.kafka.kill(0)
        for path, length in grown.items():
            print(f"  {path.parent.name}: {path.stat().st_size - length} bytes of the end are cut off")
            with open(path, "r+b") as file:
                file.truncate(length)
        site.kafka.restart(0)
        # Those that were running know more than the log; one that starts knows it from what was committed.
        for name in SERVICES:
            is_silent(services[name], "ends", 120)
        services["scheduler"].stop()
        services["scheduler"].start()
        is_silent(services["scheduler"], "ends", 60)


# --- Certificates and rights -------------------------------------------------------------------------------------------


def secure(site, name):
    """How that program shows itself."""
    folder = site.kafka.folder
    return os.environ | {
        "KAFKA_BOOTSTRAP_SERVERS": site.kafka.secure_servers, "KAFKA_TLS_CA": str(folder / "ca.pem"),
        "KAFKA_TLS_CERTIFICATE": str(folder / f"{name}.pem"), "KAFKA_TLS_KEY": str(folder / f"{name}.key"),
    }


def client(site, name):
    folder = site.kafka.folder
    return {
        "bootstrap.servers": site.kafka.secure_servers, "security.protocol": "ssl",
        "ssl.ca.location": str(folder / "ca.pem"), "ssl.certificate.location": str(folder / f"{name}.pem"),
        "ssl.key.location": str(folder / f"{name}.key"), "log_level": 0,
    }


def may_read(site, name, topic):
    consumer = Consumer(client(site, name) | {
        "group.id": name, "enable.auto.commit": False, "enable.partition.eof": True, "auto.offset.reset": "earliest"})
    try:
        seen = consumer.list_topics(topic, timeout=20).topics[topic].error
        if seen is not None and seen.code() == KafkaError.TOPIC_AUTHORIZATION_FAILED:
            return False
        consumer.assign([TopicPartition(topic, 0, 0)])
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            message = consumer.poll(0.5)
            if message is None:
                continue
            error = message.error()
            if error is None or error.code() == KafkaError._PARTITION_EOF:
                return True
            if error.code() == KafkaError.TOPIC_AUTHORIZATION_FAILED:
                return False
        raise Trouble(f"{name} got no answer about reading {topic}")
    finally:
        consumer.close()


def may_write(site, name, topic):
    producer = Producer(client(site, name) | {"acks": "all", "delivery.timeout.ms": 20000})
    outcome = []
    try:
        producer.produce(topic, b"{}", b"B-1", partition=0, on_delivery=lambda error, _: outcome.append(error))
    except KafkaException as error:
        outcome.append(error.args[0])
    producer.flush(25)
    if not outcome:
        raise Trouble(f"{name} got no answer about writing {topic}")
    if outcome[0] is None:
        return True
    if outcome[0].code() in (KafkaError.TOPIC_AUTHORIZATION_FAILED, KafkaError.CLUSTER_AUTHORIZATION_FAILED):
        return False
    raise Trouble(f"{name} writing {topic}: {outcome[0]}")


def may_join(site, name, group, topic):
    """Whether it becomes a member of that group, for a topic that it may read."""
    consumer = Consumer(client(site, name) | {"group.id": group, "enable.auto.commit": False})
    joined = []
    try:
        consumer.subscribe([topic], on_assign=lambda _, partitions: joined.append(partitions))
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            message = consumer.poll(0.2)
            if joined:
                return True
            if message is not None and message.error() is not None:
                if message.error().code() == KafkaError.GROUP_AUTHORIZATION_FAILED:
                    return False
                raise Trouble(f"{name} joining {group}: {message.error()}")
        raise Trouble(f"{name} got no answer about joining {group}")
    finally:
        consumer.close()


def councils(site):
    """Each council's programs are let into their own topics and groups, and into none of the other's."""
    for namespace in NAMESPACES:
        print("  " + site.run("annual-review", "topics", "--namespace", namespace, "--create", "--partitions", PARTITIONS,
                              "--acls", "--begin", "rehearsal", "--first-day", "2024-09-01", "--council",
                              "bromley").splitlines()[0])
    tried, wrong = 0, []

    def expect(what, found, wanted):
        nonlocal tried
        tried += 1
        if found != wanted:
            wrong.append(f"{what}: {found}, wanted {wanted}")
    for own, other in (NAMESPACES, NAMESPACES[::-1]):
        # In its own namespace it becomes ready. With the other's name it is let in nowhere.
        here, there = (site.add("scheduler", f"{own}-in-{n}", ["--namespace", n]) for n in (own, other))
        for service in (here, there):
            service.start(secure(site, f"{own}.scheduler"))
        becomes_ready(here)
        is_not_ready(there, f"missing on the broker: {other}.case-files")
        for service in (here, there):
            service.stop()
        for program in PROGRAMS:
            name = f"{own}.{program}"
            for topic in TOPICS:
                expect(f"{name} reading {own}.{topic}", may_read(site, name, f"{own}.{topic}"), topic in READS[program])
                for foreign in (f"{other}.{topic}", topic):
                    expect(f"{name} reading {foreign}", may_read(site, name, foreign), False)
                    expect(f"{name} writing {foreign}", may_write(site, name, foreign), False)
            for group in SERVICES:
                expect(f"{name} joining {own}.{group}", may_join(site, name, f"{own}.{group}", f"{own}.case-files"),
                       group == program)
                for foreign in (f"{other}.{group}", group):
                    expect(f"{name} joining {foreign}", may_join(site, name, foreign, f"{own}.case-files"), False)
    print(f"  {' and '.join(NAMESPACES)}: {tried} rights tried, {len(wrong)} otherwise than that each has its own")
    if wrong:
        raise Trouble("; ".join(wrong))


def access():
    """the least rights, set by `annual-review topics --acls`: enough for every program, and nothing more than that"""
    users = list(READS) + [f"{namespace}.{program}" for namespace in NAMESPACES for program in PROGRAMS]
    with Site(1, [word for name in users for word in ("--user", name)]) as site:
        site.run("annual-review", "topics", "--create", "--partitions", PARTITIONS)
        # Without any right: what a service says, and that it goes on when it has them.
        scheduler = site.add("scheduler", 1)
        scheduler.start(secure(site, "scheduler"))
        is_not_ready(scheduler, "case-files|topics")
        print("  " + site.run("annual-review", "topics", "--acls", "--begin", "rehearsal", "--first-day", "2024-09-01",
                              "--council", "bromley").splitlines()[0])
        becomes_ready(scheduler)
        site.environment = secure(site, "annual-review")
        site.begin_as_operator(PLANS)
        for name in SERVICES[1:]:
            service = site.add(name, 1)
            service.start(secure(site, name))
            becomes_ready(service)
        site.run("annual-review", "rehearse", "--days", 60, "--patience", 120)
        status, text = site.verify("--outbox", site.outbox)
        print("  " + text.strip().splitlines()[-1])
        if status:
            raise Trouble(text)
        # A right is taken away while the service works, and given back.
        site.kafka.tool("acls", "--remove", "--force", "--allow-principal", "User:scheduler", "--operation", "Write",
                        "--topic", "case-files")
        site.environment = secure(site, "annual-review")
        rehearsal = subprocess.Popen(
            [str(site.programs / "annual-review"), "rehearse", "--days", "20", "--patience", "240"],
            cwd=pathlib.Path(__file__).resolve().parents[2], env=site.environment, stdin=subprocess.DEVNULL,
            stdout=open(site.folder / "rehearse.log", "w"), stderr=subprocess.STDOUT)
        is_not_ready(scheduler, "AUTHORIZATION_FAILED|access lists", 120)
        runs_on(scheduler)
        site.kafka.tool("acls", "--add", "--allow-principal", "User:scheduler", "--operation", "Write", "--topic",
                        "case-files")
        try:
            wait_for("the rehearsal to end", 240, lambda: rehearsal.poll() is not None)
            becomes_ready(scheduler)
        finally:
            if rehearsal.poll() is None:
                rehearsal.kill()
        if rehearsal.returncode:
            raise Trouble((site.folder / "rehearse.log").read_text()[-800:])
        status, text = site.verify("--outbox", site.outbox)
        print("  " + text.strip().splitlines()[-1])
        if status:
            raise Trouble(text)
        for service in site.services:
            service.stop()
        # A backup with its own certificate, and none with the operator's, who may not read what only the return asks.
        print("  " + site.run("annual-review", "backup", site.folder / "backup",
                              environment=secure(site, "backup")).splitlines()[0])
        text = site.run("annual-review", "backup", site.folder / "refused", expect=1,
                        environment=secure(site, "annual-review"))
        if "needs the rights of `backup`" not in text:
            raise Trouble(text)
        # Every program, every topic, both ways.
        tried, wrong = 0, []
        print(f"  {'':<16}" + "".join(f"{topic:>17}" for topic in TOPICS))
        for name in READS:
            row = ""
            for topic in TOPICS:
                found = (may_read(site, name, topic), may_write(site, name, topic))
                wanted = (topic in READS[name], topic in WRITES[name])
                tried += 2
                if found != wanted:
                    wrong.append(f"{name} on {topic}: read, write {found}, wanted {wanted}")
                row += f"{('r' if found[0] else '-') + ('w' if found[1] else '-'):>17}"
            print(f"  {name:<16}{row}")
        print(f"  {tried} rights tried, {len(wrong)} otherwise than the table says")
        if wrong:
            raise Trouble("; ".join(wrong))
        site.environment = os.environ | {"KAFKA_BOOTSTRAP_SERVERS": site.kafka.servers}
        councils(site)


def certificate():
    """an expired certificate: the service says so and waits; with a new one in its place it goes on"""
    with Site(1, ["--user", "scheduler"]) as site:
        site.run("annual-review", "topics", "--create", "--partitions", PARTITIONS, "--acls", "--begin", "rehearsal",
                 "--first-day", "2024-09-01", "--council", "bromley")
        folder = site.kafka.folder
        good = (folder / "scheduler.pem").read_bytes()
        request = folder / "expired.csr"
        subprocess.run(["openssl", "req", "-new", "-key", folder / "scheduler.key", "-subj", "/CN=scheduler", "-out",
                        request], check=True, capture_output=True)
        subprocess.run(["openssl", "x509", "-req", "-in", request, "-CA", folder / "ca.pem", "-CAkey",
                        folder / "ca.key", "-CAcreateserial", "-days", "0", "-out", folder / "scheduler.pem"],
                       check=True, capture_output=True)
        time.sleep(1.1)
        scheduler = site.add("scheduler", 1)
        scheduler.start(secure(site, "scheduler"))
        # Java's broker does not tell a stranger what is wrong with it: the alert is "certificate unknown".
        says(scheduler, "expired|alert certificate")
        is_not_ready(scheduler, "broker")
        (folder / "scheduler.pem").write_bytes(good)
        becomes_ready(scheduler)
        # Renewed while all is well: it starts anew with it by itself.
        before = scheduler.log_file.read_text().count('"message":"ready"')
        subprocess.run(["openssl", "x509", "-req", "-in", request, "-CA", folder / "ca.pem", "-CAkey",
                        folder / "ca.key", "-CAcreateserial", "-days", "2", "-out", folder / "scheduler.new"],
                       check=True, capture_output=True)
        (folder / "scheduler.new").rename(folder / "scheduler.pem")
        wait_for("the scheduler to be ready with the renewed certificate", 60,
                 lambda: scheduler.log_file.read_text().count('"message":"ready"') > before)
        if "the certificates were renewed" not in scheduler.log_file.read_text():
            raise Trouble("the scheduler does not say that it took up the renewed certificate")


# --- The record itself -------------------------------------------------------------------------------------------------


# What a look at the record may take: one every thirty seconds, and the reaction.
LOOK = 60
# How often services read the whole log again here, and what a round may take, in seconds.
SCRUB, ROUND = 15, 60


class Watched:
    """A site with a caseload at rest and all services, which read the log again every SCRUB seconds."""

    def __init__(self, *options):
        self.site = Site(1, [word for option in options for word in ("--config", option)])

    def __enter__(self):
        site = self.site
        try:
            site.begin(PARTITIONS, PLANS, 1)
            self.services = all_services(
                site, ["--scrub-every", str(SCRUB), "--rescue", str(site.folder / "rescue")])
            for service in self.services.values():
                becomes_ready(service)
            site.run("annual-review", "rehearse", "--days", 3, "--patience", 120)
        except BaseException:
            site.close()
            raise
        return self

    def __exit__(self, *_):
        self.site.close()

    def all_silent(self, kinds, since, seconds=LOOK):
        longest = max(is_silent(service, kinds, seconds, since) for service in self.services.values())
        print(f"  all are silent after {longest:.1f} s")

    def is_rescued(self):
        """What is in memory is written down, and that it is no backup."""
        target = self.site.folder / "rescued"
        text = self.site.run("annual-review", "rescue", target, "--from", self.site.folder / "rescue")
        files = sorted(target.glob("*.jsonl"))
        found = [[json.loads(line) for line in file.read_text().splitlines()] for file in files]
        if len(files) != len(self.services) or "no backup" not in text:
            raise Trouble(f"rescued {[file.name for file in files]}: {text}")
        for head, *cases in found:
            if not len(cases) == head["cases"] == PLANS or not all(p["position"] > 1 for p in head["partitions"]):
                raise Trouble(f"rescued {len(cases)} cases: {head}")
        print(f"  rescued from {len(files)} services: {PLANS} cases each, positions "
              f"{[p['position'] for p in found[0][0]['partitions']]}")

    def records(self):
        return sum(len(messages) for messages in read_all(self.site).values())

    def wait_less(self, before, what):
        wait_for(f"{what} to take records away", 90, lambda: self.records() < before, every=0.5)
        print(f"  {what}: {before - self.records()} of {before} records are gone")


def read_all(site):
    consumer = Consumer({"bootstrap.servers": site.kafka.servers, "group.id": "none", "enable.partition.eof": True,
                         "auto.offset.reset": "earliest", "enable.auto.commit": False})
    try:
        consumer.assign([TopicPartition("case-files", p, 0) for p in range(PARTITIONS)])
        found, left = {p: [] for p in range(PARTITIONS)}, PARTITIONS
        while left:
            message = consumer.poll(10)
            if message is None:
                raise Trouble("case-files cannot be read")
            if message.error() is None:
                found[message.partition()].append(message.offset())
            elif message.error().code() == KafkaError._PARTITION_EOF:
                left -= 1
        return found
    finally:
        consumer.close()


def retention():
    """retention erases the record: red within 60 s, also when the setting is put back; what is in memory is rescued"""
    with Watched("log.retention.check.interval.ms=1000", "log.segment.delete.delay.ms=100") as watched:
        since = time.monotonic()
        setting(watched.site, "case-files", ["--add-config", "retention.ms=1"])
        wait_for("the record to be erased", 60, lambda: not any(read_all(watched.site).values()), every=0.5)
        print(f"  the whole record is erased after {time.monotonic() - since:.1f} s")
        setting(watched.site, "case-files", ["--add-config", "retention.ms=-1"])
        watched.all_silent("starts|ends|settings", since)
        wait_for("them to know that it is the record that has gone", LOOK,
                 lambda: all(fault(s) in ("starts", "ends") for s in watched.services.values()))
        watched.is_rescued()
        scheduler = watched.services["scheduler"]
        scheduler.stop()
        scheduler.start()
        is_silent(scheduler, "starts|ends")


def compaction():
    """compaction, turned on and put back before a look: what it removed is found within a round of reading again"""
    with Watched("log.cleaner.backoff.ms=200", "log.cleaner.min.compaction.lag.ms=0") as watched:
        before = watched.records()
        wait_for("a round", ROUND, lambda: (watched.services["notifier"].metric("ehcp_record_rounds_total") or 0) > 0)
        since = time.monotonic()
        setting(watched.site, "case-files", ["--add-config",
                "cleanup.policy=compact,min.cleanable.dirty.ratio=0.001,segment.ms=1000,delete.retention.ms=0"])
        # What is appended rolls the segment, so that the one before is cleaned.
        deadline = time.monotonic() + 60
        while (gone := before - watched.records()) <= 0 and time.monotonic() < deadline:
            client = Producer({"bootstrap.servers": watched.site.kafka.servers, "acks": "all"})
            for partition in range(PARTITIONS):
                client.produce("case-files", b"no entry", b"B-0", partition=partition)
            client.flush(10)
            before += PARTITIONS
            time.sleep(1.1)
        setting(watched.site, "case-files", ["--add-config", "cleanup.policy=delete", "--delete-config",
                "min.cleanable.dirty.ratio,segment.ms,delete.retention.ms"])
        print(f"  compacted for {time.monotonic() - since:.1f} s: {gone} of {before} records are gone, and the setting is back")
        if gone <= 0:
            raise Trouble("nothing was compacted")
        watched.all_silent("settings|hole|head|starts", since, LOOK + ROUND)
        wait_for("them to know what has gone", LOOK + ROUND,
                 lambda: all(fault(s) in ("hole", "head", "starts") for s in watched.services.values()))
        watched.is_rescued()


def recreated():
    """case-files is deleted and made anew: red within 60 s, and after a restart beside the empty log too"""
    with Watched() as watched:
        kafka = watched.site.kafka
        text = kafka.tool("configs", "--describe", "--entity-type", "topics", "--entity-name", "case-files")
        settings = re.findall(r"^\s+([\w.]+=\S*) sensitive", text, re.M)
        since = time.monotonic()
        kafka.tool("topics", "--delete", "--topic", "case-files")
        wait_for("the topic to be gone", 30, lambda: "case-files" not in kafka.tool("topics", "--list").split())
        # The project's own command would hide the loss, and refuses; somebody makes it by Kafka's.
        kafka.tool("topics", "--create", "--topic", "case-files", "--partitions", str(PARTITIONS),
                   *[word for setting in settings for word in ("--config", setting)])
        said = watched.site.run("annual-review", "topics", "--create", "--partitions", PARTITIONS, expect=1)
        if "the record was deleted" not in said:
            raise Trouble(f"topics --create beside the lost record: {said}")
        watched.all_silent("name|ends|partitions", since)
        watched.is_rescued()


def partitions():
    """case-files gets more partitions: red within 60 s, before anything is said of a case in the wrong place"""
    with Watched() as watched:
        since = time.monotonic()
        watched.site.kafka.tool("topics", "--alter", "--topic", "case-files", "--partitions", str(PARTITIONS + 2))
        watched.all_silent("partitions", since)
        watched.is_rescued()
        notifier = watched.services["notifier"]
        notifier.stop()
        notifier.start()
        is_silent(notifier, "partitions")


def segment():
    """a middle segment vanishes on the broker's disk: red within a round; a service that starts meets the gap"""
    with Watched() as watched:
        site = watched.site
        setting(site, "case-files", ["--add-config", "segment.ms=1000"])
        for _ in range(3):
            site.run("annual-review", "rehearse", "--days", 1, "--patience", 120)
            time.sleep(1.2)
        site.run("annual-review", "rehearse", "--days", 1, "--patience", 120)
        setting(site, "case-files", ["--delete-config", "segment.ms"])
        rounds = {s: s.metric("ehcp_record_rounds_total") or 0 for s in watched.services.values()}
        wait_for("each to read again", ROUND, lambda: all(
            (s.metric("ehcp_record_rounds_total") or 0) > n + 1 for s, n in rounds.items()))
        before = watched.records()
        site.kafka.end([0], signal.SIGTERM)
        files = sorted(site.kafka.folder.glob("0/data/case-files-0/*.log"))
        if len(files) < 3:
            raise Trouble(f"only {len(files)} segments")
        # One in the middle with more than a record: one alone could be the mark of a transaction.
        held = {file: int(after.stem) - int(file.stem) for file, after in zip(files, files[1:])}
        gone = max(files[1:-1], key=held.get)
        if held[gone] < 2:
            raise Trouble(f"no segment in the middle holds two records: {held}")
        for suffix in ("log", "index", "timeindex"):
            gone.with_suffix("." + suffix).unlink(missing_ok=True)
        since = time.monotonic()
        site.kafka.restart(0)
        print(f"  of {len(files)} segments {gone.name} is gone, with {before - watched.records()} of {before} records")
        watched.all_silent("hole", since, ROUND + 30)
        watched.is_rescued()
        scheduler = watched.services["scheduler"]
        scheduler.stop()
        scheduler.start()
        is_silent(scheduler, "hole")


def transactions():
    """a producer with transactions: what it commits and aborts is read, single marks silence nobody, three in a row do until
    an operator has looked"""
    with Watched() as watched:
        site = watched.site
        client = Producer({"bootstrap.servers": site.kafka.servers, "transactional.id": "t", "linger.ms": 2000})
        client.init_transactions(30)

        def transact(records, ending):
            client.begin_transaction()
            for _ in range(records):
                client.produce("case-files", b"no entry", b"B-0", partition=0)
            # Marked as a part of it before anything was sent.
            time.sleep(0.5)
            if ending == "commit":
                client.commit_transaction(30)
            elif ending == "abort":
                client.flush(10)
                client.abort_transaction(30)
            else:
                client.abort_transaction(30)
        transact(2, "commit")
        transact(2, "abort")
        site.run("annual-review", "rehearse", "--days", 1, "--patience", 120)
        notifier = watched.services["notifier"]
        gaps = [line for line in notifier.get("/metrics")[1].splitlines() if 'what="single_gap"' in line]
        unread = re.search(r'topic="case-files",outcome="unreadable"} (\d+)', notifier.get("/metrics")[1])[1]
        print(f"  committed and aborted: {unread} records set aside, {gaps[0]}")
        if gaps[0].endswith(" 0") or int(unread) != 4 or not all(service.is_ready() for service in watched.services.values()):
            raise Trouble(f"{gaps}, {unread} set aside; {notifier.get('/readyz')}")
        since = time.monotonic()
        for _ in range(3):
            transact(1, "empty")
        client.flush(5)
        # Their end is met when something follows, or when the partition is at its end.
        watched.all_silent("hole", since)
        why = notifier.get("/readyz")[1]
        command = re.search(r"annual-review (quarantine case-files/0/[0-9-]+) --why TEXT", why)[1].split()
        site.run("annual-review", *command, "--why", "marks of transactions, looked at with dump-log")
        since = time.monotonic()
        for service in watched.services.values():
            becomes_ready(service)
        print(f"  an operator has looked: all speak again after {time.monotonic() - since:.1f} s")
        # What has counted is refused.
        text = site.run("annual-review", "quarantine", "case-files/0/1", "--why", "a try", expect=1)
        print("  " + text.strip().splitlines()[-1])
        status, text = site.verify("--outbox", site.outbox, "--expect-dead", "4")
        violated = [line for line in text.splitlines() if "VIOLATED" in line]
        # Four records that are no entries were written on purpose.
        if any("hold their schema" not in line for line in violated):
            raise Trouble(text)
        print("  " + text.strip().splitlines()[-1])


# --- The clock ----------------------------------------------------------------------------------------------------------


def clock():
    """a host two days ahead of its broker: no day begins that is still to come, no log begins, and all goes on when it is set"""
    with Site(1) as site:
        library, file = site.folder / "clock.so", site.folder / "clock"
        subprocess.run(["clang", "-shared", "-fPIC", "-o", library,
                        pathlib.Path(__file__).parent.parent / "ProcessTests/Shims/clock.c"], check=True)
        ahead = site.environment | {"LD_PRELOAD": str(library), "CLOCK_FILE": str(file)}

        def set_clock(seconds):
            with open(file, "r+b" if file.exists() else "wb") as handle:
                handle.write(struct.pack("<qq", seconds, 0))
        set_clock(2 * 86_400)
        begin = ("annual-review", "topics", "--create", "--partitions", PARTITIONS, "--begin", "real", "--council", "bromley")
        said = site.run(*begin, environment=ahead, expect=1)
        if "the log does not begin" not in said:
            raise Trouble(f"a log begins two days ahead: {said}")
        print(f"  topics --begin says: {said.strip().splitlines()[-1][:300]}")
        said = site.run(*begin)
        if "The log's day is" not in said:
            raise Trouble(f"the log's day is not shown: {said}")
        scheduler = site.add("scheduler", 1)
        scheduler.start(ahead)
        says(scheduler, "this host's day is .* and the broker's is")
        is_not_ready(scheduler, "days")
        time.sleep(3)
        today = scheduler.metric("ehcp_log_today_timestamp_seconds") // 86_400
        if today > (time.time() + 600) // 86_400:
            raise Trouble(f"day {today} has begun, which is still to come")
        set_clock(0)
        becomes_ready(scheduler)
        site.run("annual-review", "check")


LIMITS = {limit.__name__: limit for limit in (
    replicas, size, disk, power, access, certificate, retention, compaction, recreated, partitions, segment, transactions,
    clock)}


def main():
    parser = argparse.ArgumentParser(description="What each limit of a broker does to the services.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=" ".join(LIMITS))
    names = parser.parse_args().names or list(LIMITS)
    if unknown := [name for name in names if name not in LIMITS]:
        parser.error(f"no limit is called {', '.join(unknown)}; there are {', '.join(LIMITS)}")
    if (status := cannot_test(NAME)) is not None:
        return status
    began, failed = time.monotonic(), []
    for name in names:
        print(f"{name}: {LIMITS[name].__doc__}", flush=True)
        start = time.monotonic()
        try:
            LIMITS[name]()
            print(f"  ok, {time.monotonic() - start:.0f} s", flush=True)
        except Trouble as trouble:
            failed.append(name)
            print(f"  FAILED: {trouble}", flush=True)
    print(f"{NAME}: {len(names)} tried, {len(failed)} failed {failed or ''}, {time.monotonic() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    run_test(NAME, main)
