"""No word is lost: two people type in one case while the desk is killed, sign-ins end and answers get lost, from seeds.
`scripts/test-words --help`."""
import argparse
import html
import http.client
import random
import re
import signal
import sys
import time
import urllib.parse

from load import Visitor
from site_of_services import Site, Trouble

KIND = "report-received"


class Person:
    """Somebody with an account, at whatever computer they sit: what they typed, and what the desk said that it keeps."""

    computers = 0

    def __init__(self, site, name, case):
        self.site, self.name, self.case = site, name, case
        self.browser = None
        self.text = ""
        # What the form may show: the text that was last acknowledged, or one whose answer was lost.
        self.kept = {""}
        self.form = None
        self.given = []
        # Given, with the answer lost: sent again, it must count once.
        self.unsure = None

    @property
    def path(self):
        return f"/case/{self.case}/record/{KIND}"

    def sign_in(self):
        # At another computer each time.
        Person.computers += 1
        self.browser = Visitor(self.site.url["desk"], f"10.0.{Person.computers // 250 % 250}.{Person.computers % 250 + 1}")
        self.browser.sign_in(self.name, self.site.password)
        self.browser.ask("GET", f"/case/{self.case}")
        self.browser.ask("POST", f"/case/{self.case}/open", self.fields_of("/case/" + self.case) + [("why", "cover")])

    def fields_of(self, path):
        return Visitor.hidden(self.browser.ask("GET", path)[1])

    def open(self):
        """Opens the form, and finds in it what was kept."""
        status, page = self.browser.ask("GET", self.path)
        if status != 200 or f'name="document-text"' not in page:
            self.sign_in()
            status, page = self.browser.ask("GET", self.path)
        found = re.search(r'<textarea[^>]*name="document-text"[^>]*>(.*?)</textarea>', page, re.S)
        if not found:
            raise Trouble(f"{self.name} sees no form: {status} {page[-600:]}")
        shown = html.unescape(found[1]).lstrip("\n").replace("\r\n", "\n")
        if shown not in self.kept:
            raise Trouble(f"{self.name} typed {sorted(self.kept)!r} and finds {shown!r}")
        self.form = [f for f in Visitor.hidden(page)]
        self.text, self.kept = shown, {shown}

    def fields(self):
        return self.form + [("document-text", self.text)]

    def type(self, word):
        if self.form is None:
            self.open()
        self.text += (" " if self.text else "") + word

    def keep(self, is_lost):
        """What the script sends at most a second after a key; lost: nobody hears the answer."""
        if self.form is None:
            return
        self.kept.add(self.text)
        status = self.send(f"/case/{self.case}/keep/{KIND}", self.fields(), is_lost)
        if status == 200:
            self.kept = {self.text}

    def send(self, path, fields, is_lost):
        if not is_lost:
            try:
                return self.browser.ask("POST", path, fields)[0]
            except (OSError, http.client.HTTPException):
                return None
        connection = http.client.HTTPConnection(self.browser.host, timeout=10)
        try:
            connection.request("POST", path, urllib.parse.urlencode(fields), {
                "Cookie": self.browser.cookie or "", "Content-Type": "application/x-www-form-urlencoded"})
        except (OSError, http.client.HTTPException):
            pass
        connection.close()
        return None

    def give(self, is_lost):
        """Gives what is typed; with a lost answer it is given once more, and must count once."""
        if not self.text or self.form is None:
            return
        for attempt in range(4):
            status, checked = 0, ""
            try:
                status, checked = self.browser.ask("POST", self.path, self.fields() + [("do", "check")])
            except (OSError, http.client.HTTPException):
                pass
            if "This was recorded already" in checked and attempt:
                # The answer was lost, and nothing was changed since.
                self.send(self.path, Visitor.hidden(checked) + [("do", "discard")], False)
                break
            if status != 200 or "Check before it is recorded" not in checked:
                if status in (0, 303, 403):
                    # The desk was away, or the sign-in had ended: nothing typed is lost by it.
                    key = dict(self.form).get("key")
                    self.sign_in()
                    page = self.browser.ask("GET", self.path)[1]
                    csrf = dict(Visitor.hidden(page))["csrf"]
                    self.form = [(n, csrf if n == "csrf" else v) for n, v in self.form]
                    assert dict(self.form).get("key") == key
                    continue
                raise Trouble(f"{self.name} cannot check: {status} {re.sub('<[^>]*>', ' ', checked)[-900:]}")
            status = self.send(self.path, Visitor.hidden(checked) + [("do", "give")], is_lost and attempt == 0)
            if status == 303:
                break
            if is_lost and attempt == 0:
                # Long enough that it is read back, or not: both happen.
                time.sleep(random.random() / 5)
        else:
            raise Trouble(f"{self.name} could not give {self.text!r} in four tries")
        self.given.append(self.text)
        self.text, self.kept, self.form = "", {""}, None


def kill(site):
    site.running["desk"].send_signal(signal.SIGKILL)
    site.running["desk"].wait()
    (site.folder / "desk.port").unlink()
    site.serve_desk()


def play(site, case, seed, steps):
    """One seed; gives how many words were typed and how many texts were given."""
    dice = random.Random(seed)
    random.seed(seed)
    people = [Person(site, "kim", case), Person(site, "sam", case)]
    for person in people:
        person.sign_in()
        # What an earlier seed left is thrown away.
        person.browser.ask("POST", person.path, person.fields_of(person.path) + [("do", "discard")])
        person.open()
    words = 0
    for step in range(steps):
        person = dice.choice(people)
        what = dice.choices(("type", "keep", "lose", "move", "expire", "kill", "give", "give lost"), (10, 8, 3, 3, 2, 1, 2, 1))[0]
        if what == "type":
            words += 1
            person.type(f"s{seed}w{words}")
            # Whoever typed has kept within the second, unless something happens first.
            if dice.random() < 0.7:
                person.keep(False)
        elif what in ("keep", "lose"):
            person.keep(what == "lose")
        elif what == "move":
            person.sign_in()
            person.open()
        elif what == "expire":
            person.browser.ask("POST", "/sign-out", person.form or [])
            person.open()
        elif what == "kill":
            kill(site)
            for one in people:
                one.browser.host = site.url["desk"].removeprefix("http://")
                one.open()
        else:
            person.keep(False)
            person.give(what == "give lost")
            person.open()
    return words, [text for person in people for text in person.given]


def main():
    parser = argparse.ArgumentParser(prog="scripts/test-words", description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=40)
    options = parser.parse_args()
    with Site(plans=40, days=90) as site:
        site.desk(kim="coordinator/C-01", sam="manager/M-01")
        case = held_case(site)
        words = given = 0
        for seed in range(options.first_seed, options.first_seed + options.seeds):
            before = reports(site, case)
            try:
                typed, texts = play(site, case, seed, options.steps)
            except Trouble as trouble:
                raise Trouble(f"seed {seed}: {trouble}") from None
            words, given = words + typed, given + len(texts)
            if (count := reports(site, case) - before) != len(texts):
                raise Trouble(f"seed {seed}: {len(texts)} texts were given, and {count} stand in the log")
            print(f"seed {seed}: {typed} words, {len(texts)} given", flush=True)
        print(f"{options.seeds} seeds, {words} words typed, {given} texts given once each, none lost")


def held_case(site):
    """A case whose meeting was held and whose report can be given again and again."""
    kim = Visitor(site.url["desk"])
    kim.sign_in("kim", site.password)
    for case in dict.fromkeys(re.findall(r'href="/case/([^"/?]+)', kim.ask("GET", "/")[1])):
        for path in (f"/case/{case}", f"/case/{case}/record/{KIND}"):
            status, page = kim.ask("GET", path)
        fields = Visitor.hidden(page) + [("document-text", "x")]
        if "Check before it is recorded" in kim.ask("POST", f"/case/{case}/record/{KIND}", fields + [("do", "check")])[1]:
            kim.ask("POST", f"/case/{case}/record/{KIND}", fields + [("do", "discard")])
            return case
    raise Trouble("no case of the list takes a report")


def reports(site, case):
    return site.say("case", case, "--json").count("The written report of the meeting was sent")


if __name__ == "__main__":
    try:
        main()
    except Trouble as trouble:
        sys.exit(f"test-words: {trouble}")
