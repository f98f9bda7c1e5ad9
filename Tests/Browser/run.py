"""Every page that somebody is shown, in Debian's Chromium, over a rehearsed caseload: `scripts/test-browser --help`."""
import argparse
import pathlib
import shutil
import sys

from playwright.sync_api import sync_playwright

import looks
from site_of_services import Site, Trouble

ROOT = pathlib.Path(__file__).resolve().parents[2]


def figures(browser, site, faults, screenshots):
    """The page of figures, for anybody to see."""
    served = {}
    page = browser.new_page()
    for name, path in {"figures": "/"}.items():
        url = site.url["analytics"] + path
        served[name] = page.goto(url).text()
        looks.hold(page, name, faults, screenshots)
        looks.colours(page, name, faults)
        looks.without_script(browser, url, name, faults)
    page.close()
    return served


SURFACES = (figures,)


def main():
    parser = argparse.ArgumentParser(prog="scripts/test-browser", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="SURFACE", help=" ".join(s.__name__ for s in SURFACES))
    parser.add_argument("--screenshots", type=pathlib.Path, metavar="DIR", help="keep a picture of each page")
    options = parser.parse_args()
    known = {surface.__name__: surface for surface in SURFACES}
    if unknown := [name for name in options.names if name not in known]:
        parser.error(f"no surface is called {', '.join(unknown)}; there are {', '.join(known)}")
    faults = looks.Faults()
    with Site(plans=60, days=150) as site, sync_playwright() as playwright:
        # As root Chromium has no sandbox of its own; it opens nothing here but pages of these programs.
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        try:
            served = {}
            for name in options.names or known:
                served |= known[name](browser, site, faults, options.screenshots)
        finally:
            browser.close()
    looks.markup(served, faults)
    if not faults.report():
        sys.exit(1)
    print(f"{len(served)} pages, {faults.checks:,} checks, no fault")


if __name__ == "__main__":
    try:
        main()
    except Trouble as trouble:
        sys.exit(f"test-browser: {trouble}")
