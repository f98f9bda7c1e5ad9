"""Where what is sensitive stands: a unique word in every name, address and paper of two families, a year played, every surface searched.
`scripts/test-canaries --help`."""
import argparse
import collections
import csv
import email
import email.policy
import io
import pathlib
import random
import re
import sys
import urllib.request
import zipfile

from load import Visitor
from site_of_services import Site, Trouble
from year import OTHERS, PLAN

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs/where-it-stands.md"
FAMILIES = ("1", "2")
# Of each family the contacts: what each is, and what was decided of it.
CONTACTS = {
    "1": {"relation": "parent", "holds_rights": "yes", "may_be_written_to": "yes", "location_protected": "no"},
    "2": {"relation": "parent", "holds_rights": "yes", "may_be_written_to": "no", "may_see": "nothing", "location_protected": "no"},
    "3": {"relation": "parent", "holds_rights": "yes", "may_be_written_to": "yes", "location_protected": "yes"},
    "4": {"relation": "grandparent", "holds_rights": "no", "may_be_written_to": "yes", "may_see": "own", "location_protected": "no"},
}
WHO = {
    "1": "the mother, of whom nothing is decided otherwise", "2": "a parent who is closed: nothing is sent, nothing shown",
    "3": "a parent from whom the child’s place is kept, whose first letter the safeguarding lead looked through, and whose second nobody did", "4": "a grandmother, who may see her own",
}
AUDIENCES = ("invited", "council", "writer")
PAPERS = ("report", "reasons", "plan", "amendments", "evidence", "answer", "finalreasons", "finalplan")
WORD = re.compile(rb"zq(\d)x([a-z]+)(\d?)x([a-z]*)q")


def word(family, what, contact="", which=""):
    return f"zq{family}x{what}{contact}x{which}q"


class Families(Site):
    """Two families whose every word is known, in one council."""

    def __init__(self):
        super().__init__(plans=2, days=0, first_day="2024-09-01")
        self.surfaces = {}

    def case(self, family):
        return f"B-2000{family}"

    def address(self, family, contact):
        return word(family, "mail", contact) + "@example.org"

    def caseload(self):
        def write(name, rows):
            with open(self.folder / name, "w", newline="") as file:
                sheet = csv.DictWriter(file, list(dict.fromkeys(column for row in rows for column in row)))
                sheet.writeheader()
                sheet.writerows(rows)
        write("plans.csv", [PLAN | {"case": self.case(family)} for family in FAMILIES])
        people = [
            facts | {
                "for": self.case(family), "contact": contact, "name": "Ms " + word(family, "name", contact),
                "address1": word(family, "street", contact), "address2": "Exampleton", "postcode": "EX0 0ZZ",
                "email": self.address(family, contact), "email_verified_by": "C-01", "email_verified_on": "2023-01-09",
                "channels": "email"}
            | ({"child": word(family, "child"), "child_legal_name": word(family, "legal"), "child_born": "2014-05-20", "sex": "M",
                "ethnicity": "WBRI", "home_postcode": "EX0 0ZZ"} if contact == "1" else {})
            for family in FAMILIES for contact, facts in CONTACTS.items()]
        write("people.csv", people + OTHERS)
        self.say("import", self.folder / "plans.csv", "--people", self.folder / "people.csv")
        self.say("release", "--yes")
        self.desk(kim="coordinator/C-01", sam="manager/M-01")
        self.portal()

    def paper(self, text):
        """A paper of these words; its name says nothing."""
        number = len(list(self.folder.glob("paper-*")))
        path = self.folder / f"paper-{number}.txt"
        # Each in words of its own: reasons that are like another's are asked about.
        dice = random.Random(number)
        path.write_text(f"{text} stands here. " + " ".join(
            "".join(dice.choice("aeioustrnlm") for _ in range(dice.randint(3, 9))) for _ in range(40)) + ".")
        return path

    def record(self, kind, family, by, *words):
        self.say("record", kind, self.case(family), "--by", by, *words)

    def until(self, day):
        self.say("rehearse", "--to", day, "--coordinators", "nobody")

    def year(self):
        officer = "coordinator/C-01"
        def each(kind, *words, by=officer, papers=()):
            for family in FAMILIES:
                self.record(kind, family, by, *words, *[
                    part for option, what in papers for part in ("--" + option, self.paper(word(family, what)))])
        self.until("2024-09-30")
        each("meeting-arranged", "--for", "2024-11-05")
        self.until("2024-10-10")
        for family in FAMILIES:
            for contact in CONTACTS:
                for audience in AUDIENCES:
                    self.record(
                        "views-received", family, f"family/contact-{contact}", "--from", "parent", "--contact", contact, "--audience",
                        audience, "--document", self.paper(word(family, "views", contact, audience)))
        self.until("2024-10-21")
        each("advice-circulated")
        self.until("2024-11-06")
        each("meeting-held", "--on", "2024-11-05", "--attended", "parent")
        self.until("2024-11-18")
        each("report-received", "--recommends", "amend", "--audience", "invited", papers=[("document", "report")])
        self.until("2024-11-25")
        each("decision-submitted", "--outcome", "amend", "--officer", "C-01", papers=[
            (name, name) for name in ("reasons", "plan", "amendments", "evidence")])
        self.until("2024-11-26")
        # What goes to the contact from whom the child's place is kept waits for this; the letter of the final plan is never looked
        # through, and never leaves.
        each("looked-through", by="safeguarding-lead/SG-1")
        self.until("2024-12-04")
        for family in FAMILIES:
            self.record("representations", family, "family/contact-1", "--contact", "1", "--section", "F", "--final", "--document",
                        self.paper(word(family, "said", "1")))
        self.until("2024-12-10")
        each("amendment-answered", "--used", "yes", "--officer", "C-01", papers=[("document", "answer")])
        self.until("2024-12-16")
        each("final-submitted", "--outcome", "amended", "--officer", "C-01", papers=[
            ("reasons", "finalreasons"), ("plan", "finalplan")])
        self.until("2025-02-01")

    # Every surface, and all that stands on it.

    def find(self, surface, *texts):
        """Notes which words stand on a surface."""
        found = self.surfaces.setdefault(surface, set())
        for text in texts:
            data = text if isinstance(text, bytes) else str(text).encode()
            found |= {match.groups() for match in WORD.finditer(data)}

    def search(self):
        self.search_letters()
        for family in FAMILIES:
            for contact in CONTACTS:
                self.search_portal(family, contact)
                held = self.folder / f"held-{family}-{contact}"
                self.say("subject-access", self.case(family), "--for", contact, held)
                for path in held.rglob("*"):
                    if path.is_file():
                        # What a person decides on first is apart.
                        part = path.relative_to(held).parts[0]
                        self.find(f"subject access {family}/{contact}: {part}", path.read_bytes(), str(path.relative_to(held)))
        self.search_desk()
        self.search_commands()
        for name, url in self.url.items():
            self.find(f"metrics of {name}", urllib.request.urlopen(url + "/metrics").read())
        self.find("page of figures", urllib.request.urlopen(self.url["analytics"] + "/").read())
        backup = self.folder / "backup"
        self.say("backup", backup)
        for path in backup.rglob("*"):
            if path.is_file():
                topic = re.fullmatch(r"\d+-(.+)-\d+\.segment", path.name)
                self.find(f"topic {topic[1]}" if topic else "a backup’s own files", path.read_bytes(), path.name)
        for log in self.folder.glob("*.log"):
            self.find(f"log of {log.stem}", log.read_bytes())

    def search_letters(self):
        for path in (self.folder / "out").rglob("*.eml"):
            family = re.search(r"B-2000(\d)", path.name)[1]
            to = path.stem.rsplit("+", 1)[1]
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            texts = [str(mail["subject"]), str(mail["to"]), path.name]
            for part in mail.walk():
                if not part.is_multipart():
                    texts += [part.get_payload(decode=True), part.get_filename() or ""]
            name = f"letters to {family}/{to.removeprefix('contact-')}" if to.startswith("contact-") else f"messages to the {to} of {family}"
            self.find(name, *texts)

    def search_portal(self, family, contact):
        visitor = Visitor(self.url["portal"], f"10.1.{family}.{contact}")
        surface = f"portal {family}/{contact}"
        before = set(self.codes.glob("[!.]*.eml")) if self.codes.exists() else set()
        self.find(surface, visitor.ask("POST", "/sign-in", [("email", self.address(family, contact))])[1])
        if contact == "2":
            # Whoever is closed gets no code: nothing is waited for, and the page is the same as everybody's.
            return
        self.wait("the mail with the code", lambda: self.codes.exists() and set(self.codes.glob("[!.]*.eml")) - before)
        (path,) = set(self.codes.glob("[!.]*.eml")) - before
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        text = mail.get_body(("plain",)).get_content()
        self.find(f"mail with a code for {family}/{contact}", text, str(mail["to"]))
        link = re.search(r"/enter/([A-Za-z0-9_-]{22})", text)[1]
        code = "".join(re.search(r"(\d{4}) (\d{4})", text).groups())
        visitor.ask("GET", f"/enter/{link}")
        status, page = visitor.ask("POST", f"/enter/{link}", [("code", code)])
        if status != 303:
            raise Trouble(f"{surface}: the code is not taken: {page[:500]}")
        self.walk(surface, visitor, "/case", lambda path: not path.startswith(("/sign-", "/enter")))

    def walk(self, surface, visitor, first, may):
        """Every page to which a link leads, and every download, however they are named."""
        waiting, seen = [first], {first}
        while waiting:
            path = waiting.pop()
            status, data = self.fetch(visitor, path)
            if status != 200:
                raise Trouble(f"{surface}: {path} answers {status}")
            if data[:2] == b"PK":
                with zipfile.ZipFile(io.BytesIO(data)) as held:
                    self.find(surface, *[held.read(name) for name in held.namelist()], *held.namelist())
            self.find(surface, data)
            for href in re.findall(rb'href="(/[^"#]*)', data):
                href = href.decode().replace("&amp;", "&")
                if href not in seen and may(href) and len(seen) < 400:
                    seen.add(href)
                    waiting.append(href)

    @staticmethod
    def fetch(visitor, path):
        import http.client
        connection = http.client.HTTPConnection(visitor.host, timeout=30)
        headers = {"Cookie": visitor.cookie or "", "X-Forwarded-For": visitor.address or "127.0.0.1"}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer.status, data

    def search_desk(self):
        for name in ("kim", "sam"):
            visitor = Visitor(self.url["desk"], f"10.2.0.{ord(name[0])}")
            visitor.sign_in(name, self.password)
            surface = "desk, own cases" if name == "kim" else "desk, a manager"
            self.walk(surface, visitor, "/", lambda path: not re.match("/(sign-|desk|style|static)|.*/record/", path))
            for family in FAMILIES:
                self.walk(surface, visitor, f"/case/{self.case(family)}", lambda path: not re.match("/(sign-|desk|style|static)|.*/record/", path))

    def search_commands(self):
        out = self.folder / "exported"
        self.say("export", "--out", out)
        for path in out.rglob("*"):
            if path.is_file():
                self.find("command export", path.read_bytes())
        for words in (["worklist", "--coordinator", "C-01", "--all"], ["check"], ["quality"], ["forecast"], ["ledger"],
                      ["signals", "--database", self.folder / "analytics.db"]):
            self.find(f"command {words[0]}", self.say(*words))
        for family in FAMILIES:
            self.find("command case", self.say("case", self.case(family)), self.say("case", self.case(family), "--json"))


def table(surfaces):
    """Where each kind of word stands, as the page has it; raises what stands in another family's."""
    strangers = []
    rows = collections.defaultdict(set)
    for surface, words in surfaces.items():
        owner = re.search(r"\b(\d)(?:/(\d))?(:.*)?$", surface)
        for family, what, contact, which in ((part.decode() for part in word) for word in words):
            if owner and owner[1] != family:
                strangers.append(f"{surface}: {word_name(what, contact, which)} of the other family")
                continue
            rows[word_name(what, contact, which)].add(re.sub(r" of \d$", "", re.sub(r"\b\d/(\d)", r"contact \1", surface)))
    if strangers:
        raise Trouble("words of one family stand where the other’s are\n" + "\n".join(sorted(set(strangers))))
    # What holds of one family holds of the other: both are in one row.
    return rows


NAMES = {
    "name": "name of contact {0}", "street": "street of contact {0}", "mail": "e-mail address of contact {0}", "child": "what the child is called",
    "legal": "the child’s legal name", "views": "views of contact {0}, for {1}", "said": "what contact {0} said of the proposed changes",
    "report": "the report of the meeting, for the invited", "reasons": "the reasons of the decision", "plan": "the plan as it stood",
    "amendments": "the proposed changes", "evidence": "the evidence for them", "answer": "the answer to what the family said",
    "finalreasons": "the reasons of the final plan", "finalplan": "the final plan",
}


def word_name(what, contact, which):
    return NAMES[what].format(contact, {"writer": "the council in confidence", "council": "the council alone"}.get(which, "the " + which))


def page(rows):
    lines = [
        "# Where it stands", "",
        "Two families, each with four contacts: " + "; ".join(f"{number}: {who}" for number, who in WHO.items()) + ". In every name, address and "
        "paper of theirs stood a word of its own; a year of theirs was played with real programs, and every surface was searched for every word "
        "(`scripts/test-canaries`): letters, the portal as each contact sees it with every download, the desk, commands, exports, logs, metrics, "
        "and all topics as a backup holds them. **What is not in this table stood nowhere else, and nothing of one family with the other.** The "
        "test fails when a word stands where its row does not say so, and when one is missing from where its row says.", "",
        "A new row or place is read by a person before it is written here (`scripts/test-canaries --write`).", "",
        "| what | where it stands |", "| --- | --- |"]
    for name in sorted(rows, key=lambda name: (list(NAMES).index(next(k for k, v in NAMES.items() if same(v, name))), name)):
        lines.append(f"| {name} | {', '.join(sorted(rows[name]))} |")
    return "\n".join(lines) + "\n"


def same(pattern, name):
    return re.fullmatch(re.escape(pattern).replace(r"\{0\}", r"\d?").replace(r"\{1\}", ".*"), name)


def main():
    parser = argparse.ArgumentParser(prog="scripts/test-canaries", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table anew, for a person to read")
    options = parser.parse_args()
    with Families() as families:
        families.year()
        families.search()
        rows = table(families.surfaces)
    text = page(rows)
    if options.write:
        TABLE.write_text(text)
    elif text != TABLE.read_text():
        import difflib
        raise Trouble("it stands otherwise than docs/where-it-stands.md says\n" + "\n".join(
            difflib.unified_diff(TABLE.read_text().splitlines(), text.splitlines(), "the page", "found", lineterm="", n=0)))
    print(f"{len(rows)} kinds of words on {len(families.surfaces)} surfaces, each where the page says it may stand")


if __name__ == "__main__":
    try:
        main()
    except Trouble as trouble:
        sys.exit(f"test-canaries: {trouble}")
