#!/usr/bin/env python3
"""Breaks a log and an outbox in every way that verify.py is there to find, and prints which checks must now fail.

Only for a log that is thrown away afterwards: run.py calls it last, to see that a green verifier was able to be red.
"""

import argparse
import json
import pathlib

from confluent_kafka import Producer

import verify


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bootstrap-servers", required=True)
    parser.add_argument("--outbox", required=True)
    arguments = parser.parse_args()
    configuration = {"bootstrap.servers": arguments.bootstrap_servers, "client.id": "spoil"}
    log = verify.Log()
    log.read(*verify.read(configuration, "case-files"))
    producer = Producer(configuration | {"acks": "all"})
    count = len(log.partitions)
    sent = [(case, text, message) for case in log.cases.values() for text, message in case.messages.items()
            if message.sent]

    def append(case, event, topic="case-files", value=None, headers=None):
        partition = verify.murmur2(case.name.encode()) % count
        if value is None:
            value = {"by": "notifier", "on": log.today, "seen": 1, "events": [event]}
        producer.produce(
            topic, json.dumps(value).encode(), case.name.encode(), partition=partition, headers=headers or {})

    def receipt(text, claim, words):
        return {"type": "notification-sent", "id": f"{text}/sent/{claim}",
                "data": {"channel": "folder", "receipt": words}}

    # A message that left twice, under another name; one that left without a claim; the same receipt said twice.
    (first, text, message), (second, other, _), (third, again, said) = sent[:3]
    append(first, receipt(text, message.sent_by, "another.eml"))
    append(second, receipt(other, 99, "without-claim.eml"))
    append(third, receipt(again, said.sent_by, said.receipt))
    # A conclusion that rests on what its writer cannot have seen; one whose cause never stood; a day that goes back.
    name = f"review-1/no-decision-by/{log.today}"
    append(first, None, value={
        "by": "scheduler", "on": log.today, "seen": 1 << 40, "events": [
            {"type": "not-recorded", "id": name, "data": {"rule": "DEC-1"}}]})
    key = "A" * 22
    append(second, None, value={
        "by": "coordinator/C-01", "on": log.today, "because": "B" * 22, "events": [
            {"type": "withdrawn", "id": key, "data": {"report": "C" * 22}}]})
    producer.produce("case-files", json.dumps({
        "by": "rehearsal", "on": log.first_day, "events": [
            {"type": "day-began", "id": f"day/{log.first_day}", "data": {}}]}).encode(), b"log", partition=0)
    # A record for others that tells of what was not said, a record that holds no schema, and a dead letter.
    append(first, None, "notifications", {"id": "nothing", "data": {}})
    append(first, None, "case-files", {"by": 7})
    producer.produce("dead-letters", json.dumps(
        {"topic": "case-files", "partition": 0, "offset": 0, "reason": "for a test"}).encode(), b"case-files/0/0")
    # A file that nobody asked for, and one that is gone.
    outbox = pathlib.Path(arguments.outbox)
    (outbox / "B-1+unasked.eml").write_bytes(b"X-Reference: B-1+unasked\r\n\r\n")
    (outbox / sent[3][2].receipt).unlink()
    if producer.flush(30):
        raise SystemExit("spoil: not everything was written")
    print("\n".join([
        "messages whose receipts all tell of one sending", "receipts, each with its claim before it",
        "conclusions that rest on what stood before them", "entries whose cause stands before them",
        "days that never go back and leave none out", "records of notifications that hold their schema",
        "records of case-files that hold their schema", "dead letters, no more and no less than expected",
        "files that the receiving end got, each with its receipt", "messages sent that the receiving end got",
    ]))


if __name__ == "__main__":
    main()
