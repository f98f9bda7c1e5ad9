"""One child's whole review year by browsers alone, by paper alone and by commands alone: the same file, the same days, the same
letters. `scripts/test-year --help`."""
import argparse
import collections
import csv
import datetime
import difflib
import email
import email.policy
import json
import pathlib
import re
import shutil
import sys

from playwright.sync_api import sync_playwright

from site_of_services import Site, Trouble

CASE = "B-20001"
FIRST = datetime.date(2024, 9, 1)
PLAN = {
    "case": CASE, "born": "2014-05", "plan_made": "2019-06-14", "last_review_decision": "2023-12-05", "setting_urn": "905000",
    "placement": "mainstream", "need": "ASD", "year_group": "6", "transfer_phase": "primary-to-secondary", "transfer_year": "2026",
    "coordinator": "C-01", "model": "statutory",
}
HOUSEHOLD = {
    "for": CASE, "contact": "1", "relation": "parent", "holds_rights": "yes", "may_be_written_to": "yes", "location_protected": "no",
    "name": "Ms Ada Example", "address1": "1 Example Street", "address2": "Exampleton", "postcode": "EX0 0ZZ",
    "child": "Robin", "child_legal_name": "Robin Example", "child_born": "2014-05-20", "sex": "M", "ethnicity": "WBRI",
    "home_postcode": "EX0 0ZZ",
}
# What whoever reads e-mail has besides.
ONLINE = {"email": "ada@example.org", "email_verified_by": "C-01", "email_verified_on": "2023-01-09", "channels": "email"}
POSTED = {"channels": "post"}
OTHERS = [
    {"for": "officer:C-01", "name": "Kim Officer", "email": "kim@example.gov.uk"},
    {"for": "setting:905000", "name": "Example School", "email": "school@example.org"},
    {"for": "team:health", "name": "Health team", "email": "health@example.org"},
    {"for": "team:social-care", "name": "Social care team", "email": "care@example.org"},
    {"for": "team:manager", "name": "SEND manager", "email": "manager@example.gov.uk"},
]

VIEWS = {"well": "Robin reads to his sister.", "hard": "The walk to school is hard.", "change": "An hour of speech therapy."}
ANSWER = {"section-F": "Two hours of speech therapy, not one.", "message": "Thank you for the meeting."}
LABELS = {
    "well": "What has gone well this year?", "hard": "What has been difficult?", "change": "What should change?",
    "section-F": "About section F", "message": "Anything else",
}
PAPERS = {
    "report": "The meeting agreed that speech therapy is to grow. It recommends that the plan is amended.",
    "reasons": "Robin's speech has not come on as section E expects, as the report and his mother say, so that section F needs an "
               "hour of speech therapy a week. The council amends the plan.",
    "plan": "Section F: a radio aid in each lesson.",
    "amendments": "Section F, added: an hour of speech therapy a week.",
    "evidence": "Advice of the speech and language therapist: an hour a week.",
    "used": "You asked for two hours of speech therapy. The therapist's advice is one hour, and the plan says when it is looked at "
            "again.",
    "final": "The council heard what the family said of the changes, and section F has an hour of speech therapy a week.",
    "final-plan": "Section F: a radio aid in each lesson. An hour of speech therapy a week.",
}


def written(answers):
    """What a form of the portal makes of these answers, as somebody writes it on paper."""
    return "\n\n".join(f"{LABELS[name]}\n{said}" for name, said in answers.items()) + "\n"


class Way(Site):
    """A year of the child's, by one way. The days pass; nobody acts but whoever this test plays."""

    contact = ONLINE

    def __init__(self):
        super().__init__(plans=1, days=0, first_day=str(FIRST))
        self.today = FIRST

    def caseload(self):
        def write(name, rows):
            columns = list(dict.fromkeys(column for row in rows for column in row))
            with open(self.folder / name, "w", newline="") as file:
                sheet = csv.DictWriter(file, columns)
                sheet.writeheader()
                sheet.writerows(rows)
        write("plans.csv", [PLAN])
        write("people.csv", [HOUSEHOLD | self.contact] + OTHERS)
        self.say("import", self.folder / "plans.csv", "--people", self.folder / "people.csv")
        self.say("release", "--yes")
        for name, text in PAPERS.items():
            (self.folder / f"{name}.txt").write_text(text)

    def until(self, day):
        """Lets the days pass until that one."""
        day = datetime.date.fromisoformat(day)
        if day > self.today:
            self.say("rehearse", "--to", day, "--coordinators", "nobody")
            self.today = day

    def paper(self, name):
        return self.folder / f"{name}.txt"

    # What the child's people do, each on its day.

    def year(self):
        self.until("2024-09-30")
        self.by_council("meeting-arranged", **{"for": "2024-11-05"})
        self.until("2024-10-10")
        self.by_family("views", VIEWS, "invited")
        self.until("2024-10-21")
        self.by_council("advice-circulated")
        self.until("2024-11-06")
        self.by_council("meeting-held", on="2024-11-05", attended=["parent", "setting"])
        self.until("2024-11-18")
        self.by_council("report-received", recommends="amend", document="report")
        self.until("2024-11-25")
        self.by_council(
            "decision-submitted", outcome="amend", reasons="reasons", plan="plan", amendments="amendments", evidence="evidence")
        self.until("2024-12-04")
        self.by_family("amendments", ANSWER, "invited", section="F", final=True)
        self.until("2024-12-10")
        self.by_council("amendment-answered", used="yes", section="F", document="used")
        self.until("2024-12-16")
        self.by_council("final-submitted", outcome="amended", reasons="final", plan="final-plan")
        self.until("2025-09-01")

    # What came of it.

    def came_of_it(self):
        """The file with its days and rules as `annual-review case` tells it, each letter word for word, and every paper that the
        parent may have: without keys and hashes, which no two years share."""
        file = plain(json.loads(self.say("case", CASE, "--json")))
        letters = json.loads(self.say("letter", CASE, "--json"))["letters"]
        texts = [self.say("letter", CASE, letter["number"], "--contact", "1", "--text") for letter in letters]
        held = self.folder / "held"
        self.say("subject-access", CASE, "--for", "1", held)
        papers = sorted(path.read_text() for path in held.rglob("*.txt"))
        return {
            "file": file, "letters": plain(letters), "texts": [text.splitlines() for text in texts],
            "papers": [text.splitlines() for text in papers]}


# By post the same letter reaches the family two working days later, and fifteen days from that end later (docs/rules.md: AMD-2);
# and that views came on paper stands in the file.
POSTED_DIFFERENTLY = {"Wednesday 11 December 2024": "Monday 9 December 2024", " form, on paper.": " form."}


def plain(value, name=""):
    """Without what is drawn anew for each submission and each paper, and without by which way a letter went."""
    if isinstance(value, dict):
        return {name: plain(one, name) for name, one in value.items() if name not in ("key", "document", "by")}
    return [plain(one) for one in value] if isinstance(value, list) else value


class Commands(Way):
    """Everybody speaks by the command."""

    def by_council(self, kind, **options):
        papers = ("document", "reasons", "plan", "amendments", "evidence")
        words = {
            name: self.paper(value) if name in papers else value for name, value in options.items() if not isinstance(value, list)}
        many = [(name, value) for name, values in options.items() if isinstance(values, list) for value in values]
        if kind in ("decision-submitted", "final-submitted", "amendment-answered"):
            words["officer"] = "C-01"
        rest = [word for name, value in words.items() for word in (["--" + name] if value is True else ["--" + name, str(value)])]
        self.say("record", kind, CASE, "--by", self.council_speaker, *rest, *[w for n, v in many for w in ("--" + n, v)])

    council_speaker = "coordinator/C-01"
    family_speaker = "family/contact-1"
    on_paper = []

    def by_family(self, form, answers, audience, **options):
        path = self.folder / f"family-{form}.txt"
        path.write_text(written(answers))
        if form == "views":
            words = ["views-received", CASE, "--from", "parent", "--form", "parental-contribution", *self.on_paper]
        else:
            words = ["representations", CASE]
            for name, value in options.items():
                words += ["--" + name] if value is True else ["--" + name, value]
        self.say("record", *words, "--contact", "1", "--document", path, "--audience", audience, "--by", self.family_speaker)


class Paper(Commands):
    """The family writes and reads on paper alone: an officer records what comes, the print room prints what goes, and somebody
    posts it and says so."""

    contact = POSTED
    family_speaker = "coordinator/C-01"
    on_paper = ["--on-paper"]

    def __init__(self, posting_days):
        super().__init__()
        # On which days how many letters leave for the parent.
        self.posting_days = posting_days

    def post(self):
        self.room = self.folder / "print-room"
        return ["--print-room", self.room]

    def until(self, day):
        self.letters_leave()
        for posting in sorted(self.posting_days):
            if str(self.today) < posting < day:
                super().until(posting)
                self.letters_leave()
        super().until(day)

    def letters_leave(self):
        """Somebody prints what lies ready today, posts it, and says so."""
        manifest = self.room / "manifest.csv"

        def ready():
            with open(manifest, newline="") as file:
                return len({row["folder"] for row in csv.DictReader(file)})
        letters = self.posting_days.get(str(self.today), 0)
        if not letters:
            return
        self.wait(f"{letters} letters in the print room", lambda: manifest.exists() and ready() == letters)
        shutil.copy(manifest, self.folder / "printed.csv")
        self.say("dispatched", self.folder / "printed.csv", "--print-room", self.room, "--on", self.today)
        self.wait(
            "the notifier to hear that it was posted",
            lambda: posted(json.loads(self.say("case", CASE, "--json"))).get(str(self.today), 0) == letters)


def posted(file):
    """How many letters left for the parent, by day."""
    return collections.Counter(
        line["happened"] for review in file["reviews"] for line in review["happened"]
        if re.match(r"Sent to .*\bthe parent\b|.*\b[Tt]he parent\b.* (was|were) (told|invited)", line["text"]))


class Browsers(Way):
    """The coordinator on the desk and the parent on the portal, each in a browser."""

    def __init__(self, browser):
        super().__init__()
        self.browser = browser

    def caseload(self):
        super().caseload()
        self.desk(kim="coordinator/C-01")
        self.portal()
        self.kim = self.browser.new_context().new_page()
        self.kim.goto(self.url["desk"] + "/sign-in")
        self.kim.fill("input[name=name]", "kim")
        self.kim.fill("input[name=password]", self.password)
        self.kim.keyboard.press("Enter")
        self.kim.wait_for_url(self.url["desk"] + "/")
        self.ada = self.browser.new_context().new_page()
        self.ada.goto(self.url["portal"] + "/sign-in")
        self.ada.fill("input[name=email]", ONLINE["email"])
        with self.ada.expect_navigation():
            self.ada.keyboard.press("Enter")
        self.wait("the mail with the code", lambda: list(self.codes.glob("*.eml")))
        mail = email.message_from_bytes(next(iter(self.codes.glob("*.eml"))).read_bytes(), policy=email.policy.default)
        text = mail.get_body(("plain",)).get_content()
        self.ada.goto(f"{self.url['portal']}/enter/{re.search(r'/enter/([A-Za-z0-9_-]{22})', text)[1]}")
        self.ada.fill("input[name=code]", "".join(re.search(r"(\d{4}) (\d{4})", text).groups()))
        self.ada.keyboard.press("Enter")
        self.ada.wait_for_url(self.url["portal"] + "/case")

    @staticmethod
    def fill(page, name, value):
        """Fills in a field of that name, whatever kind it is."""
        if isinstance(value, list):
            for one in value:
                Browsers.fill(page, name, one)
            return
        if value is True:
            page.check(f"input[type=checkbox][name='{name}']")
            return
        value = str(value)
        if page.query_selector(f"input[name='{name}-day']"):
            for part, text in zip(("year", "month", "day"), value.split("-")):
                page.fill(f"input[name='{name}-{part}']", text)
        elif page.query_selector(f"textarea[name='{name}-text']"):
            page.fill(f"textarea[name='{name}-text']", PAPERS[value])
        elif chosen := page.query_selector(f"input[name='{name}'][value='{value}']"):
            chosen.check()
        elif page.query_selector(f"select[name='{name}']"):
            page.select_option(f"select[name='{name}']", value)
        else:
            page.fill(f"[name='{name}']", value)

    def by_council(self, kind, **options):
        page = self.kim
        page.goto(f"{self.url['desk']}/case/{CASE}/record/{kind}")
        for name, value in options.items():
            self.fill(page, name, value)
        page.click("button[value=check]")
        page.wait_for_load_state()
        if not page.query_selector("button[value=give]"):
            raise Trouble(f"the desk does not take {kind}: {page.inner_text('main')[:1500]}")
        page.click("button[value=give]")
        page.wait_for_load_state()
        if f"/case/{CASE}?given={kind}" not in page.url:
            raise Trouble(f"the desk did not record {kind}: {page.url} {page.inner_text('main')[:600]}")

    def by_family(self, form, answers, audience, **options):
        page = self.ada
        page.goto(f"{self.url['portal']}/give/{form}")
        for name, value in (answers | options | {"audience": audience}).items():
            self.fill(page, name, value)
        page.click("main form button >> nth=0")
        page.wait_for_load_state()
        if not page.url.endswith("/given"):
            raise Trouble(f"the portal does not take {form}: {page.inner_text('main')[:1500]}")


def lived(way):
    with way:
        way.year()
        return way.came_of_it()


def main():
    argparse.ArgumentParser(prog="scripts/test-year", description=__doc__).parse_args()
    ways = {"by commands": lived(Commands())}
    ways["by paper"] = lived(Paper(posted(ways["by commands"]["file"])))
    with sync_playwright() as playwright:
        # As root Chromium has no sandbox of its own; it opens nothing here but pages of these programs.
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        try:
            ways["by browsers"] = lived(Browsers(browser))
        finally:
            browser.close()
    words = {name: json.dumps(came, indent=1, ensure_ascii=False) for name, came in ways.items()}
    for posted_so, otherwise in POSTED_DIFFERENTLY.items():
        if posted_so not in words["by paper"] or posted_so in words["by commands"]:
            raise Trouble(f"only what is posted says {posted_so!r}")
        words["by paper"] = words["by paper"].replace(posted_so, otherwise)
    (first, told), *others = words.items()
    differences = [
        line for name, other in others
        for line in difflib.unified_diff(told.splitlines(), other.splitlines(), first, name, lineterm="", n=1)]
    if differences:
        raise Trouble("the ways differ\n" + "\n".join(differences))
    came = ways[first]
    lines = sum(len(review["happened"]) for review in came["file"]["reviews"])
    print(f"one year {', '.join(ways)}: {lines} lines of the file, {len(came['texts'])} letters, {len(came['papers'])} papers, "
          "all the same")


if __name__ == "__main__":
    try:
        main()
    except Trouble as trouble:
        sys.exit(f"test-year: {trouble}")
