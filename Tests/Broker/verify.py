#!/usr/bin/env python3
"""Reads every topic to its end and holds what stands there against what docs/ promises.

An independent reader: another language, another client, another fold, written from docs/events.md, docs/metrics.md,
docs/reliability.md ("What counts") and docs/schemas, and from none of the Swift. It prints what it checked, in numbers,
and ends with 1 when anything is violated.

    verify.py --bootstrap-servers HOST:PORT [--namespace WORD] [--outbox DIR] [--figures FILE] [--expect-dead N] [--newer]
              [--json FILE]

With --newer a later version may have written too: events of kinds, and with words in their ids, that docs/ do not know are
left out and counted, as services do; otherwise each is a violation.
"""

import argparse
import base64
import collections
import datetime
import email
import email.policy
import functools
import hashlib
import json
import pathlib
import re
import sys

from confluent_kafka import Consumer, KafkaError, TopicPartition
from jsonschema import Draft202012Validator

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs"
# The longest wait for the next record or end of a partition before a topic counts as unreadable.
PATIENCE = 60.0
MOST_EXAMPLES = 5
# Whom a reminder or a message names; the family is told contact by contact.
PARTIES = {"setting", "coordinator", "health", "social-care", "manager"}
SERVICES = {"scheduler", "notifier", "decision-writer", "analytics"}
WAYS = {"desk", "portal", "command", "import", "rehearsal"}
ON_SUBMISSION = {
    "decision-made", "decision-refused", "decision-letter", "final-made", "final-refused", "final-letter",
    "tell-decision", "tell-refused", "tell-final", "tell-early-request", "tell-early-answer", "tell-invitation", "tell-again",
    "tell-moved-in", "tell-ceasing-considered", "tell-ended", "tell-disagreement-answer", "tell-change-answer",
    "tell-correction", "tell-paper-astray", "tell-paper-not-yours", "reasons-alike", "outcomes-alike",
}
# Conclusions of docs/events.md that a message tells of, each on the same fact; for reminders, to the same party.
TELLS_OF = {
    "tell-review-due": ("opened",), "tell-late-to-family": ("no-decision-by",), "tell-decision": ("decision-letter",),
    "tell-refused": ("decision-refused", "final-refused"), "tell-final": ("final-letter",),
}
# Messages that tell of a report that somebody made.
TELLS_OF_REPORT = {
    "tell-early-request": "early-review-requested", "tell-early-answer": "early-review-answered", "tell-moved-in": "moved-in",
    "tell-ceasing-considered": "ceasing-considered", "tell-ended": "plan-ended",
    "tell-disagreement-answer": "disagreement-answered", "tell-change-answer": "change-answered",
    "tell-correction": "correction-recorded", "tell-paper-astray": "paper-astray",
    "tell-paper-not-yours": "paper-not-yours",
}
# What is owed whatever became of the plan, but for a death.
AFTER_ANY_END = {"tell-correction", "tell-paper-astray", "tell-paper-not-yours"}
# What may be reminded of or not recorded, beside what is decided about in `awaits`.
WORDS = ON_SUBMISSION | set(TELLS_OF) | set(TELLS_OF_REPORT) | {
    "day", "log-began", "head", "opened", "remind-arrange", "remind-advice", "remind-report", "remind-decision", "remind-final",
    "no-meeting-by", "no-report-by", "no-decision-by", "no-final-by", "not-reviewed-by", "no-transfer-plan-by",
    "no-answer-by", "no-transfer-letter-by", "rights-will-pass", "rights-passed", "tell-rights-will-pass",
    "tell-rights-passed", "tell-invitation", "tell-remind-arrange", "tell-remind-advice", "tell-remind-report",
    "tell-remind-decision", "tell-remind-final", "tell-not-recorded",
}
DAY = re.compile(r"\d{4}-\d\d-\d\d$")
MONTH = re.compile(r"\d{4}-\d\d$")
KEY = re.compile(r"[A-Za-z0-9_-]{22}$")
CASE = re.compile(r"[A-Za-z0-9_.-]{1,15}$")
CONTACT = re.compile(r"contact-([1-9]\d{0,2})$")
# What names a document because it is missing, does not fit, or was withdrawn: nobody finds it where documents are.
LACKING = {("notification-failed", "document"), ("document-withdrawn", "document")}
# A hash that is no document's: of a secret, the secret itself, and of a file of the seeds.
SECRETS = {("audit-committed", "sha256"), ("audit-revealed", "secret"), ("pilot-committed", "sha256")}
# What the document is for that a field names; with case and hash it is the key on `documents`.
ROLES = {
    ("contact-recorded", "holds_rights.evidence"): "contact-evidence",
    ("contact-recorded", "may_be_written_to.evidence"): "contact-evidence",
    ("contact-recorded", "may_see.evidence"): "contact-evidence",
    ("contact-recorded", "location_protected.evidence"): "contact-evidence",
    ("early-review-requested", "document"): "request", ("early-review-answered", "document"): "answer",
    ("progress-recorded", "document"): "progress", ("disagreement-answered", "document"): "answer",
    ("views-received", "document"): "views", ("report-received", "document"): "report",
    ("short-term-outcomes-agreed", "document"): "outcomes", ("representations-received", "document"): "representations",
    ("decision-submitted", "reasons"): "reasons", ("decision-submitted", "plan"): "plan",
    ("decision-submitted", "amendments"): "amendments", ("decision-submitted", "evidence"): "evidence",
    ("decision-submitted", "explanation"): "explanation", ("final-submitted", "reasons"): "reasons",
    ("evidence-received", "document"): "evidence", ("change-requested", "document"): "request",
    ("change-answered", "document"): "answer", ("ceasing-considered", "document"): "reasons",
    ("final-submitted", "plan"): "final-plan", ("letter-written", "copies[].document"): "letter",
    ("letter-written", "copies[].forms[].document"): "letter",
    ("notification-requested", "document"): "letter", ("capacity-assessed", "evidence"): "capacity-evidence",
    ("plan-version-recorded", "plan"): "structured-plan", ("plan-version-recorded", "source"): "plan",
    ("final-submitted", "explanation"): "explanation", ("amendment-answered", "document"): "answer",
    ("audit-recorded", "explanation"): "explanation", ("audit-moderated", "explanation"): "explanation",
    ("audit-action-set", "document"): "request", ("audit-action-done", "document"): "answer",
    ("document-withdrawn", "explanation"): "explanation", ("decision-submitted", "correction"): "reasons",
    ("final-submitted", "correction"): "reasons",
    ("officer-met", "document"): "representations",
    ("late-reason-given", "document"): "explanation", ("fact-contested", "document"): "request",
    ("contest-settled", "document"): "answer", ("question-asked", "document"): "request",
    ("question-answered", "document"): "answer", ("support-not-delivered", "document"): "request",
    ("support-answered", "document"): "answer", ("complaint-made", "document"): "request",
    ("complaint-answered", "document"): "answer", ("remedy-considered", "document"): "reasons",
    ("audit-learning-returned", "document"): "explanation",
    ("correction-recorded", "wrong"): "answer", ("correction-recorded", "right"): "answer",
    ("paper-astray", "document"): "answer", ("paper-astray", "readers"): "answer",
    ("paper-not-yours", "document"): "answer", ("safety-concern-raised", "document"): "safety-concern",
    ("moved-in", "record"): "transfer-record", ("plan-ended", "record"): "transfer-record",
}
# Conclusions that rest on the month of birth, and what is told of each: to whoever is concerned, on the day that follows.
ON_MONTH = {"rights-will-pass", "rights-passed"}
OF_PASSING = {f"tell-{word}": word for word in ON_MONTH}
# That a letter was written; with a contact behind the fact, that copy of it later than the others.
LETTERS = {"decision-letter", "final-letter"}
# The topics beside the case files.
TOPICS = ("people", "children", "children-return", "cohorts", "documents", "notifications", "access", "metrics", "dead-letters", "quarantine")
# The sections of a plan, in the order of reg 12(1).
LETTERS_OF_PLAN = ["A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K"]
AUDIENCES = {"invited", "council", "writer"}
# Keys of people: a contact of a case, a setting, somebody who works for the council, a team.
PERSON = re.compile(
    r"([A-Za-z0-9_.-]{1,15}/[1-9]\d{0,2}|setting/\d{6}(\d\d)?|officer/[A-Za-z0-9_.-]{1,15}|team/[a-z-]+)$")


class Checks:
    """What was checked: how often, how often in vain, and the first examples."""

    def __init__(self):
        self.items = {}

    def start(self, name):
        self.items.setdefault(name, [0, 0, []])

    def __call__(self, name, is_right, example=""):
        item = self.items.setdefault(name, [0, 0, []])
        item[0] += 1
        if not is_right:
            item[1] += 1
            if len(item[2]) < MOST_EXAMPLES:
                item[2].append(example() if callable(example) else example)
        return is_right

    @property
    def violations(self):
        return sum(item[1] for item in self.items.values())


check = Checks()
counts = collections.Counter()


# --- Reading -----------------------------------------------------------------------------------------------------------


# What stands before the names of topics on a cluster that several councils share.
prefix = ""


def read(configuration, topic):
    """Every record of a topic, each partition in order: a list a partition, and the first offsets."""
    topic = prefix + topic
    consumer = Consumer(configuration | {
        "group.id": "verify-never-joined", "enable.auto.commit": False, "auto.offset.reset": "error",
        "enable.partition.eof": True,
        # A producer with transactions must hide nothing.
        "isolation.level": "read_uncommitted",
    })
    try:
        described = consumer.list_topics(topic, timeout=30).topics[topic]
        if described.error is not None or not described.partitions:
            sys.exit(f"verify: {topic} cannot be read: {described.error or 'it has no partitions'}")
        lows, assignment = {}, []
        for partition in described.partitions:
            low, _ = consumer.get_watermark_offsets(TopicPartition(topic, partition), timeout=30)
            lows[partition] = low
            assignment.append(TopicPartition(topic, partition, low))
        consumer.assign(assignment)
        records = {partition: [] for partition in described.partitions}
        open_ends = set(records)
        while open_ends:
            message = consumer.poll(PATIENCE)
            if message is None:
                sys.exit(f"verify: nothing was read of {topic} for {PATIENCE:.0f} s; open: {sorted(open_ends)}")
            if message.error() is None:
                records[message.partition()].append(message)
            elif message.error().code() == KafkaError._PARTITION_EOF:
                open_ends.discard(message.partition())
            elif not message.error().retriable():
                sys.exit(f"verify: {topic} cannot be read: {message.error()}")
        return records, lows
    finally:
        consumer.close()


@functools.cache
def page():
    return (DOCS / "events.md").read_text()


@functools.cache
def said_by():
    """Of each kind, by whose word it counts: the table of docs/events.md."""
    return {
        kind: {word.strip() for word in words.split(",")}
        for kind, words in re.findall(r"^### `([a-z-]+)`$(?:(?!^### )[\s\S])*?^Said by: ([^;\n]*);", page(), re.M)}


@functools.lru_cache(maxsize=1 << 16)
def speaker(text):
    """In what capacity somebody speaks; None when only a newer version knows whom, or how they were known."""
    parts = text.split("/")
    if len(parts) == 1:
        return text if text in SERVICES else None
    return parts[0] if parts[0] not in SERVICES and parts[2] in WAYS else None


def actor_of(text):
    """The id of the person who speaks, whatever their role; of a service its name."""
    parts = text.split("/")
    return parts[1] if len(parts) > 1 else text


def may_say(by, kind):
    return speaker(by) in said_by().get(kind, ())


def named_documents(kind, data):
    """The documents that an event names: what each is for, and its hash."""
    found = []

    def look(value, path):
        if isinstance(value, dict):
            for name, inner in value.items():
                look(inner, f"{path}.{name}" if path else name)
        elif isinstance(value, list):
            for inner in value:
                look(inner, path if isinstance(inner, str) else path + "[]")
        elif (kind, path) in ROLES:
            found.append((ROLES[kind, path], value))
    look(data, "")
    return found


@functools.cache
def validator(topic):
    schema = json.loads((DOCS / f"schemas/{topic}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@functools.cache
def of_type(kind):
    """The schema of one type's data, by itself: the whole schema asks about every type there is, for each event."""
    definition = validator("case-files").schema.get("$defs", {}).get(kind)
    return None if definition is None else Draft202012Validator(definition)


@functools.cache
def entry_without_types():
    schema = json.loads(json.dumps(validator("case-files").schema))
    schema["properties"]["events"]["items"].pop("allOf", None)
    schema.pop("$defs", None)
    return Draft202012Validator(schema)


def is_newer_word(text):
    """Whether an id is that of a conclusion, or of a message about one, whose word docs/ do not know."""
    what = conclusion(text) if "/" in text else None
    return what is not None and (what.word not in WORDS or (what.about is not None and what.about not in WORDS))


@functools.cache
def kinds():
    return set(validator("case-files").schema["properties"]["events"]["items"]["properties"]["type"]["enum"])


def is_newer(event):
    """Whether an event is of a kind, or says a word, that docs/ do not know."""
    if not isinstance(event, dict) or not isinstance(event.get("type"), str) or not isinstance(event.get("id"), str):
        return False
    return event["type"] not in kinds() or is_newer_word(event["id"])


def holds(topic, place, value):
    """Whether a value is what docs/schemas says."""
    if topic == "case-files":
        error = next(entry_without_types().iter_errors(value), None)
        for event in value.get("events", []) if error is None else []:
            one = of_type(event["type"])
            error = error or (one and next(one.iter_errors(event["data"]), None))
    else:
        error = next(validator(topic).iter_errors(value), None)
    return check(
        f"records of {topic} that hold their schema", error is None,
        lambda: f"{place}: {error.json_path}: {error.message[:200]}")


def parsed(topic, message, newer=None):
    """The value as JSON; None, and a violation, when it is none. What only a later version knows goes to `newer`."""
    place = f"{topic}/{message.partition()}/{message.offset()}"
    try:
        value = json.loads(message.value())
    except (TypeError, ValueError) as error:
        check(f"records of {topic} that hold their schema", False, f"{place}: no JSON: {error}")
        return None
    if newer is not None and isinstance(value, dict) and isinstance(value.get("events"), list):
        left_out = [event for event in value["events"] if is_newer(event)]
        if left_out:
            newer.extend(left_out)
            value["events"] = [event for event in value["events"] if not is_newer(event)]
            if not value["events"]:
                return None
        if isinstance(value.get("because"), str) and is_newer_word(value["because"]):
            del value["because"]
    return value if holds(topic, place, value) else None


def key_of(message):
    return (message.key() or b"").decode("utf-8", "replace")


def murmur2(data):
    """Java's Kafka partitioner."""
    mask, m = 0xFFFFFFFF, 0x5BD1E995
    h = (0x9747B28C ^ len(data)) & mask
    for index in range(0, len(data) - len(data) % 4, 4):
        k = int.from_bytes(data[index:index + 4], "little") * m & mask
        k = (k ^ k >> 24) * m & mask
        h = h * m & mask ^ k
    rest = data[len(data) - len(data) % 4:]
    if rest:
        h = (h ^ int.from_bytes(rest, "little")) * m & mask
    h = (h ^ h >> 13) * m & mask
    return (h ^ h >> 15) & 0x7FFFFFFF


# What no entry may hold more of.
MOST_EVENTS = 1000


def framed(message):
    """A record as it enters the proof: key, value and headers, each after its length; absent is 2^32 - 1 and no bytes."""
    def field(value):
        return b"\xff" * 4 if value is None else len(value).to_bytes(4, "big") + value
    headers = message.headers() or []
    return (field(message.key()) + field(message.value()) + len(headers).to_bytes(4, "big")
            + b"".join(field(name.encode()) + field(value or b"") for name, value in headers))


def proof(before, message):
    """The proof of a partition's records, this one included: docs/events.md, `head-reckoned`."""
    return hashlib.sha256(before + hashlib.sha256(framed(message)).digest()).digest()


def base64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def bytes_of(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def reference(key):
    """A submission by the first eight bytes of its key."""
    return base64url(base64.urlsafe_b64decode(key + "==")[:8])


def compulsory_age_ends(born):
    """The last Friday in June of the school year, from September, in which a child of that month turns 16."""
    year, month = int(born[:4]), int(born[5:7])
    day = datetime.date(year + (17 if month >= 9 else 16), 6, 30)
    return (day - datetime.timedelta(days=(day.weekday() - 4) % 7)).isoformat()


def after(day, days):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()


# --- Ids ---------------------------------------------------------------------------------------------------------------


Conclusion = collections.namedtuple("Conclusion", "review word about fact whom stage attempt message")


def contact_in(whom):
    """The number of the contact that an id names; None of a party."""
    found = CONTACT.match(whom or "")
    return int(found[1]) if found and int(found[1]) < 256 else None


# Of these nothing tells where the child is, nor where and when the child will be.
TELL_NO_PLACE = {"tell-review-due", "tell-late-to-family", "tell-rights-will-pass", "tell-rights-passed"}


@functools.lru_cache(maxsize=1 << 16)
def conclusion(text):
    """The parts of a conclusion's id, as docs/events.md lays them out; None when it is none."""
    parts = text.split("/")
    review = 0
    if parts[0].startswith("review-"):
        review = int(parts.pop(0)[7:])
    if not parts:
        return None
    word, about, fact, whom, stage, attempt = parts.pop(0), None, None, None, None, 0
    if word == "tell-not-recorded" and parts:
        about = parts.pop(0)
    if parts and (word in ON_SUBMISSION or DAY.match(parts[0]) or word in ON_MONTH and MONTH.match(parts[0])):
        fact = parts.pop(0)
    if parts and (parts[0] in PARTIES or (word.startswith("tell-") or word in LETTERS) and contact_in(parts[0])):
        whom = parts.pop(0)
    message = text
    if len(parts) == 2 and parts[0] in ("claim", "sent", "failed", "returned"):
        stage, attempt = parts[0], int(parts[1])
        message = "/".join(text.split("/")[:-2])
        parts = []
    return None if parts else Conclusion(review, word, about, fact, whom, stage, attempt, message)


# --- One case ----------------------------------------------------------------------------------------------------------


class Message:
    def __init__(self, offset, document, until):
        self.until = until
        self.claims, self.is_claimed, self.sent, self.receipt, self.failure = 0, False, None, None, None
        self.has_returned = False
        # Whether, ever since its claim, it may tell where the child is to whom that is kept from, and nobody looked through it.
        self.is_kept = False
        self.claimed_by, self.sent_by, self.receipts = {}, None, []
        self.offset, self.document = offset, document


class Case:
    """The fold of a case's entries, by "What counts" of docs/reliability.md."""

    def __init__(self, name):
        self.name = name
        self.keys, self.struck, self.reports = set(), set(), []
        # Of reports whose correction or withdrawal came first: by whom. The day on which a copy of a letter was closed.
        self.struck_before, self.closed = collections.defaultdict(list), {}
        self.said, self.opened_on, self.letters, self.messages = {}, {}, {}, {}
        # How a copy of a letter is served: its days run from that.
        self.served_by = {}
        # Who reported each death: they alone do not strike it out.
        self.deaths = {}
        # The moves of which the letter has left for everybody who was to be told at the time.
        self.moves_told = set()
        self.imported_at, self.corrects, self.rules = -1, {}, {}
        # The last report by which an arranged meeting fell or the setting became another, and how many messages had been
        # asked for when it became that.
        self.turned_by, self.setting_since = None, 0

    # What is known, from the reports that stand.

    def standing(self, kind, review=None):
        for report in self.reports:
            if report["type"] == kind and report["id"] not in self.struck:
                if review is None or report["data"].get("review") == review:
                    yield report

    def first(self, kind, review=None):
        return next(self.standing(kind, review), None)

    def last(self, kind, review=None):
        found = None
        for found in self.standing(kind, review):
            pass
        return found

    def day(self, kind, review):
        report = self.first(kind, review)
        return report and report["happened"]

    @property
    def plan(self):
        report = self.last("plan-recorded")
        return report and report["data"]

    @property
    def ended(self):
        report = self.first("plan-ended")
        return report and report["happened"]

    @property
    def reviews(self):
        under_way = [report["data"]["review"] for report in self.standing("review-under-way")]
        return max(list(self.opened_on) + under_way, default=0)

    def exists(self, review):
        return 0 < review and (review in self.opened_on or self.first("review-under-way", review) is not None)

    def arranged(self, review):
        report = self.last("meeting-arranged", review)
        return report and report["data"]["meeting"]

    @property
    def setting(self):
        return (self.plan or {}).get("setting")

    def recorded_contacts(self):
        """Of each contact what it is to the child, whether it holds the rights, and whether it may be written to."""
        known = {}
        for report in self.standing("contact-recorded"):
            data = report["data"]
            if data["contact"] > 0:
                known[data["contact"]] = (
                    data["relation"], data["holds_rights"]["is"], data["may_be_written_to"]["is"])
        return known or {1: ("parent", True, True)}

    def is_said_of_birth(self, word):
        """Whether that was said of the month of birth that is known now."""
        born = (self.plan or {}).get("born")
        return born is not None and f"{word}/{born}" in self.said

    def is_still_past(self):
        """The rights passed by another month of birth, and by the one recorded since compulsory school age was over then."""
        born = (self.plan or {}).get("born")
        return (born is not None and any(text.startswith("rights-passed/") for text in self.said)
                and compulsory_age_ends(born) < self.last("plan-recorded")["recorded"])

    def basis(self):
        """By what the rights are held: as recorded, by age, or for somebody who lacks the capacity for a review."""
        if not self.is_said_of_birth("rights-passed") and not self.is_still_past():
            return "recorded"
        lacks = False
        for report in self.standing("capacity-assessed"):
            if report["data"]["decision"] == "annual-review":
                lacks = report["data"]["lacks"]
        return "without capacity" if lacks else "age"

    def contacts(self):
        """Of each contact whether it holds the rights, and whether it may be written to."""
        known, basis = self.recorded_contacts(), self.basis()
        represented = any(relation == "representative" and holds for relation, holds, _ in known.values())

        def held(relation, holds):
            if basis == "recorded":
                return holds
            if basis == "age":
                return relation == "young-person"
            return holds and relation != "young-person" and (not represented or relation == "representative")
        return {number: (held(relation, holds), told) for number, (relation, holds, told) in known.items()}

    def is_kept(self, text):
        """Whether that message may tell where the child is to whom that is kept from, and nobody looked through it."""
        what = conclusion(text)
        facts = [r["data"] for r in self.standing("contact-recorded") if f"contact-{r['data']['contact']}" == what.whom]
        if not facts or not facts[-1]["location_protected"]["is"]:
            return False
        first = self.said_by(what)
        looked = {r["data"]["message"] for r in self.standing("looked-through")}
        return first.word not in TELL_NO_PLACE and not looked & {text, first.message}

    def hears_of_passing(self):
        """The young person, and whoever holds the rights or held them before, of those who may be written to."""
        return {number for number, (relation, holds, told) in self.recorded_contacts().items()
                if told and (holds or relation == "young-person")}

    def letters_that_wait(self):
        """Those of which a copy neither left nor was closed."""
        return [letter for letter, copies in self.letters.items() if any(
            (letter, contact) not in self.closed and not self.has_left(letter, contact) for contact in copies)]

    def has_left(self, letter, contact):
        message = self.messages.get(f"{letter.replace('/', '/tell-', 1).replace('-letter/', '/')}/contact-{contact}")
        return message is not None and message.sent is not None

    def readdress(self, waiting, basis, on):
        """Where the law gives the rights to others, what waits is to be written for these too."""
        if self.basis() == basis:
            return lambda: None
        before = {letter: dict(self.letters[letter]) for letter in waiting}, dict(self.closed)
        for letter in waiting:
            for contact in self.to_be_told():
                if self.has_left(letter, contact):
                    continue
                if contact not in self.letters[letter] or (letter, contact) in self.closed:
                    self.letters[letter][contact] = None
                    self.closed.pop((letter, contact), None)
        self.close_letters(on)

        def undo():
            self.letters.update(before[0])
            self.closed = before[1]
        return undo

    def to_be_told(self):
        """The contacts that hold the rights and may be written to."""
        return sorted(number for number, facts in self.contacts().items() if all(facts))

    def may_be_written_to(self, whom):
        contact = contact_in(whom)
        return contact is None or self.contacts().get(contact, (False, False))[1]

    def may_leave(self, what):
        """After an end only to the council's own staff, of the decision to cease, or of that end itself unless the plan went to
        another council; of nothing when the child died."""
        ends = [report["data"].get("reason") for report in self.standing("plan-ended")]
        if not ends or what.whom in ("coordinator", "manager"):
            return True
        what = self.said_by(what)
        if what.word in AFTER_ANY_END:
            return "died" not in ends
        if what.word == "tell-ended":
            return "died" not in ends and ends[0] != "transferred" and any(
                reference(report["id"]) == what.fact for report in self.standing("plan-ended"))
        return "died" not in ends and what.word == "tell-decision" and any(
            report["data"].get("outcome") == "cease"
            for report in self.standing_or_not("decision-submitted") if reference(report["id"]) == what.fact)

    def standing_or_not(self, kind):
        return (report for report in self.reports if report["type"] == kind)

    def is_known_to_family(self, what):
        """Whether the letter has left for one of the family, or was recorded as sent: before that nobody else is told."""
        prefix = f"review-{what.review}/{what.word}/{what.fact}/contact-"
        if any(message.sent for text, message in self.messages.items() if text.startswith(prefix)):
            return True
        return bool(self.final_told(what.review) if what.word == "tell-final" else self.told(what.review))

    def meetings(self):
        """The reports of arranged meetings that stand."""
        return {report["id"] for report in self.standing("meeting-arranged")}

    def invitation(self, review, whom):
        """The fact of the invitation that somebody lacks; None when the last word to them on the meeting is true."""
        meeting = self.last("meeting-arranged", review)
        if meeting is None or not self.exists(review):
            return None
        # A Python dictionary keeps the order in which messages were asked for.
        asked = list(self.messages.items())[self.setting_since if whom == "setting" else 0:]
        prefix = f"review-{review}/tell-invitation/"
        heard = None
        for text, message in asked:
            if text.startswith(prefix) and text.endswith(f"/{whom}"):
                if message.failure != "too-late" or message.claims > 1:
                    heard = message
        if heard and heard.until == meeting["data"]["meeting"] and heard.failure != "too-late":
            return None
        fact = reference(meeting["id"])
        return self.turned_by if f"{prefix}{fact}/{whom}" in self.messages else fact

    def submission(self, review, word="decision"):
        """The first that was submitted and not refused."""
        for report in self.standing(f"{word}-submitted", review):
            if f"review-{review}/{word}-refused/{reference(report['id'])}" not in self.said:
                return report
        return None

    def refused_on(self, review):
        """The first day on which a decision was submitted that was refused, whether or not it stands still."""
        return min((report["recorded"] for report in self.standing_or_not("decision-submitted")
                    if report["data"]["review"] == review
                    and f"review-{review}/decision-refused/{reference(report['id'])}" in self.said), default=None)

    def made(self, review, word="decision"):
        """The fact of the submission that was made, when it is the one that counts."""
        report = self.submission(review, word)
        fact = report and reference(report["id"])
        return fact if fact and f"review-{review}/{word}-made/{fact}" in self.said else None

    def left(self, review, word, fact):
        """The day on which the last of those to whom that letter is addressed, and whom nobody closed, was sent theirs; and
        the day since when that is so. None while one of them waits."""
        letter = f"review-{review}/{word}-letter/{fact}"
        sent, settled = [], []
        for contact in self.letters.get(letter, {}):
            message = self.messages.get(f"review-{review}/tell-{word}/{fact}/contact-{contact}")
            days = [message.sent] if message and message.sent else []
            sent += days
            days += [self.closed[letter, contact]] if (letter, contact) in self.closed else []
            if not days:
                return None
            settled.append(min(days))
        return (max(sent), max(settled + [min(sent)])) if sent else None

    def told(self, review):
        recorded = self.day("decision-recorded", review)
        if recorded:
            return recorded
        left = self.left(review, "decision", self.made(review))
        return left and left[0]

    def known_told(self, review):
        """The day since when the log shows that the family was told."""
        recorded = self.first("decision-recorded", review)
        if recorded:
            return recorded["recorded"]
        left = self.left(review, "decision", self.made(review))
        return left and left[1]

    def told_before(self, review):
        """The first day on which the family had been told of any decision on that review, also one corrected since."""
        facts = [conclusion(text).fact for text in self.letters
                 if text.startswith(f"review-{review}/decision-letter/")]
        return min((left[0] for left in (self.left(review, "decision", fact) for fact in facts) if left), default=None)

    def outcome(self, review):
        recorded = self.first("decision-recorded", review)
        if recorded:
            return recorded["data"].get("outcome")
        return self.submission(review)["data"].get("outcome") if self.made(review) else None

    def notice(self, review):
        recorded = self.first("decision-recorded", review)
        if recorded:
            return recorded["data"].get("notice")
        return self.told(review) if self.outcome(review) == "amend" else None

    def final_told(self, review):
        recorded = self.day("final-recorded", review)
        if recorded:
            return recorded
        left = self.left(review, "final", self.made(review, "final"))
        return left and left[0]

    def answers_awaited(self, review, recorded):
        """Who was sent that review's notice, holds rights, and could still answer when the amendment was finished: fifteen
        days from service, which by post is the second working day (of these weekends alone are known here), unless they had
        said that nothing more would come."""
        fact, final = self.made(review), self.submission(review, "final")
        if self.first("decision-recorded", review) or not fact or not final or self.outcome(review) != "amend":
            return []
        day = min(final["happened"], recorded)
        letter = f"review-{review}/decision-letter/{fact}"
        holders = [contact for contact in self.letters.get(letter, {})
                   if contact in self.to_be_told() and (letter, contact) not in self.closed]
        awaited = []
        for contact in holders:
            message = self.messages.get(f"review-{review}/tell-decision/{fact}/contact-{contact}")
            if not message or not message.sent:
                continue
            served = datetime.date.fromisoformat(message.sent)
            for _ in range(2 if self.served_by.get((letter, contact)) == "post" else 0):
                served += datetime.timedelta(days={4: 3, 5: 2}.get(served.weekday(), 1))
            until = str(served + datetime.timedelta(days=14))
            last_word = any(
                report["type"] == "representations-received" and report["data"]["review"] == review
                and report["data"].get("is_final") and report["happened"] <= day
                and (report["data"].get("contact") == contact or "contact" not in report["data"] and len(holders) == 1)
                for report in self.reports)
            if until >= day and not last_word:
                awaited.append(f"contact {contact} until {until}")
        return awaited
    def is_transfer_letter_out(self):
        """The letter of the latest move has left for everybody who was to be told at the time."""
        moved = self.last("moved-in")
        return moved is not None and moved["id"] in self.moves_told

    def note_move_told(self):
        """Notes whether the letter of the latest move is out: it has left for a contact, and waits for none who is to be told."""
        moved = self.last("moved-in")
        if moved is None or moved["id"] in self.moves_told:
            return
        prefix = f"tell-moved-in/{reference(moved['id'])}/"
        letters = {text[len(prefix):]: message for text, message in self.messages.items() if text.startswith(prefix)}
        if any(message.sent for message in letters.values()) and not any(
                contact_in(whom) in self.to_be_told() for whom, message in letters.items() if not message.sent):
            self.moves_told.add(moved["id"])

    def is_transfer_named(self):
        """The plan names the setting after the transfer, or a final plan does, sent in the year before it or later."""
        plan = self.plan or {}
        if plan.get("transfer_named"):
            return True
        if plan.get("transfer_year") is None:
            return False
        for review in range(1, self.reviews + 1):
            told = self.final_told(review)
            report = self.first("final-recorded", review) or self.submission(review, "final")
            if told and report["data"].get("names_transfer") and int(told[:4]) >= plan["transfer_year"] - 1:
                return True
        return False

    # The entries.

    def append(self, entry, offset):
        """Adds an entry; answers "accepted", "repeated", "overtaken" or "not entitled", and the events that count."""
        events = entry["events"]
        reports = [event for event in events if KEY.match(event["id"])]
        if reports:
            return self.report(entry, reports, offset)
        if not all(may_say(entry["by"], event["type"]) for event in events):
            return "not entitled", []
        ids = [event["id"] for event in events]
        if len(set(ids)) < len(ids) or any(self.holds(text) for text in ids):
            return "repeated", []
        undo = []
        for event in events:
            if not self.take(event, entry["on"], offset, undo):
                for step in reversed(undo):
                    step()
                return "overtaken", []
        self.note_move_told()
        return "accepted", events

    def report(self, entry, reports, offset):
        new, verdict = [], "repeated"
        seen = set()
        for event in reports:
            # An entry holds an id once: of two reports the first counts, or none.
            if event["id"] in self.keys or event["id"] in seen:
                continue
            seen.add(event["id"])
            # Not in that capacity: it counts for nothing, and its key stays free.
            if not may_say(entry["by"], event["type"]):
                verdict = "not entitled"
                continue
            # A case takes so many reports, and no more.
            if len(self.reports) >= 5000:
                verdict = "overtaken" if verdict == "repeated" else verdict
                continue
            self.keys.add(event["id"])
            new.append(event)
            setting, meetings = self.setting, self.meetings()
            waiting, basis = self.letters_that_wait(), self.basis()
            by = actor_of(entry["by"])
            noted = {
                "id": event["id"], "type": event["type"], "data": event["data"],
                "happened": event.get("time", entry["on"]), "recorded": entry["on"],
            }
            replaced = event.get("replaces")
            if event["type"] == "withdrawn" and event["data"]["report"] != event["id"]:
                self.strike(event["data"]["report"], {speaker for kind in said_by().values() for speaker in kind}, by)
            place = None
            if replaced and replaced != event["id"]:
                place = next((i for i, known in enumerate(self.reports) if known["id"] == replaced), None)
                # Whoever may not say a thing may not correct it either.
                if place is None or may_say(entry["by"], self.reports[place]["type"]):
                    self.strike(replaced, {speaker(entry["by"])}, by)
                    self.corrects[event["id"]] = replaced
                else:
                    place = None
            if event["type"] == "plan-ended" and event["data"].get("reason") == "died":
                self.deaths[event["id"]] = by
            for speakers, who in self.struck_before.pop(event["id"], []):
                if speakers & said_by()[event["type"]] and self.deaths.get(event["id"]) != who:
                    self.struck.add(event["id"])
            # A correction stands where the report stood that it corrects.
            self.reports.insert(len(self.reports) if place is None else place + 1, noted)
            if not meetings <= self.meetings():
                self.turned_by = reference(event["id"])
            if self.setting != setting:
                self.turned_by, self.setting_since = reference(event["id"]), len(self.messages)
            self.readdress(waiting, basis, entry["on"])
            self.close_letters(entry["on"])
            self.note_move_told()
            for text, message in self.messages.items():
                message.is_kept = message.is_kept and self.is_kept(text)
            if entry["by"].split("/")[2:3] == ["import"]:
                self.imported_at = offset
        return ("accepted" if new else verdict), new

    def strike(self, key, speakers, by):
        """Strikes a report out; one that has not come is struck out when it comes, if these may say such a thing. A death
        is not struck out by whoever reported it."""
        if key not in self.keys:
            self.struck_before[key].append((speakers, by))
        elif self.deaths.get(key) != by:
            self.struck.add(key)

    def close_letters(self, on):
        """Whoever may not be told any more is waited for no longer, also when that is taken back."""
        told = self.to_be_told() if self.letters else []
        for letter, copies in self.letters.items():
            for contact in copies:
                if contact not in told:
                    self.closed.setdefault((letter, contact), on)

    def holds(self, text):
        what = conclusion(text)
        if what is None or what.stage is None:
            return text in self.said or text in self.messages
        message = self.messages.get(what.message)
        if message is None:
            return False
        if what.stage == "claim":
            return message.claims >= what.attempt
        if what.stage == "sent":
            return message.sent is not None
        if what.stage == "returned":
            return message.has_returned
        return message.failure is not None and message.claims == what.attempt

    def take(self, event, on, offset, undo):
        """Takes one conclusion; False when nothing in the file calls for it."""
        text, kind, data = event["id"], event["type"], event["data"]
        what = conclusion(text)
        if what is None:
            return False
        if kind == "notification-requested":
            if not self.calls_for(what):
                return False
            self.messages[text] = Message(offset, data.get("document"), data["until"])
            undo.append(lambda: self.messages.pop(text))
            return True
        if what.stage:
            # What somebody posted left on the day on which they did, and not on the day on which they said so.
            left = min(event.get("time", on), on) if kind == "notification-sent" else on
            return self.take_step(what, data, kind, left, undo)
        review = what.review
        if kind == "review-opened":
            number = self.reviews
            fits = self.plan is not None and not self.ended and review == number + 1
            fits = fits and (number == 0 or self.told(number) is not None)
            if fits:
                self.opened_on[review] = (on, data["kind"])
                undo.append(lambda: self.opened_on.pop(review))
        elif kind == "rights-pass":
            born = (self.plan or {}).get("born")
            fits = born is not None and not self.ended and review == 0 and what.fact == born
            fits = fits and (what.word == "rights-passed" or self.basis() == "recorded")
            if fits:
                waiting, basis = self.letters_that_wait(), self.basis()
                self.said[text] = on
                undo.append(self.readdress(waiting, basis, on))
        elif kind in ("reminded", "not-recorded"):
            fits = self.awaits(what)
        elif kind in ("decision-made", "decision-refused", "final-made", "final-refused"):
            word = what.word.split("-")[0]
            submitted = self.submission(review, word)
            if kind.endswith("-refused"):
                # Also of what was made, as long as its letter is not written.
                fits = f"review-{review}/{word}-letter/{what.fact}" not in self.letters and submitted is not None
            else:
                fits = self.made(review, word) is None and submitted is not None
            fits = fits and reference(submitted["id"]) == what.fact
            fits = fits and (word == "decision" or self.final_told(review) is None)
        elif kind in ("reasons-alike", "outcomes-alike"):
            # Whether the decision stands or was corrected since: it was looked at all the same.
            fits = any(r["data"]["review"] == review and reference(r["id"]) == what.fact
                       for r in self.standing_or_not("decision-submitted"))
        elif kind == "letter-written":
            copies = [copy["contact"] for copy in data["copies"]]
            fits = self.made(review, what.word.split("-")[0]) == what.fact
            contact = contact_in(what.whom)
            if contact is None:
                fits = fits and bool(copies) and sorted(copies) == self.to_be_told()
                if fits:
                    self.letters[text] = {copy["contact"]: copy.get("document") for copy in data["copies"]}
                    undo.append(lambda: self.letters.pop(text))
            else:
                # A copy that could not be written with the others.
                whole = f"review-{review}/{what.word}/{what.fact}"
                fits = fits and copies == [contact] and data["copies"][0].get("document") is not None
                fits = fits and contact in self.letters.get(whole, {}) and self.letters[whole][contact] is None
                fits = fits and (whole, contact) not in self.closed
                if fits:
                    self.letters[whole][contact] = data["copies"][0]["document"]
                    undo.append(lambda: self.letters[whole].update({contact: None}))
        else:
            fits = False
        if fits:
            self.said[text] = on
            self.rules[text] = data.get("rule")
            undo.append(lambda: self.said.pop(text))
        return fits

    def take_step(self, what, data, kind, on, undo):
        message = self.messages.get(what.message)
        if kind == "notification-returned":
            return self.take_return(message, what, undo)
        if message is None or message.sent:
            return False
        before = (message.claims, message.is_claimed, message.sent, message.receipt, message.failure, message.sent_by,
                  message.is_kept)

        def restore():
            (message.claims, message.is_claimed, message.sent, message.receipt, message.failure,
             message.sent_by, message.is_kept) = before
        if kind == "notification-claimed":
            if what.attempt != message.claims + 1 or not self.may_be_written_to(what.whom):
                return False
            if not self.may_leave(what):
                return False
            message.claims, message.is_claimed, message.failure = what.attempt, True, None
            message.is_kept = self.is_kept(what.message)
            message.claimed_by[what.attempt] = data["instance"]
        elif kind == "notification-sent":
            if not 0 < what.attempt <= message.claims:
                return False
            message.sent, message.receipt, message.sent_by = on, data["receipt"], what.attempt
            message.is_claimed, message.failure = False, None
        elif kind == "notification-failed":
            if not message.is_claimed or what.attempt != message.claims:
                return False
            message.failure, message.is_claimed = data["why"], False
        else:
            return False
        undo.append(restore)
        return True

    @staticmethod
    def take_return(message, what, undo):
        """What came back had left, and comes back once; the day on which it left stays."""
        if message is None or not message.sent or message.has_returned or not 0 < what.attempt <= message.claims:
            return False
        message.has_returned = True
        undo.append(lambda: setattr(message, "has_returned", False))
        return True

    def awaits(self, what):
        """Whether what a reminder or "not recorded" is about is still awaited."""
        if self.ended:
            return False
        review, word = what.review, what.word
        if word == "no-transfer-plan-by":
            # Also where nobody wrote the transfer down; a place that was named for an earlier one is none for it.
            year = (self.plan or {}).get("transfer_year")
            is_of_this = year is None or what.fact is None or year >= int(what.fact[:4])
            return self.plan is not None and not (is_of_this and self.is_transfer_named())
        if word == "no-transfer-letter-by":
            moved = self.last("moved-in")
            return (review == 0 and what.fact is not None and moved is not None and moved["happened"] <= what.fact
                    and moved["data"].get("told") is None and not self.is_transfer_letter_out())
        if word == "no-answer-by" and review == 0:
            return any(request["happened"] <= what.fact for request in self.unanswered_requests())
        if not self.exists(review):
            return False
        if word == "no-answer-by":
            return self.has_unanswered_objection(review, what.fact)
        if word in ("remind-final", "no-final-by"):
            return bool(self.told(review)) and self.outcome(review) == "amend" and not self.final_told(review)
        if self.told(review):
            return False
        held = self.day("meeting-held", review) is not None
        if word == "remind-arrange":
            return not held and self.arranged(review) is None
        if word == "no-meeting-by":
            return not held
        if word == "remind-advice":
            return not held and self.arranged(review) is not None and not self.first("advice-circulated", review)
        if word in ("remind-report", "no-report-by"):
            return held and not self.first("report-received", review)
        if word in ("remind-decision", "no-decision-by"):
            return held
        return word == "not-reviewed-by"

    def root(self, key):
        """The report that a chain of corrections began with."""
        for _ in self.corrects:
            key = self.corrects.get(key, key)
        return key

    def unanswered_requests(self):
        """Requests for an early review that no answer names, in any of their versions."""
        answered = {self.root(r["data"]["request"]) for r in self.standing("early-review-answered")}
        return [r for r in self.standing("early-review-requested") if self.root(r["id"]) not in answered]

    def has_unanswered_objection(self, review, day):
        """Whether somebody did not agree with the kind as it was last chosen by that day, and has no answer."""
        chosen = self.last("approach-chosen", review)
        if chosen is None or chosen["happened"] > day:
            return False
        return any(
            not any(reply["data"]["to"] == party and reply["happened"] >= chosen["happened"]
                    for reply in self.standing("disagreement-answered", review))
            for party in chosen["data"].get("disagreed") or [])

    def said_by(self, what):
        """What a message says: of one that goes again, the first that did not arrive."""
        for _ in self.reports:
            if what.word != "tell-again":
                break
            asked = next((r for r in self.reports if reference(r["id"]) == what.fact), None)
            named = conclusion(asked["data"]["message"]) if asked and asked["type"] == "resend-asked" else None
            if named is None:
                break
            what = named
        return what

    def is_asked_again(self, what):
        """Whether somebody asked for it before anybody else did, of a message that had left for the same addressee, who may
        still be told."""
        asked = [(reference(r["id"]), r["data"]["message"]) for r in self.standing("resend-asked")]
        own = next((message for fact, message in asked if fact == what.fact), None)
        if own is None or next(fact for fact, message in asked if message == own) != what.fact:
            return False
        named, contact = conclusion(own), contact_in(what.whom)
        if named is None or named.whom != what.whom or named.review != what.review:
            return False
        heard = self.hears_of_passing() if self.said_by(what).word in OF_PASSING else self.to_be_told()
        return (contact is None or contact in heard) and own in self.messages and self.messages[own].sent is not None

    def calls_for(self, what):
        """Whether that of which the message tells stands."""
        prefix = f"review-{what.review}/" if what.review else ""
        tail = f"/{what.fact}" if what.fact else ""
        contact = contact_in(what.whom)
        if what.whom is None or not self.may_leave(what):
            return False
        if what.word == "tell-again":
            return self.is_asked_again(what)
        if what.word in OF_PASSING:
            return (what.review == 0 and contact in self.hears_of_passing()
                    and self.is_said_of_birth(OF_PASSING[what.word])
                    and (what.word == "tell-rights-passed" or self.basis() == "recorded"))
        if contact is not None and contact not in self.to_be_told():
            return False
        if what.word == "tell-invitation":
            return what.fact is not None and self.invitation(what.review, what.whom) == what.fact
        if what.word in ("tell-decision", "tell-final"):
            letter = f"{prefix}{what.word[5:]}-letter{tail}"
            # Its own copy, which nobody closed; others are told once it has left for the family.
            if letter not in self.said:
                return False
            if contact is None:
                return self.is_known_to_family(what)
            return self.letters[letter].get(contact) is not None and (letter, contact) not in self.closed
        if what.word == "tell-not-recorded":
            return f"{prefix}{what.about}{tail}" in self.said
        if what.word in TELLS_OF_REPORT:
            return any(
                reference(r["id"]) == what.fact and (
                    what.word != "tell-disagreement-answer" or r["data"]["to"] in ("parent", "young-person"))
                for r in self.standing(TELLS_OF_REPORT[what.word]))
        if what.word.startswith("tell-remind-"):
            return f"{prefix}{what.word[5:]}{tail}/{what.whom}" in self.said
        return any(f"{prefix}{word}{tail}" in self.said for word in TELLS_OF.get(what.word, ()))


# --- The log -----------------------------------------------------------------------------------------------------------


class Partition:
    def __init__(self):
        self.began, self.today, self.released_at, self.paused = None, None, -1, False
        # How many people must say a release, who said one where, and who asked for how many.
        self.approvals, self.released_by, self.asked = 1, {}, {}
        self.keys = set()
        # The proof of all records so far, where each day began and the proof up to there, and the last proof that was said.
        self.proof, self.days, self.head = bytes(32), {}, None


class Log:
    """What all partitions of case-files say."""

    def __init__(self):
        # Cases of which it was said that their reasons are like others'.
        self.alike = set()
        self.cases, self.partitions, self.owed, self.named = {}, {}, {}, {}
        self.withdrawn = set()
        self.first_day, self.is_newer_allowed = None, False
        # What only a later version knows: the receipts of its messages, and what others were told of them.
        self.newer_receipts, self.newer_owed = {}, set()
        # Positions that services pass over: none of them ever counted.
        self.passed_over = set()

    def pass_over(self, records):
        for message in records:
            value = parsed("quarantine", message)
            if value is None or not value["by"].startswith("operator/"):
                continue
            place = f"{value['topic']}/{value['partition']}/{value['first']}"
            key = place + (f"-{value['last']}" if value["last"] > value["first"] else "")
            check("records of quarantine under their own key", key_of(message) == key, f"{key_of(message)}, not {key}")
            if value["topic"] == "case-files":
                check("positions in quarantine that never counted", value["first"] > 0, f"{key}: a partition's first record")
                self.passed_over |= {(value["partition"], at) for at in range(value["first"], value["last"] + 1)}

    def counted(self, partition, offset):
        if self.passed_over:
            check("positions in quarantine that never counted", (partition, offset) not in self.passed_over,
                  f"case-files/{partition}/{offset} counts")

    def read(self, records, lows):
        for partition, messages in sorted(records.items()):
            check("partitions of case-files that have their beginning", lows[partition] == 0,
                  f"case-files/{partition} begins at {lows[partition]}")
            self.partitions[partition] = Partition()
            expected = 0
            for message in messages:
                missing = [at for at in range(expected, message.offset()) if (partition, at) not in self.passed_over]
                # One alone is a transaction's marker, which no reader is given; more are looked at by somebody.
                check("positions of case-files without a gap", len(missing) < 2 and (expected > 0 or message.offset() == 0),
                      f"case-files/{partition}: {expected} is missing before {message.offset()}")
                if message.offset() > expected:
                    counts["places of case-files that a transaction left empty"] += 1
                expected = message.offset() + 1
                book = self.partitions[partition]
                # In a restored log it keeps such a place, says nothing, and is in no proof.
                if message.key() == b"log" and message.value() is None and message.offset() > 0:
                    counts["records of case-files that keep the place of a gap"] += 1
                    continue
                book.proof = proof(book.proof, message)
                counts["records of case-files"] += 1
                newer = []
                entry = parsed("case-files", message, newer)
                for event in newer:
                    self.note_newer(key_of(message), event, f"case-files/{partition}/{message.offset()}")
                if entry is not None:
                    self.append(entry, key_of(message), partition, message.offset(), len(records))
            began = self.partitions[partition].began
            check("partitions that say how many there are", bool(began) and began["partitions"] == len(records),
                  f"case-files/{partition} says {began}, and there are {len(records)}")
        check("partitions on the same day", len({p.today for p in self.partitions.values()}) == 1,
              f"days: {sorted({str(p.today) for p in self.partitions.values()})}")
        check("partitions with the same calendar, council and name of the log",
              len({json.dumps(p.began, sort_keys=True) for p in self.partitions.values()}) == 1, "they differ")

    @property
    def name(self):
        return next((p.began["log"] for p in self.partitions.values() if p.began), None)

    def append(self, entry, key, partition, offset, count):
        place = f"case-files/{partition}/{offset}"
        book = self.partitions[partition]
        if not check("entries of at most a thousand events", len(entry["events"]) <= MOST_EVENTS, place):
            return None
        if key == "log":
            return self.append_to_book(entry, book, partition, offset, place)
        if not check("keys that are a case", CASE.match(key), f"{place}: {key!r}"):
            return None
        right = murmur2(key.encode()) % count
        check("entries in the partition of their case", right == partition, f"{place}: {key} belongs to {right}")
        check("entries recorded on a day that had begun", book.today is not None and entry["on"] <= book.today,
              f"{place}: {key} on {entry['on']}, today is {book.today}")
        events = entry["events"]
        kinds = {bool(KEY.match(event["id"])) for event in events}
        check("entries of reports only, or of conclusions only", len(kinds) == 1, f"{place}: {key} mixes the two")
        is_report = kinds == {True}
        if not is_report:
            check("conclusions that say how far their writer had read", entry.get("seen") is not None, place)
        if entry.get("seen") is not None:
            check("conclusions that rest on what stood before them", 0 < entry["seen"] <= offset,
                  f"{place}: {key} had seen {entry['seen']}")
        case = self.cases.get(key)
        if case is None:
            case = self.cases[key] = Case(key)
        check("people known in a way that docs/ describe", speaker(entry["by"]) is not None or self.is_newer_allowed,
              f"{place}: {entry['by']}")
        self.note_receipts(case, entry, place)
        verdict, counted = case.append(entry, offset)
        counts[f"entries {verdict}"] += 1
        for event in events:
            if not may_say(entry["by"], event["type"]):
                counts[f"{event['type']} said by {speaker(entry['by'])}, who may not say it"] += 1
        if verdict != "accepted":
            return None
        self.counted(partition, offset)
        because = entry.get("because")
        if because is not None:
            stands = because in case.keys if KEY.match(because) else self.stands(case, because)
            check("entries whose cause stands before them", stands, f"{place}: {key}: {because} does not stand")
        for event in counted:
            self.note(case, event, partition, offset, place)
        return None

    def note_newer(self, case, event, place):
        """An event that only a later version knows: it is left out, but what left by it left once."""
        check("events that docs/ describe", self.is_newer_allowed, f"{place}: {event['type']} {event['id']}")
        counts[f"events of a later version, left out: {event['type']}"] += 1
        what = conclusion(event["id"])
        if event["type"] in ("notification-requested", "notification-sent", "notification-failed",
                             "notification-returned"):
            self.newer_owed.add(f"{case}/{event['id']}")
        if event["type"] == "notification-sent" and what is not None and what.stage == "sent":
            receipt = event["data"]["receipt"]
            other = self.newer_receipts.setdefault(f"{case}/{what.message}", receipt)
            check("messages of a later version whose receipts all tell of one sending", other == receipt,
                  f"{place}: {case}/{what.message}: {other}, {receipt}")

    @staticmethod
    def stands(case, text):
        what = conclusion(text)
        return case.holds(text) if what and what.stage else text in case.said or text in case.messages

    def append_to_book(self, entry, book, partition, offset, place):
        seen = set()
        for event in entry["events"]:
            kind = event["type"]
            if event["id"] in seen:
                continue
            seen.add(event["id"])
            if not may_say(entry["by"], kind):
                counts[f"{kind} said by {speaker(entry['by'])}, who may not say it"] += 1
                continue
            if KEY.match(event["id"]):
                if event["id"] in book.keys:
                    continue
                book.keys.add(event["id"])
                self.counted(partition, offset)
            if kind == "log-began":
                check("one beginning in each partition", book.began is None and offset == 0, place)
                book.began = book.began or event["data"]
            elif kind == "day-began":
                day = event.get("time", entry["on"])
                check("days whose id names them", event["id"] == f"day/{day}", f"{place}: {event['id']} on {day}")
                if book.today is not None and day == book.today:
                    counts["days begun twice (the first counts)"] += 1
                    continue
                # Only as today and one, or the first: nobody can begin 9999. A real day is the scheduler's to begin.
                by_whom = entry["by"] == "scheduler" or (book.began or {}).get("calendar") == "rehearsal"
                if check("days that never go back and leave none out",
                         book.today is None or day == after(book.today, 1) and by_whom,
                         f"{place}: {day} after {book.today}, by {entry['by']}"):
                    book.today = day
                    book.days[day] = (offset, base64url(book.proof))
                    self.counted(partition, offset)
                self.first_day = min(self.first_day or day, day)
            elif kind == "head-reckoned":
                day, through = event["id"].removeprefix("head/"), event["data"]["through"]
                if (book.today is None or day > book.today or through >= offset
                        or book.head and (day <= book.head[0] or through <= book.head[1])):
                    counts["proofs said again (the first counts)"] += 1
                    continue
                book.head = (day, through)
                check("proofs of a partition's records, each reckoned anew",
                      book.days.get(day) == (through, event["data"]["sha256"]), f"{place}: {event['id']}")
            elif kind == "released":
                book.released_by[entry["by"].split("/")[1]] = offset
                places = sorted(book.released_by.values(), reverse=True)
                if len(places) >= book.approvals:
                    book.released_at = max(book.released_at, places[book.approvals - 1])
            elif kind == "log-policy":
                number = max(1, event["data"]["approvals"])
                book.asked[entry["by"].split("/")[1]] = number
                if number > book.approvals or sum(n <= number for n in book.asked.values()) >= book.approvals:
                    book.approvals = number
            elif kind in ("sending-paused", "sending-resumed"):
                book.paused = kind == "sending-paused"

    @staticmethod
    def note_receipts(case, entry, place):
        """Every receipt is looked at, also one that the fold ignores: it says that something left."""
        for event in entry["events"]:
            what = conclusion(event["id"]) if "/" in event["id"] else None
            if event["type"] != "notification-sent" or what is None or what.stage != "sent":
                continue
            if not may_say(entry["by"], event["type"]):
                continue
            message = case.messages.get(what.message)
            claimed = message is not None and 0 < what.attempt <= message.claims
            check("receipts, each with its claim before it", claimed, f"{place}: {case.name}/{event['id']}: no claim")
            if claimed and what.attempt == message.claims:
                check("messages that may tell where the child is, looked through before they left for whom that is kept from",
                      not message.is_kept, f"{place}: {case.name}/{event['id']}: nobody looked through it")
            if message is not None:
                message.receipts.append((what.attempt, event["data"]["receipt"], place))

    def note(self, case, event, partition, offset, place):
        data, text = event["data"], event["id"]
        if event["type"] == "document-withdrawn":
            self.withdrawn.add(f"{case.name}/{data['role']}/{data['document']}")
        for role, hash_ in named_documents(event["type"], data):
            self.named.setdefault(f"{case.name}/{role}/{hash_}", f"{case.name} at {place}")
        if KEY.match(text):
            counts["reports"] += 1
            return
        counts["conclusions"] += 1
        what = conclusion(text)
        if event["type"] == "rights-pass":
            last = compulsory_age_ends(what.fact)
            check("rights that passed by age, each after its day, and none that did not",
                  data["last"] == last and (what.word == "rights-will-pass" or case.said[text] > last),
                  f"{place}: {case.name}/{text}: {data['last']}, not {last}")
        if event["type"] == "letter-written":
            copies = [document for copy in data["copies"] for document in
                      [copy.get("document")] + [form["document"] for form in copy.get("forms", [])] if document]
            check("copies of letters that were written, or say what they lack",
                  all(bool(copy.get("document")) != bool(copy.get("lacks")) for copy in data["copies"]),
                  f"{place}: {case.name}/{text}")
            check("forms of a letter's copy, each once, and none where it was not written",
                  all(len({"html"} | {form["form"] for form in copy.get("forms", [])}) == 1 + len(copy.get("forms", []))
                      and bool(copy.get("document") or not copy.get("forms")) for copy in data["copies"]),
                  f"{place}: {case.name}/{text}")
            check("letters with a copy of its own for each who is told", len(set(copies)) == len(copies),
                  f"{place}: {case.name}/{text}")
            for copy in data["copies"]:
                letter = f"review-{what.review}/{what.word}/{what.fact}"
                case.served_by[letter, copy["contact"]] = copy.get("by")
        if event["type"] == "reasons-alike":
            self.alike.add(case.name)
        if event["type"] == "final-made":
            awaited = case.answers_awaited(what.review, case.said[text])
            check("amendments finished only after the family's fifteen days, or its last word", not awaited,
                  f"{place}: {case.name}/{text}: {awaited}")
        if event["type"] == "notification-requested":
            letter = f"review-{what.review}/{what.word[5:]}-letter/{what.fact}"
            own = case.letters.get(letter, {}).get(contact_in(what.whom))
            check("messages that carry their addressee's own copy, or none", data.get("document") == own,
                  f"{place}: {case.name}/{text}: {data.get('document')}, not {own}")
        if what.word.startswith("tell-") and what.stage != "claim":
            self.owed[f"{case.name}/{text}"] = (partition, offset, event["type"])

    @property
    def today(self):
        return max((p.today for p in self.partitions.values() if p.today), default=None)

    # At rest.

    def check_messages(self):
        by_receipt = {}
        for case in self.cases.values():
            book = self.partitions[murmur2(case.name.encode()) % len(self.partitions)]
            may_leave = book.released_at >= case.imported_at and not book.paused
            for text, message in case.messages.items():
                name = f"{case.name}/{text}"
                counts["messages requested"] += 1
                if message.sent:
                    counts["messages sent"] += 1
                    other = by_receipt.setdefault(message.receipt, name)
                    if message.has_returned:
                        counts["messages that came back"] += 1
                    check("receipts that stand for one message", other == name, f"{message.receipt}: {other}, {name}")
                elif message.failure:
                    counts[f"messages not sent: {message.failure}"] += 1
                is_closed = not case.may_be_written_to(conclusion(text).whom) or not case.may_leave(conclusion(text))
                if is_closed and not message.sent and not message.failure:
                    counts["messages to somebody who is not told, by decision"] += 1
                if message.claims > 1:
                    counts["messages whose claim was taken over"] += 1
                check("messages asked for that were sent once or say why not",
                      bool(message.sent) or bool(message.failure) or not may_leave or is_closed,
                      f"{name}: neither sent nor given up")
                if not message.receipts:
                    continue
                # A receipt that the fold ignores is harmless only if it tells of the same sending: another claim's,
                # under the same name at the receiving end.
                words = {word for _, word, _ in message.receipts}
                claims = [claim for claim, _, _ in message.receipts]
                check("messages whose receipts all tell of one sending",
                      len(words) == 1 and len(set(claims)) == len(claims),
                      lambda: f"{name}: {message.receipts}")
                if len(message.receipts) > 1:
                    counts["receipts of overtaken claims (same sending)"] += len(message.receipts) - 1

    def check_complete(self):
        """What must have followed, by docs/events.md, where the day for it is over."""
        if self.alike:
            check("decisions with reasons alike, in three cases or more", len(self.alike) >= 3, sorted(self.alike))
        for case in self.cases.values():
            book = self.partitions[murmur2(case.name.encode()) % len(self.partitions)]
            for word in ("decision", "final"):
                for report in case.standing(f"{word}-submitted"):
                    review = report["data"]["review"]
                    fact = reference(report["id"])
                    answered = any(f"review-{review}/{word}-{verb}/{fact}" in case.said for verb in ("made", "refused"))
                    first = case.submission(review, word)
                    check(f"{word}s submitted that were made or refused",
                          answered or first is None or first["id"] != report["id"], f"{case.name}, review {review}")
                    if case.made(review, word) == fact:
                        letter = f"review-{review}/{word}-letter/{fact}"
                        told = conclusion(f"review-{review}/tell-{word}/{fact}/contact-1")
                        check(f"{word}s made that have their letter",
                              letter in case.said or not case.to_be_told() or not case.may_leave(told),
                              f"{case.name}, review {review}")
                        for contact, document in case.letters.get(letter, {}).items():
                            if document is None or not case.may_leave(told):
                                continue
                            message = f"review-{review}/tell-{word}/{fact}/contact-{contact}"
                            check(f"copies of {word} letters, each with its message",
                                  message in case.messages or (letter, contact) in case.closed,
                                  f"{case.name}/{message}")
            for report in case.standing("resend-asked"):
                named = conclusion(report["data"]["message"])
                first = case.said_by(named)
                word = first.word[5:]
                again = named._replace(word="tell-again", about=None, fact=reference(report["id"]))
                if word in ("decision", "final") and contact_in(first.whom) and case.is_asked_again(again):
                    prefix = f"review-{named.review}/" if named.review else ""
                    stands = case.made(first.review, word) == first.fact and not case.first(f"{word}-recorded", first.review)
                    check("letters that somebody asked to be sent again, each with its message",
                          f"{prefix}tell-again/{again.fact}/{again.whom}" in case.messages or not stands
                          or not case.may_leave(first), f"{case.name}/{report['id']}")
            born = (case.plan or {}).get("born")
            if born is not None and not case.ended and compulsory_age_ends(born) < book.today:
                check("rights that passed by age, each after its day, and none that did not",
                      f"rights-passed/{born}" in case.said, f"{case.name}: born in {born}, and the rights did not pass")
            moved = case.last("moved-in")
            if moved and moved["data"].get("told") is None and not case.ended:
                due = after(moved["happened"], 42)
                # Told the decision of a review by this council since, they are told of the move no more.
                is_reviewed = any(
                    case.day("meeting-held", review) and (case.told(review) or "") >= moved["happened"]
                    for review in range(1, case.reviews + 1))
                if due < book.today and not case.is_transfer_letter_out() and not is_reviewed:
                    check("plans that were transferred, each with its family told in six weeks or its alarm",
                          f"no-transfer-letter-by/{due}" in case.said, f"{case.name}: {due}")
            for review in range(1, case.reviews + 1):
                meetings = list(case.standing("meeting-held", review))
                everything = [r for r in case.reports if r["type"] == "meeting-held" and r["data"]["review"] == review]
                if len(meetings) != 1 or len(everything) != 1:
                    continue
                due = after(meetings[0]["happened"], 28)
                looked = max(after(due, 1), meetings[0]["recorded"])
                known = case.known_told(review)
                before = case.told_before(review)
                if known is None and before is not None and before <= due:
                    # Told in time, and the decision corrected afterwards: no apology is due.
                    continue
                has_alarm = f"review-{review}/no-decision-by/{due}" in case.said
                if looked <= book.today and (known is None or known > looked) and (
                        case.ended is None or case.ended > looked):
                    check("families not told in four weeks, each with its alarm", has_alarm,
                          f"{case.name}, review {review}: due {due}")
                elif known is not None and known < looked:
                    check("families told in four weeks, none with an alarm", not has_alarm,
                          f"{case.name}, review {review}: due {due}, told {known}")


# --- What stands beside the log ----------------------------------------------------------------------------------------


def check_notifications(records, log):
    seen = {}
    check.start("records of notifications that tell of what was said, each at its place")
    for partition, messages in sorted(records.items()):
        newest = -1
        for message in messages:
            counts["records of notifications"] += 1
            if log.newer_owed:
                value = json.loads(message.value())
                if {value["data"].get("told"), value["data"].get("about")} - WORDS - {None}:
                    counts["records of notifications of a later version, left out"] += 1
                    check("records of notifications of a later version that tell of what was said",
                          value["id"] in log.newer_owed, value["id"])
                    continue
            value = parsed("notifications", message)
            if value is None:
                continue
            name, data = value["id"], value["data"]
            owed = log.owed.get(name)
            headers = dict(message.headers() or [])
            check("records of notifications that tell of what was said, each at its place",
                  owed is not None and owed[:2] == (data["partition"], data["offset"]) and partition == owed[0]
                  and value["type"] == f"annual-review.{owed[2]}.v1" and key_of(message) == data["case"]
                  and name.startswith(data["case"] + "/"),
                  lambda: f"notifications/{partition}/{message.offset()}: {name}: {owed}")
            check("records of notifications that say what they are",
                  headers.get("content-type", b"").startswith(b"application/cloudevents+json"), name)
            body = json.dumps(value, sort_keys=True)
            if name in seen:
                counts["records of notifications written again (dropped by id)"] += 1
                check("records written again that are the same", seen[name] == body, name)
                continue
            seen[name] = body
            if data["offset"] < newest:
                counts["records of notifications out of the log's order"] += 1
            newest = max(newest, data["offset"])
    for name in log.owed:
        check("things said of messages that stand on notifications", name in seen, f"{name} is missing")


def without_markers(topic, records, lows, log):
    """The records of a topic without those by which each of its partitions begins: the name of the log."""
    rest = {}
    for partition, messages in sorted(records.items()):
        rest[partition] = [message for message in messages if key_of(message) != "log"]
        place = f"{topic}/{partition}"
        begins = bool(messages) and key_of(messages[0]) == "log"
        # What is kept for ninety days alone may have lost it.
        check("partitions of other topics that begin with the log's name", begins or lows[partition] > 0, place)
        for message in messages:
            if key_of(message) != "log":
                continue
            try:
                value = json.loads(message.value())
                name = value["data"]["log"] if value["type"] == "annual-review.log-began.v1" else None
            except (TypeError, ValueError, KeyError):
                name = None
            check("markers that name this log", name == log.name, f"{place}/{message.offset()}: {name}, not {log.name}")
    return rest


def is_plan(value):
    """Whether that is a plan in sections: in the order of the law, each id once, each link to a need or an outcome."""
    try:
        plan = json.loads(value)
        order = [LETTERS_OF_PLAN.index(section["section"]) for section in plan["sections"]]
        items = [(section["section"], item) for section in plan["sections"] for item in section.get("items", [])]
        where = {item["id"]: section for section, item in items}
        return (plan["form"] == "plan-1" and bool(plan["why"].strip()) and order == sorted(set(order))
                and len(where) == len(items)
                and all(where.get(link) in "BCD" for _, item in items for link in item.get("needs", []))
                and all(where.get(link) == "E" for _, item in items for link in item.get("outcomes", [])))
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


def check_documents(records, log):
    """Each under its case, what it is for, and the hash of its salt and bytes; what entries name is there."""
    last, hashes = {}, {}
    for messages in records.values():
        for message in messages:
            last[key_of(message)] = message
    for name, message in last.items():
        parts = name.split("/")
        if not check("documents under case, role and hash",
                     len(parts) == 3 and bool(CASE.match(parts[0])) and parts[1] in ROLES.values(), name):
            continue
        if message.value() is None:
            counts["documents erased"] += 1
            continue
        hashes.setdefault(parts[2], name)
        headers = dict(message.headers() or [])
        try:
            salt = bytes_of(headers["salt"].decode())
        except (KeyError, ValueError):
            salt = b""
        check("documents with salt, media type, title and audience",
              len(salt) == 16 and bool(headers.get("content-type")) and "title" in headers
              and headers.get("audience", b"").decode() in AUDIENCES, f"{name}: {sorted(headers)}")
        check("documents whose name is the hash of their salt and bytes",
              base64url(hashlib.sha256(salt + message.value()).digest()) == parts[2], name)
        if parts[1] == "structured-plan":
            check("plans in sections whose links lead to items", is_plan(message.value()), name)
    for name in log.withdrawn:
        message = last.get(name)
        check("papers that were withdrawn, each with its bytes erased", message is None or message.value() is None, name)
    for name, where in log.named.items():
        message = last.get(name)
        if name in log.withdrawn:
            continue
        check("documents that entries name, of their own case and role", message is not None and message.value() is not None,
              lambda: f"{name}, named by {where}; there is {hashes.get(name.split('/')[-1], 'none')}")
    return last


def check_people(records):
    for messages in records.values():
        for message in messages:
            # Not its content: a report of a fault must not name anybody.
            place = f"people/{message.partition()}/{message.offset()}"
            check("records of people under a key of docs/", bool(PERSON.match(key_of(message))), place)
            if message.value() is not None:
                check("records of people that hold their schema", is_valid("people", message), place)


def is_valid(topic, message):
    try:
        return validator(topic).is_valid(json.loads(message.value()))
    except ValueError:
        return False


def check_children(topic, records):
    for messages in records.values():
        for message in messages:
            place = f"{topic}/{message.partition()}/{message.offset()}"
            check(f"records of {topic} under a case", bool(CASE.match(key_of(message))), place)
            if message.value() is not None:
                check(f"records of {topic} that hold their schema", is_valid(topic, message), place)


def check_metrics(records):
    check.start("records of metrics that are CloudEvents")
    for messages in records.values():
        for message in messages:
            if message.value() is None:
                continue
            try:
                value = json.loads(message.value())
                is_right = value.get("specversion") == "1.0" and bool(value.get("id")) and bool(message.key())
            except ValueError:
                is_right = False
            check("records of metrics that are CloudEvents", is_right, f"metrics/{message.offset()}")


def check_dead(records, expected):
    last = {}
    for messages in records.values():
        for message in messages:
            # Without a value it is no letter: by such a record the scheduler asks a broker for its time.
            if message.value() is None:
                continue
            value = parsed("dead-letters", message)
            if value is not None:
                last[(value["topic"], value["partition"], value["offset"])] = value["reason"]
    check("dead letters, no more and no less than expected", len(last) == expected,
          f"{len(last)}, and {expected} expected: {list(last.items())[:3]}")


def lines_of(text):
    return {line.strip() for line in text.splitlines() if line.strip()}


def check_letter(file, fields, name, log, documents):
    """A file that carries a letter carries the copy of its addressee, and no other."""
    case, text = name.split("/", 1)
    what, case = conclusion(text), log.cases[case]
    copies = case.letters.get(f"review-{what.review}/{what.word[5:]}-letter/{what.fact}", {})
    contact = contact_in(what.whom)
    body = fields.get_body(("html",))
    if contact not in copies:
        return
    # One without the part that holds the letter was changed too: then all of it is missing. Whoever reads Easy Read has that as
    # the message's words, and the letter itself beside it.
    got = lines_of(body.get_content()) if body is not None else set()
    for part in fields.iter_attachments():
        if part.get_content_type() == "text/html":
            got |= lines_of(part.get_content())
    for number, hash_ in copies.items():
        letter = documents.get(f"{case.name}/letter/{hash_}")
        if letter is None or letter.value() is None:
            continue
        # A rehearsal's banner may stand over it, in the line of the page's beginning.
        missing = lines_of(letter.value().decode()) - got
        if number == contact:
            check("letters that left as they were written", len(missing) <= 1, f"{file}: {len(missing)} lines are missing")


def check_outbox(folder, log, documents):
    """What the receiving end really got: one file a message, with its name and number in it."""
    files = {path.name: path for path in pathlib.Path(folder).iterdir()}
    unfinished = [name for name in files if name.startswith(".")]
    if unfinished:
        counts["unfinished files that a killed instance left"] = len(unfinished)
    got = {name for name in files if name.endswith(".eml") and not name.startswith(".")}
    owed, numbers = {}, {}
    for case in log.cases.values():
        for text, message in case.messages.items():
            if message.sent:
                owed[message.receipt] = f"{case.name}/{text}"
    for receipt, name in owed.items():
        check("messages sent that the receiving end got", receipt in got, f"{name}: no file {receipt}")
    newer = {receipt: name for name, receipt in log.newer_receipts.items()}
    check.start("messages of a later version that stand for one file")
    for name, receipt in log.newer_receipts.items():
        check("messages of a later version that stand for one file",
              receipt in got and newer[receipt] == name and receipt not in owed, f"{name}: {receipt}")
    for file in got - set(newer):
        name = owed.get(file)
        if not check("files that the receiving end got, each with its receipt", name is not None, file):
            continue
        fields = email.message_from_bytes(files[file].read_bytes(), policy=email.policy.default)
        says = str(fields["X-Reference"])
        check("files that carry the message of their name", says.replace("+", "/") == name, f"{file}: {says}")
        check_letter(file, fields, name, log, documents)
        other = numbers.setdefault(str(fields["Message-ID"]), file)
        check("files with a Message-ID of their own", other == file, f"{file} and {other}")


def check_figures(path, log):
    """The figures that docs/metrics.md defines, counted from the cases."""
    published = json.loads(pathlib.Path(path).read_text())
    start, end = published["from"], published["as_at"]
    shares = collections.defaultdict(lambda: [0, 0])

    def add(name, is_met):
        shares[name][0] += bool(is_met)
        shares[name][1] += 1

    def known(day):
        return day if day is not None and day <= end else None
    for case in log.cases.values():
        for review in range(1, case.reviews + 1):
            held, told = known(case.day("meeting-held", review)), known(case.told(review))
            outcome = case.outcome(review) if told else None
            notice = known(case.notice(review))
            if held and start <= held:
                if after(held, 28) <= end:
                    in_time = told and told <= after(held, 28)
                    complete = outcome != "amend" or (notice and notice <= after(held, 28))
                    add("told-in-four-weeks-strict", in_time and complete)
                    refused = case.refused_on(review)
                    add("late-through-a-refusal", refused and refused <= after(held, 28) and not in_time)
                if after(held, 14) <= end:
                    report = known(case.day("report-received", review))
                    add("report-in-two-weeks", report and report <= after(held, 14))
            if told and start <= told and held:
                add("told-in-four-weeks-dfe", told <= after(held, 28))
            if outcome == "amend" and told:
                final = known(case.final_told(review))
                if held and start <= held and after(held, 84) <= end:
                    add("final-in-twelve-weeks", final and final <= after(held, 84))
                if notice and start <= notice and after(notice, 56) <= end:
                    add("final-in-eight-weeks", final and final <= after(notice, 56))
    for name in ("told-in-four-weeks-dfe", "told-in-four-weeks-strict", "late-through-a-refusal",
                 "report-in-two-weeks", "final-in-twelve-weeks", "final-in-eight-weeks"):
        figure = published["figures"].get(name)
        found = figure and [figure["numerator"] or 0, figure["denominator"] or 0]
        check("figures of the read model, counted anew", found == shares[name],
              f"{name}: analytics says {found}, the log {shares[name]}")


# --- The whole ---------------------------------------------------------------------------------------------------------


def main():
    parser = argparse.ArgumentParser(description="Holds every topic against docs/.")
    parser.add_argument("--bootstrap-servers", required=True)
    parser.add_argument("--namespace", help="the word before the names of the council's topics")
    parser.add_argument("--tls-ca")
    parser.add_argument("--tls-certificate")
    parser.add_argument("--tls-key")
    parser.add_argument("--outbox", help="the folder into which the notifier sends")
    parser.add_argument("--figures", help="what `analytics figures --json` printed")
    parser.add_argument("--expect-dead", type=int, default=0, help="how many dead letters there must be")
    parser.add_argument("--newer", action="store_true", help="a later version may have written too")
    parser.add_argument("--json", help="write the numbers to this file too")
    arguments = parser.parse_args()
    configuration = {"bootstrap.servers": arguments.bootstrap_servers, "client.id": "verify"}
    if arguments.tls_ca:
        configuration |= {"security.protocol": "ssl", "ssl.ca.location": arguments.tls_ca}
        if arguments.tls_certificate:
            configuration |= {
                "ssl.certificate.location": arguments.tls_certificate, "ssl.key.location": arguments.tls_key}

    global prefix
    prefix = f"{arguments.namespace}." if arguments.namespace else ""

    for word in re.findall(r"^\| `([a-z-]+)` \| (?:day|nothing|submission) \|", page(), re.M):
        check("conclusions of docs/events.md that this verifier knows", word in WORDS, word)
    for kind in kinds():
        check("kinds of docs/events.md that say who may say them", bool(said_by().get(kind)), kind)
    for kind, part in re.findall(r"^### `([a-z-]+)`$((?:(?!^##)[\s\S])*)", page(), re.M):
        for field in re.findall(r"^\| `([^`]+)` \| [^|]*a document's hash", part, re.M):
            check("documents of docs/events.md of which this verifier knows what they are for",
                  (kind, field) in ROLES or (kind, field) in LACKING | SECRETS, f"{kind}: {field}")
    topics = re.findall(r"^\| `([a-z-]+)` \|", page().split("## Topics")[1].split("\n## ")[0], re.M)
    for topic in topics:
        check("topics of docs/events.md that this verifier reads", topic == "case-files" or topic in TOPICS, topic)
    log = Log()
    log.is_newer_allowed = arguments.newer
    quarantine = [message for messages in read(configuration, "quarantine")[0].values() for message in messages]
    log.pass_over(message for message in quarantine if key_of(message) != "log" and message.value() is not None)
    log.read(*read(configuration, "case-files"))
    log.check_messages()
    log.check_complete()
    others = {topic: without_markers(topic, *read(configuration, topic), log) for topic in TOPICS if topic in topics}
    check_notifications(others["notifications"], log)
    documents = check_documents(others["documents"], log)
    check_people(others["people"])
    for topic in ("children", "children-return", "cohorts"):
        if topic in others:
            check_children(topic, others[topic])
    check_metrics(others["metrics"])
    check_dead(others["dead-letters"], arguments.expect_dead)
    if arguments.outbox:
        check_outbox(arguments.outbox, log, documents)
    if arguments.figures:
        check_figures(arguments.figures, log)

    counts["cases"] = len(log.cases)
    print("What was found")
    for name, number in sorted(counts.items()):
        print(f"  {number:>9,}  {name}")
    print("What was checked")
    for name, (number, faults, examples) in sorted(check.items.items()):
        print(f"  {number:>9,}  {name}" + (f": {faults:,} VIOLATED" if faults else ""))
        for example in examples:
            print(f"             {example}")
    checked = sum(item[0] for item in check.items.values())
    print(f"verify: {len(log.cases):,} cases to {log.today}, {checked:,} checks, {check.violations} violations")
    if arguments.json:
        numbers = {
            "today": log.today, "counts": counts, "checked": checked, "violations": check.violations,
            "checks": {name: {"checked": item[0], "violated": item[1]} for name, item in check.items.items()},
        }
        pathlib.Path(arguments.json).write_text(json.dumps(numbers, indent=1) + "\n")
    return 1 if check.violations else 0


if __name__ == "__main__":
    sys.exit(main())
