"""How long pages take while many ask and a rehearsal runs: `scripts/pages-load --help`. Prints one table; times nothing in a test."""
import argparse
import http.client
import re
import threading
import time
import urllib.parse

from site_of_services import Site, Trouble


class Visitor:
    """What a browser does that is signed in: one connection a page, its cookie, its forms."""

    def __init__(self, base, address=None):
        self.host = base.removeprefix("http://")
        self.cookie = None
        # Whence the proxy says that it asks: one address may not sign in without end.
        self.address = address

    def ask(self, method, path, fields=None):
        connection = http.client.HTTPConnection(self.host, timeout=30)
        headers = {"Cookie": self.cookie} if self.cookie else {}
        if self.address:
            headers["X-Forwarded-For"] = self.address
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
        connection.close()
        return answer.status, text

    def sign_in(self, name, password):
        status, text = self.ask("POST", "/sign-in", [("name", name), ("password", password), ("to", "/")])
        if status != 303:
            raise Trouble(f"{name} cannot sign in: {status} {text[:300]}")

    @staticmethod
    def hidden(text):
        seen = {}
        for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', text):
            seen.setdefault(name, value)
        return list(seen.items())


def figures(times):
    times = sorted(times)
    return [1000 * times[int(len(times) * share)] for share in (0.5, 0.99)] + [1000 * times[-1]]


def paced(rate, seconds, asks):
    """Asks so many pages a second, whether or not the last has answered; gives the seconds of each by its name. `asks` are names
    and functions, in turns."""
    took, faults, lock, threads = {}, [], threading.Lock(), []

    def one(name, ask, due):
        try:
            status, text = ask()
            with lock:
                took.setdefault(name, []).append(time.monotonic() - due)
                if status != 200:
                    faults.append(f"{name}: {status}")
        except OSError as error:
            with lock:
                faults.append(f"{name}: {error}")

    began = time.monotonic()
    for number in range(int(rate * seconds)):
        due = began + number / rate
        time.sleep(max(0, due - time.monotonic()))
        name, ask = asks[number % len(asks)]
        thread = threading.Thread(target=one, args=(name, ask, due))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return took, faults


def resident(process):
    with open(f"/proc/{process.pid}/status") as status:
        return int(re.search(r"VmHWM:\s+(\d+)", status.read())[1]) // 1024


def main():
    parser = argparse.ArgumentParser(prog="scripts/pages-load", description=__doc__)
    parser.add_argument("--plans", type=int, default=20635)
    parser.add_argument("--rate", type=float, default=50, help="pages a second")
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    with Site(plans=options.plans, days=2, partitions=32) as site:
        began = time.monotonic()
        site.desk(kim="coordinator/C-01", sam="manager/M-01")
        print(f"desk: ready {time.monotonic() - began:.1f} s after its start, at {options.plans:,} plans")
        kim, sam = Visitor(site.url["desk"]), Visitor(site.url["desk"])
        kim.sign_in("kim", site.password)
        sam.sign_in("sam", site.password)
        cases = sorted(set(re.findall(r'href="/case/([^"/?]+)', kim.ask("GET", "/")[1])))[:20]
        if not cases:
            raise Trouble("the list of C-01 names no case")
        rehearsal = site.start("rehearsal", "annual-review", "rehearse", "--days", "400")
        turn = iter(range(1 << 40))
        of = lambda path: lambda: kim.ask("GET", path.replace("CASE", cases[next(turn) % len(cases)]))
        took, faults = paced(options.rate, options.seconds, [
            ("the list", of("/")), ("a case", of("/case/CASE")), ("what happened", of("/case/CASE?part=happened")),
            ("a form", of("/case/CASE/record/views-received")), ("the load", lambda: sam.ask("GET", "/load"))])
        still = rehearsal.poll() is None
        print(f"{options.rate:.0f} pages a second for {options.seconds:.0f} s, "
              + ("a rehearsal running all the while" if still else "THE REHEARSAL HAD ENDED"))
        print("| page | p50 ms | p99 ms | longest ms | asked |\n| --- | ---: | ---: | ---: | ---: |")
        for name, times in [*took.items(), ("all", [t for times in took.values() for t in times])]:
            print(f"| {name} | {' | '.join(f'{v:.1f}' for v in figures(times))} | {len(times)} |")
        given = []
        for number in range(60):
            path = f"/case/{cases[number % len(cases)]}/record/advice-circulated"
            fields = Visitor.hidden(kim.ask("GET", path)[1])
            checked = kim.ask("POST", path, fields + [("do", "check")])[1]
            began = time.monotonic()
            status, text = kim.ask("POST", path, Visitor.hidden(checked) + [("do", "give")])
            if status == 303:
                given.append(time.monotonic() - began)
        if given:
            print(f"| a form given until it is read back | {' | '.join(f'{v:.1f}' for v in figures(given))} | {len(given)} |")
        for name in ("desk", "analytics"):
            print(f"{name}: at most {resident(site.running[name])} MiB")
        for fault in faults[:5]:
            print(f"fault: {fault}")
        if faults:
            raise Trouble(f"{len(faults)} pages were not answered")


if __name__ == "__main__":
    main()
