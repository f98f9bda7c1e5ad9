#!/usr/bin/env python3
"""A drill: a backup while services run, the brokers destroyed, the backup restored, and the services go on; then the ways
in which a record is lost on a live cluster, and that no command goes on as if it were whole; then two councils on one
cluster, each verified by its own name.

    scripts/test-kafka drill [--plans N] [--keep]
"""

import argparse
import base64
import csv
import json
import os
import shutil
import subprocess
import time

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, AlterConfigOpType, ConfigEntry, ConfigResource, NewPartitions

import verify
from cluster import SERVICES, Kafka, Site, Trouble, cannot_test, run_test, wait_for

NAME = "test-kafka drill"

FIRST_DAY = "2024-09-01"
PARTITIONS = 3
OPTIONS = ["--config", "transaction.state.log.replication.factor=1", "--config", "transaction.state.log.min.isr=1",
           "--config", "log.retention.check.interval.ms=500", "--config", "log.segment.delete.delay.ms=100"]


class Clock:
    """How long each step took."""

    def __init__(self):
        self.began = self.last = time.monotonic()

    def __call__(self, what):
        now = time.monotonic()
        print(f"{now - self.last:>7.1f} s  {what}", flush=True)
        self.last = now


def start_services(site):
    for service in site.services:
        service.start()
    wait_for("the services to be ready", 90, lambda: all(service.is_ready() for service in site.services))


def stop_services(site):
    for service in site.services:
        service.stop()


def renew_kafka(site):
    """Destroys the cluster with all that it holds, and starts an empty one."""
    site.kafka.stop()
    shutil.rmtree(site.kafka.folder)
    site.kafka.ended.unlink(missing_ok=True)
    site.kafka = Kafka(site.folder, 1, OPTIONS)
    site.environment["KAFKA_BOOTSTRAP_SERVERS"] = site.kafka.servers


def checks(site):
    """The log holds, by both verifiers and against everything that is known outside."""
    status, text = site.verify("--outbox", site.outbox)
    if status:
        raise Trouble(text)
    site.run("annual-review", "check", "--folder", site.outbox, "--read-model", site.folder / "analytics-1.db")
    return text.strip().splitlines()[-1]


def watermarks(site, partition):
    """The first and the next offset of a partition of the case files."""
    consumer = Consumer({"bootstrap.servers": site.kafka.servers, "group.id": "drill-never-joined"})
    try:
        return consumer.get_watermark_offsets(TopicPartition("case-files", partition), timeout=20)
    finally:
        consumer.close()


def transaction(site):
    """A producer with transactions: each leaves a place at which no record stands. A plain record follows."""
    log = verify.Log()
    log.read(*verify.read({"bootstrap.servers": site.kafka.servers, "client.id": "drill"}, "case-files"))
    case = next(case for case in log.cases.values() if case.plan)
    partition = verify.murmur2(case.name.encode()) % PARTITIONS

    def put(producer):
        key = base64.urlsafe_b64encode(os.urandom(16)).decode().rstrip("=")
        entry = {"by": "setting/900001/portal", "on": log.today, "events": [
            {"type": "progress-recorded", "id": key, "data": {"from": "setting"}}]}
        producer.produce("case-files", json.dumps(entry).encode(), case.name.encode(), partition=partition)
    producer = Producer({"bootstrap.servers": site.kafka.servers, "transactional.id": "drill"})
    producer.init_transactions(30)
    producer.begin_transaction()
    put(producer)
    if producer.flush(30):
        raise Trouble("a report was not acknowledged")
    before = watermarks(site, partition)[1]
    producer.commit_transaction(30)
    # The marker is written after the answer.
    wait_for("the transaction's marker", 30, lambda: watermarks(site, partition)[1] > before)
    plain = Producer({"bootstrap.servers": site.kafka.servers, "acks": "all"})
    put(plain)
    if plain.flush(30):
        raise Trouble("a report was not acknowledged")


def drill(site, plans, clock):
    for name in SERVICES:
        site.add(name, 1)
    site.begin(PARTITIONS, plans, 1, FIRST_DAY)
    start_services(site)
    site.run("annual-review", "rehearse", "--days", 6, "--patience", 120)
    transaction(site)
    clock(f"{plans} plans, and some days of them")

    backup, older = site.folder / "backup", site.folder / "older"
    rehearsal = subprocess.Popen(
        [str(site.programs / "annual-review"), "rehearse", "--days", "12", "--patience", "120"], cwd=site.folder.parent,
        env=site.environment, stdin=subprocess.DEVNULL, stdout=open(site.folder / "rehearse.log", "w"),
        stderr=subprocess.STDOUT)
    site.run("annual-review", "backup", backup)
    clock("backup, while the days pass")
    shutil.copytree(backup, older)
    if rehearsal.wait(180):
        raise Trouble((site.folder / "rehearse.log").read_text()[-1500:])
    clock("the days go on to their end")
    report = json.loads(site.run("annual-review", "backup", backup, "--json"))
    clock(f"second backup: {sum(row['new'] for row in report['topics'])} of "
          f"{sum(row['records'] for row in report['topics'])} records are new, {report['gaps']} gaps")
    if not report["gaps"]:
        raise Trouble("no gap of a transaction was seen")
    print(f"           {checks(site)}")
    ends = [head["through"] for head in report["heads"]]
    clock("check and verifier")

    stop_services(site)
    renew_kafka(site)
    clock("everything destroyed, and an empty broker started")
    site.run("annual-review", "backup", backup, "--verify", environment=os.environ | {"KAFKA_BOOTSTRAP_SERVERS": "-"})
    known = ["--folder", site.outbox, "--read-model", site.folder / "analytics-1.db"]
    text = site.run("annual-review", "topics", "--create", "--begin", "rehearsal", "--first-day", FIRST_DAY, "--council",
                    "bromley", *known, expect=1)
    if "there was a log before" not in text:
        raise Trouble(f"a log began beside what an earlier one left: {text}")
    text = site.run("annual-review", "restore", older, *known, expect=1)
    missing = [line for line in text.splitlines() if line.startswith("    ")]
    if "--accept-loss" not in text or not missing:
        raise Trouble(f"an older backup was restored without a word: {text}")
    print(f"           an older backup lacks {len(missing)} things, as: {missing[0].strip()}")
    clock("no log begun, no older backup restored")
    site.run("annual-review", "restore", backup, *known)
    clock("restored")
    again = json.loads(site.run("annual-review", "check", "--json", "--folder", site.outbox))
    if [head["head"] for head in again["heads"]] != [head["head"] for head in report["heads"]]:
        raise Trouble(f"other heads than before: {again['heads']}, {report['heads']}")
    if [head["through"] for head in again["heads"]] != ends:
        raise Trouble(f"other ends than before: {again['heads']}, {report['heads']}")
    start_services(site)
    print(f"           {checks(site)}")
    clock("services ready, check and verifier")
    site.run("annual-review", "rehearse", "--days", 4, "--patience", 120)
    print(f"           {checks(site)}")
    backup = site.folder / "next"
    site.run("annual-review", "backup", backup)
    clock("the days go on, and the next backup")
    stop_services(site)
    return backup


def lost(site):
    """Whether a partition of the case files begins above 0."""
    return any(watermarks(site, partition)[0] > 0 for partition in range(PARTITIONS))


COMMANDS = (["worklist", "--coordinator", "C-01"], ["export"], ["check"], ["topics"], ["pause"])


def refuses(site, what, words, clock):
    """Every command says why, ends with 1, writes nothing, and advises nothing that would change more."""
    with open(site.folder / "sample/plans.csv", newline="") as file:
        case = next(csv.DictReader(file))["case"]
    for command in [*COMMANDS, ["case", case], ["record", "plan-ended", case, "--reason", "other"],
                    ["import", site.folder / "sample/plans.csv"], ["backup", site.folder / "damaged"]]:
        text = site.run("annual-review", *command, expect=1)
        if words not in text:
            raise Trouble(f"{command} on a log of which {what}: {text}")
        if "--partitions" in text or "--begin" in text or "--create" in text:
            raise Trouble(f"{command} advises what makes it worse: {text}")
    clock(f"{what}: every command refuses")


def damage(site, backup, clock):
    """What happened to records on live clusters; each on a log that was just restored."""
    admin = AdminClient({"bootstrap.servers": site.kafka.servers})

    def topics():
        return {name for name in admin.list_topics(timeout=20).topics if not name.startswith("__")}

    def delete(names):
        for answer in admin.delete_topics(list(names)).values():
            answer.result(60)
        wait_for("topics to be gone", 60, lambda: not topics() & set(names))

    def restored():
        delete(topics())
        site.run("annual-review", "restore", backup, "--accept-loss")

    def retention(milliseconds):
        resource = ConfigResource(ConfigResource.Type.TOPIC, "case-files", incremental_configs=[
            ConfigEntry("retention.ms", milliseconds, incremental_operation=AlterConfigOpType.SET)])
        admin.incremental_alter_configs([resource])[resource].result(60)

    admin.create_partitions([NewPartitions("case-files", PARTITIONS + 2)])["case-files"].result(60)
    refuses(site, "the partitions were increased", f"began with {PARTITIONS} partitions", clock)
    restored()
    retention("1000")
    refuses(site, "retention was set", "retention.ms=1000", clock)
    wait_for("retention to take the beginning", 60, lambda: lost(site))
    retention("-1")
    refuses(site, "retention had taken the beginning", "the record has lost its beginning", clock)
    restored()
    delete({"case-files"})
    for extra in ([], ["--create"], ["--create", "--begin", "real", "--council", "bromley"]):
        text = site.run("annual-review", "topics", *extra, expect=1)
        if "the record was deleted" not in text or "case-files" in topics():
            raise Trouble(f"topics {extra} without a record: {text}")
    clock("the record was deleted: topics makes none anew")
    site.run("annual-review", "restore", backup, "--record-alone", "--folder", site.outbox, "--read-model",
             site.folder / "analytics-1.db")
    print(f"           {checks(site)}")
    clock("restored beside what was left")


def councils(site, clock):
    """Two councils on one cluster, the name of one the beginning of the other's: each verifies and backs up its own."""
    for name in ("brom", "bromley"):
        site.services.clear()
        site.environment["AR_NAMESPACE"] = name
        site.outbox = site.folder / f"outbox-{name}"
        site.outbox.mkdir()
        for service in SERVICES:
            site.add(service, name)
        site.begin(PARTITIONS, 12, 1, FIRST_DAY)
        start_services(site)
        site.run("annual-review", "rehearse", "--days", 5, "--patience", 120)
        status, text = site.verify("--namespace", name, "--outbox", site.outbox)
        if status:
            raise Trouble(text)
        print(f"           {name}: {text.strip().splitlines()[-1]}")
        site.run("annual-review", "check", "--folder", site.outbox)
        site.run("annual-review", "backup", site.folder / f"backup-{name}")
        stop_services(site)
    text = site.run("annual-review", "backup", site.folder / "backup-brom", expect=1)
    if "a backup of the namespace brom," not in text:
        raise Trouble(f"one council's backup was taken for the other's: {text}")
    clock("two councils, each verified and backed up by its own name")


def main():
    parser = argparse.ArgumentParser(description="A backup, a disaster, a restore.")
    parser.add_argument("--plans", type=int, default=40)
    parser.add_argument("--keep", action="store_true", help="leave the folder with all logs")
    arguments = parser.parse_args()
    if (status := cannot_test(NAME)) is not None:
        return status
    clock = Clock()
    with Site(1, OPTIONS, keep=arguments.keep) as site:
        try:
            clock(f"a broker; programs: {site.programs}")
            backup = drill(site, arguments.plans, clock)
            damage(site, backup, clock)
            councils(site, clock)
        except Trouble as trouble:
            print(f"{NAME}: {trouble}")
            site.say_logs()
            return 1
    print(f"{NAME}: all right, {time.monotonic() - clock.began:.0f} s")
    return 0


if __name__ == "__main__":
    run_test(NAME, main)
