"""What the tests on real processes stand on: Apache Kafka, the programs, and their certain end."""

import contextlib
import ctypes
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = ("annual-review", "scheduler", "notifier", "decision-writer", "analytics")
SERVICES = PROGRAMS[1:]
# How long a broker may take to end in good order, in seconds.
GRACE = 15
# The log cleaner takes its 128 MiB in one piece, which a heap as small as ours has not always whole when a broker starts.
SMALL = ("--config", "log.cleaner.dedupe.buffer.size=8388608")
libc = ctypes.CDLL(None, use_errno=True)


class Trouble(Exception):
    """Why a test cannot go on."""


def kafka_home():
    """The folder with the `kafka` script: KAFKA_HOME, or shared/kafka beside the repository or above; None without."""
    places = [os.environ.get("KAFKA_HOME")] + [str(folder / "shared/kafka") for folder in ROOT.parents]
    return next((place for place in places if place and os.access(f"{place}/kafka", os.X_OK)), None)


def programs():
    """The folder with the programs: PROGRAMS, or the build made last, release or debug; None where none is whole."""
    given = os.environ.get("PROGRAMS")
    places = [pathlib.Path(given)] if given else [ROOT / ".build/release", ROOT / ".build/debug"]
    whole = [place for place in places if all(os.access(place / program, os.X_OK) for program in PROGRAMS)]
    newest = max(whole, key=lambda place: max((place / p).stat().st_mtime for p in PROGRAMS), default=None)
    return newest.resolve() if newest else None


def cannot_test(name):
    """The exit status where there is nothing to test with, which it says; None where there is."""
    if kafka_home() is None:
        print("No 'kafka' script in KAFKA_HOME or ../shared/kafka.")
        print(f"{name}: SKIPPED")
        return 0
    if programs() is None:
        print(f"{name}: the programs are not built: swift build, or PROGRAMS=DIR", file=sys.stderr)
        return 1
    # A signal ends the test as a failure would: in order.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    return None


def run_test(name, main):
    """Ends the process with what `main` answers; when it is interrupted, says so."""
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print(f"{name}: stopped", file=sys.stderr)
        sys.exit(130)


def wait_for(what, seconds, ask, every=0.05):
    """Asks until the answer is neither None nor False; fails, and says for what, after so many seconds."""
    deadline = time.monotonic() + seconds
    while True:
        answer = ask()
        if answer is not None and answer is not False:
            return answer
        if time.monotonic() > deadline:
            raise Trouble(f"waited {seconds:.0f} s in vain for {what() if callable(what) else what}")
        time.sleep(every)


def run_folder(on_disk=False):
    """A new folder in memory where there is room for it: a year of messages is many small files. `on_disk`: not there, for
    what is a few large ones."""
    memory = pathlib.Path("/dev/shm")
    base = memory if not on_disk and memory.is_dir() and shutil.disk_usage(memory).free > 4 << 30 else None
    return pathlib.Path(tempfile.mkdtemp(prefix="annual-review-kafka-", dir=base))


def free_ports(count):
    """The first of so many ports in a row that nobody has, below those that the system hands out."""
    first = 20_000 + os.getpid() * 37 % 9_000
    for base in list(range(first, 32_000 - count, 31)) + list(range(20_000, first, 31)):
        with contextlib.ExitStack() as stack:
            try:
                for port in range(base, base + count):
                    probe = stack.enter_context(socket.socket())
                    probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return base
    raise Trouble("no free ports")


def die_with_parent():
    # PR_SET_PDEATHSIG: the kernel ends the program when this process ends, however it ends.
    libc.prctl(1, signal.SIGKILL)
    # Ctrl-C is for this process alone: it ends the others in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class Kafka:
    """A cluster of Apache Kafka in a folder; a watchdog ends it should this process be killed."""

    def __init__(self, folder, brokers, options=(), heap="192m"):
        self.script = f"{kafka_home()}/kafka"
        self.folder = folder / "kafka"
        self.brokers = brokers
        self.ended = folder / "ended"
        me = os.getpid()
        subprocess.Popen(
            ["/bin/sh", "-c",
             f'while kill -0 {me} 2>/dev/null && [ ! -e "{self.ended}" ]; do sleep 1; done; '
             f'[ -e "{self.ended}" ] || {{ for f in "{self.folder}"/*/pid; do [ -e "$f" ] && kill -9 $(cat "$f"); done; '
             f'rm -rf "{folder}"; }}'],
            start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.output = folder / "kafka.log"
        port = free_ports(2 * brokers + (100 if "--user" in options else 0))
        self.run("start", "--brokers", str(brokers), "--port", str(port), "--heap", heap, *SMALL, *options)
        self.servers = (self.folder / "bootstrap").read_text().strip()
        secure = self.folder / "bootstrap-secure"
        self.secure_servers = secure.read_text().strip() if secure.exists() else None

    def run(self, command, *arguments, timeout=150):
        """One command of the script about this cluster."""
        # Not a pipe: a broker that is left running would hold it open.
        with open(self.output, "a") as output:
            result = subprocess.run(
                [self.script, command, str(self.folder), *map(str, arguments)], stdin=subprocess.DEVNULL,
                stdout=output, stderr=output, timeout=timeout)
        if result.returncode:
            raise Trouble(f"kafka {command} failed:\n{self.output.read_text()[-1500:]}")

    def tool(self, command, *arguments):
        """One of Kafka's own tools; its output."""
        result = subprocess.run(
            [self.script, command, "--bootstrap-server", self.servers, *arguments], stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=120)
        if result.returncode:
            raise Trouble(f"kafka {command} {arguments}: {result.stdout[-600:]}{result.stderr[-600:]}")
        return result.stdout

    def restart(self, broker):
        self.run("restart", broker)

    def pid(self, broker):
        with contextlib.suppress(OSError, ValueError):
            return int((self.folder / str(broker) / "pid").read_text())
        return None

    def end(self, brokers, number):
        """Ends brokers by that signal, together. One that has not ended in time, as the last of several may when it can
        no longer agree with the others, is killed. (The script would wait for ever, also for a zombie.)"""
        pids = {broker: self.pid(broker) for broker in brokers if self.pid(broker)}
        for step in (number, signal.SIGKILL):
            for pid in pids.values():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, step)
            deadline = time.monotonic() + GRACE
            while not all(map(has_ended, pids.values())) and time.monotonic() < deadline:
                time.sleep(0.05)
            if all(map(has_ended, pids.values())):
                break
        for broker in pids:
            (self.folder / str(broker) / "pid").unlink(missing_ok=True)

    def kill(self, broker):
        """As a power cut would."""
        self.end([broker], signal.SIGKILL)

    def restart_all(self):
        """Ends all brokers, together, and starts them again, together: one alone has no quorum."""
        self.end(range(self.brokers), signal.SIGTERM)
        with open(self.output, "a") as output:
            starters = [
                subprocess.Popen([self.script, "restart", str(self.folder), str(b)], stdin=subprocess.DEVNULL,
                                 stdout=output, stderr=output) for b in range(self.brokers)]
            if any(starter.wait(150) for starter in starters):
                raise Trouble(f"Kafka did not start again:\n{self.output.read_text()[-1500:]}")

    def log_of(self, broker):
        return (self.folder / str(broker) / "out").read_text(errors="replace")

    def stop(self):
        for broker in range(self.brokers):
            # One that was paused cannot end.
            with contextlib.suppress(ProcessLookupError, TypeError):
                os.kill(self.pid(broker), signal.SIGCONT)
        self.end(range(self.brokers), signal.SIGTERM)
        self.ended.touch()


def has_ended(pid):
    """Whether that process is gone, or a zombie that nobody has taken notice of yet."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


class Service:
    """One instance of a service."""

    def __init__(self, site, name, number, options=()):
        self.site, self.name, self.number = site, name, number
        self.label = f"{name}-{number}"
        self.options, self.programs = list(options), site.programs
        self.process, self.starts, self.ended_by_itself = None, 0, []
        self.port_file = site.folder / f"{self.label}.port"
        self.log_file = site.folder / f"{self.label}.log"

    def start(self, environment=None):
        self.port_file.unlink(missing_ok=True)
        self.starts += 1
        with open(self.log_file, "a") as log:
            self.process = subprocess.Popen(
                [str(self.programs / self.name), *self.options, "--http", "127.0.0.1:0", "--http-port-file",
                 str(self.port_file)],
                cwd=ROOT, env=environment or self.site.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                preexec_fn=die_with_parent)

    def get(self, path):
        """(status, body), or None while it does not answer."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port_file.read_text().strip()}{path}", timeout=2) as r:
                return r.status, r.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except (OSError, ValueError):
            return None

    def is_ready(self):
        answer = self.get("/readyz")
        return answer is not None and answer[0] == 200

    def metric(self, name):
        answer = self.get("/metrics")
        # With its labels, or whatever they are.
        labels = "" if "{" in name else "(?:{[^}]*})?"
        found = answer and re.search(rf"^{re.escape(name)}{labels} (\d+)$", answer[1], re.M)
        return int(found[1]) if found else None

    def signal(self, number):
        self.process.send_signal(number)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def reason(self):
        """The last thing that it said of why it stopped."""
        for line in reversed(self.log_file.read_text(errors="replace").splitlines()):
            if "cannot go on" in line or "Fatal error" in line or "cannot start" in line:
                return line[-500:]
        return self.log_file.read_text(errors="replace")[-500:]

    def stop(self):
        if self.process and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(signal.SIGCONT)
                self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Site:
    """A folder, a cluster, and the programs that were started; all gone when it is closed, whatever happened."""

    def __init__(self, brokers, options=(), keep=False, heap="192m", on_disk=False):
        self.programs = programs()
        self.keep = keep
        self.folder = run_folder(on_disk)
        self.outbox = self.folder / "outbox"
        self.outbox.mkdir()
        self.services = []
        self.kafka = None
        try:
            self.kafka = Kafka(self.folder, brokers, options, heap)
        except BaseException:
            self.close()
            raise
        self.environment = os.environ | {"KAFKA_BOOTSTRAP_SERVERS": self.kafka.servers}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        for service in self.services:
            if service.process:
                with contextlib.suppress(ProcessLookupError):
                    service.signal(signal.SIGCONT)
        for service in self.services:
            service.stop()
        try:
            if self.kafka:
                self.kafka.stop()
            elif (self.folder / "kafka").exists():
                for pid in (self.folder / "kafka").glob("*/pid"):
                    with contextlib.suppress(ProcessLookupError, ValueError):
                        os.kill(int(pid.read_text()), signal.SIGKILL)
        finally:
            (self.folder / "ended").touch()
            if self.keep:
                print(f"kept: {self.folder}")
            else:
                shutil.rmtree(self.folder, ignore_errors=True)

    def say_logs(self):
        """Prints the end of what each service said."""
        for service in self.services:
            print(f"--- {service.label}\n{service.log_file.read_text(errors='replace')[-800:]}")

    def run(self, program, *arguments, expect=0, environment=None, timeout=300):
        """One of the programs to its end; its output."""
        result = subprocess.run(
            [str(self.programs / program), *map(str, arguments)], cwd=ROOT, env=environment or self.environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=timeout,
            preexec_fn=die_with_parent)
        if expect is not None and result.returncode != expect:
            raise Trouble(f"{program} {' '.join(map(str, arguments))} ended with {result.returncode}:\n{result.stdout[-2000:]}")
        return result.stdout

    def begin(self, partitions, plans, seed, first_day="2024-09-01"):
        """Topics, the log, an imported and released caseload."""
        self.run("annual-review", "topics", "--create", "--partitions", partitions, "--begin", "rehearsal",
                 "--first-day", first_day, "--council", "bromley")
        self.begin_as_operator(plans, seed, first_day)

    def begin_as_operator(self, plans, seed=1, first_day="2024-09-01"):
        """An imported and released caseload on a log that has begun."""
        sample = self.folder / "sample"
        self.run("annual-review", "sample", "--council", "bromley", "--plans", plans, "--seed", seed, "--from",
                 first_day, "--out", sample)
        self.run("annual-review", "import", sample / "plans.csv", "--people", sample / "people.csv")
        self.run("annual-review", "release", "--yes")

    def add(self, name, number, options=()):
        """An instance, not yet started."""
        extra = {
            "notifier": ["--folder", str(self.outbox), "--pace", "1000000"],
            "analytics": ["--database", str(self.folder / f"analytics-{number}.db"), "--page-every", "3600",
                          "--page", str(self.folder / f"page-{number}")],
        }.get(name, [])
        service = Service(self, name, number, extra + list(options))
        self.services.append(service)
        return service

    def verify(self, *arguments, script="verify.py"):
        """The independent verifier; (exit status, output)."""
        result = subprocess.run(
            [sys.executable, str(ROOT / "Tests/Broker" / script), "--bootstrap-servers", self.kafka.servers,
             *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1800)
        return result.returncode, result.stdout + result.stderr


def load(path):
    return json.loads(pathlib.Path(path).read_text())
