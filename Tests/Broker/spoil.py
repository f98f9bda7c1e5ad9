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
        "by": "coordinator/C-01/command", "on": log.today, "because": "B" * 22, "events": [
            {"type": "withdrawn", "id": key, "data": {"report": "C" * 22}}]})
    producer.produce("case-files", json.dumps({
        "by": "operator/rehearsal/rehearsal", "on": log.first_day, "events": [
            {"type": "day-began", "id": f"day/{log.first_day}", "data": {}}]}).encode(), b"log", partition=0)
    # A record for others that tells of what was not said, a record that holds no schema, and a dead letter.
    append(first, None, "notifications", {"id": "nothing", "data": {}})
    append(first, None, "case-files", {"by": 7})
    producer.produce("dead-letters", json.dumps(
        {"topic": "case-files", "partition": 0, "offset": 0, "reason": "for a test"}).encode(), b"case-files/0/0")
    # Somebody known in a way that nobody is known; a person under a key of no form; another log's name.
    append(first, None, value={"by": "coordinator/C-01/telepathy", "on": log.today, "events": [
        {"type": "progress-recorded", "id": "D" * 22, "data": {"from": "setting"}}]})
    producer.produce("people", json.dumps({"name": "N", "address": []}).encode(), b"B-1/parent", partition=0)
    producer.produce("people", json.dumps(
        {"type": "annual-review.log-began.v1", "data": {"log": "E" * 22}}).encode(), b"log", partition=0)
    # One letter's bytes are others than its name says; another is there as another child's alone.
    documents = {
        verify.key_of(message): message for messages in verify.read(configuration, "documents")[0].values()
        for message in messages if message.value() is not None}
    # The letter that is changed on its way is of a case whose documents stay: else there would be nothing to hold it to.
    spoilt = {message.receipt for _, _, message in sent[:4]}
    names = {message.receipt: case.name for case, text, message in sent
             if "/tell-decision/" in text and "/contact-" in text and message.receipt not in spoilt}
    file = min(names)
    letters = [name for name in log.named
               if "/letter/" in name and name in documents and not name.startswith(f"{names[file]}/")]

    def write(name, message, value):
        producer.produce("documents", value, name.encode(), headers=message.headers(), partition=message.partition())
    write(letters[0], documents[letters[0]], b"something else")
    elsewhere = "OTHER/letter/" + letters[1].rsplit("/", 1)[1]
    write(elsewhere, documents[letters[1]], documents[letters[1]].value())
    write(letters[1], documents[letters[1]], None)
    # A letter that was changed on its way.
    outbox = pathlib.Path(arguments.outbox)
    changed = outbox / file
    changed.write_bytes(b"\n".join(
        line for number, line in enumerate(changed.read_bytes().split(b"\n")) if number % 7 or number < 40))
    # A file that nobody asked for, and one that is gone.
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
        "people known in a way that docs/ describe", "records of people under a key of docs/", "markers that name this log",
        "documents whose name is the hash of their salt and bytes", "documents that entries name, of their own case and role",
        "letters that left as they were written",
    ]))


if __name__ == "__main__":
    main()
