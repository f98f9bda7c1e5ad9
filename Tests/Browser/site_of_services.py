"""A council of invented children on the embedded broker, with every program as it is run, for one test; all of it ends with it."""
import csv
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Trouble(Exception):
    """Something did not come about; the words say what."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """`with Site(plans=60, days=150) as site:` rehearses that caseload; `site.url` says where each program answers."""

    def __init__(self, plans, days, first_day="2024-09-01", council="bromley", partitions=2):
        self.programs = pathlib.Path(os.environ.get("PROGRAMS", ROOT / ".build/debug")).resolve()
        self.plans, self.days, self.first_day, self.council = plans, days, first_day, council
        self.partitions = partitions
        self.running, self.url = {}, {}

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="annual-review-browser-"))
        try:
            self.begin()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        # Services first: they say goodbye to the broker.
        for process in reversed(list(self.running.values())):
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def begin(self):
        ready = self.folder / "ready"
        self.start("broker", "annual-review", "broker", "--port", "0", "--partitions", self.partitions, "--rehearsal", "--first-day",
                   self.first_day, "--council", self.council, "--ready-file", ready)
        self.wait("the broker", lambda: ready.exists() and ready.read_text().strip())
        self.environment = dict(os.environ, AR_SEEDS=str(ROOT / "seeds"),
                                KAFKA_BOOTSTRAP_SERVERS=ready.read_text().strip())
        self.serve("scheduler")
        self.serve("notifier", "--folder", self.folder / "out", *self.post())
        self.serve("decision-writer", "--pages-only")
        self.serve("analytics", "--database", self.folder / "analytics.db")
        self.caseload()

    def post(self):
        """What the notifier is told of post besides; without a print room it goes into the folder too."""
        return []

    def caseload(self):
        """Invented children, of whom so many days were lived."""
        self.say("sample", "--plans", str(self.plans), "--out", self.folder / "sample")
        with open(self.folder / "sample/people.csv", newline="") as file:
            self.people = list(csv.DictReader(file))
        self.say("import", self.folder / "sample/plans.csv", "--people", self.folder / "sample/people.csv")
        self.say("release", "--yes")
        self.say("rehearse", "--days", str(self.days))

    def desk(self, **accounts):
        """The desk, with an account for each name: `desk(kim="coordinator/C-07")`. All have the same password."""
        file = self.folder / "accounts"
        for name, actor in accounts.items():
            role, id = actor.split("/")
            self.environment["AR_PASSWORD"] = self.password
            self.say("accounts", "add", name, "--role", role, "--id", id, "--accounts", file)
        del self.environment["AR_PASSWORD"]
        self.serve_desk()

    def serve_desk(self):
        """Starts the desk; it believes whoever asks from here about the address of a client, as of the proxy before it."""
        self.serve("desk", "--accounts", self.folder / "accounts", "--state", self.folder / "desk", "--proxies", "127.0.0.1")

    password = "a long enough trial password"

    def portal(self):
        self.codes = self.folder / "codes"
        self.serve("portal", "--codes", self.codes, "--key", self.folder / "portal.key",
                   "--code-letters", self.folder / "letters")

    def start(self, label, *words):
        log = open(self.folder / f"{label}.log", "w")
        environment = getattr(self, "environment", os.environ)
        process = subprocess.Popen([str(self.programs / words[0]), *map(str, words[1:])], env=environment, cwd=self.folder,
                                   stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        self.running[label] = process
        return process

    def serve(self, name, *words, ready=True):
        """Starts a service, and waits until it says that it is ready."""
        port = self.folder / f"{name}.port"
        process = self.start(name, name, *words, "--http", "127.0.0.1:0", "--http-port-file", port)
        self.wait(name, lambda: port.exists() and port.read_text().strip(), process)
        self.url[name] = f"http://127.0.0.1:{port.read_text().strip()}"
        if ready:
            self.wait(f"{name} to be ready", lambda: self.answers(self.url[name] + "/readyz"), process)

    @staticmethod
    def answers(url):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def wait(self, what, is_so, process=None, seconds=120):
        deadline = time.monotonic() + seconds
        while not is_so():
            if process and process.poll() is not None or time.monotonic() > deadline:
                most = int(os.environ.get("LOG_BYTES", "600"))
                logs = "\n".join(f"{log.name}: {log.read_text()[-most:]}" for log in self.folder.glob("*.log"))
                raise Trouble(f"waited for {what}\n{logs}")
            time.sleep(0.05)

    def say(self, *words):
        """Runs `annual-review` with these words, and gives what it prints."""
        run = subprocess.run([str(self.programs / "annual-review"), *map(str, words)], env=self.environment, cwd=self.folder,
                             capture_output=True, text=True, timeout=600)
        if run.returncode:
            raise Trouble(f"annual-review {' '.join(map(str, words))}: {run.stdout[-500:]}{run.stderr[-1500:]}")
        return run.stdout
