"""Every page that somebody is shown, in Debian's Chromium, over a rehearsed caseload: `scripts/test-browser --help`."""
import argparse
import email
import email.policy
import pathlib
import re
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


def walk(page, base, paths, surface, faults, screenshots):
    """Each of these pages, as whoever is signed in on `page` sees it; gives what was served."""
    served = {}
    for name, path in paths.items():
        name = f"{surface}-{name}"
        answer = page.goto(base + path)
        faults.check(name, answer.status == 200, f"{path} answers {answer.status}")
        served[name] = answer.text()
        looks.hold(page, name, faults, screenshots)
        # Who looked says more each time that somebody looks.
        if not name.endswith("looked"):
            without_script(page, base + path, name, faults)
    return served


def without_script(page, url, name, faults):
    """What a page says without script is what it says with it, but for what only script does (saving by itself)."""
    context = page.context.browser.new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(url)
    words = [" ".join(p.inner_text("main").split()) for p in (plain, page)]
    faults.check(name, words[0] == words[1], "it says something else without script")
    context.close()


def sign_in_at_the_desk(context, site, name):
    page = context.new_page()
    page.goto(site.url["desk"] + "/")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", site.password)
    page.keyboard.press("Enter")
    page.wait_for_url(site.url["desk"] + "/")
    return page


def desk(browser, site, faults, screenshots):
    """The council's staff: a coordinator's pages, a manager's, and a decision from the form to the letter, by keyboard and mouse."""
    site.desk(kim="coordinator/C-01", sam="manager/M-01", ola="read-only/R-01")
    base = site.url["desk"]
    context = browser.new_context()
    page = context.new_page()
    served = walk(page, base, {"sign-in": "/sign-in"}, "desk", faults, screenshots)
    page = sign_in_at_the_desk(context, site, "kim")
    case = open_case(page, site)
    served |= walk(
        page, base,
        {
            "list": "/", "unsent": "/unsent", "begun": "/begun", "case": f"/case/{case}",
            **{f"case-{part}": f"/case/{case}?part={part}" for part in parts(page, base, case)},
            "looked": f"/case/{case}/looked", "record": f"/case/{case}/record",
            **{f"record-{kind}": f"/case/{case}/record/{kind}" for kind in kinds(page, base, case)},
        }, "desk", faults, screenshots)
    manager = sign_in_at_the_desk(browser.new_context(), site, "sam")
    served |= walk(manager, base, {"load": "/load"}, "desk", faults, screenshots)
    reader = sign_in_at_the_desk(browser.new_context(), site, "ola")
    for path in ("/load", f"/case/{case}/record/meeting-held"):
        status = reader.goto(base + path).status
        faults.check("desk", status == 403, f"somebody who only reads gets {status} at {path}")
    return served


def open_case(page, site):
    """A case of the list, opened; who is not its coordinator says why first."""
    href = page.get_attribute("main a[href^='/case/']", "href")
    page.goto(site.url["desk"] + href)
    if page.query_selector("form[action$='/open']"):
        page.check("form[action$='/open'] input[type=radio] >> nth=0")
        page.click("form[action$='/open'] button")
    return href.split("/")[2].split("?")[0]


def parts(page, base, case):
    page.goto(f"{base}/case/{case}")
    hrefs = page.eval_on_selector_all("a[href*='?part=']", "all => all.map(a => a.getAttribute('href'))")
    return sorted({href.split("part=")[1].split("&")[0] for href in hrefs})


def kinds(page, base, case):
    page.goto(f"{base}/case/{case}/record")
    hrefs = page.eval_on_selector_all(f"a[href^='/case/{case}/record/']", "all => all.map(a => a.getAttribute('href'))")
    return sorted({href.split("/")[4].split("?")[0] for href in hrefs})


def portal(browser, site, faults, screenshots):
    """A parent: from the first page by link and code to what is held, and every form."""
    site.portal()
    base = site.url["portal"]
    context = browser.new_context()
    page = context.new_page()
    served = walk(
        page, base, {"first": "/", "questions": "/questions", "privacy": "/privacy", "order": "/order", "sign-in": "/sign-in",
                     "letter": "/letter"}, "portal",
        faults, screenshots)
    emails = [row["email"] for row in site.people if row.get("email_verified_by")]
    page.goto(base + "/sign-in")
    page.fill("input[name=email]", emails[0])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    site.wait("the mail with the code", lambda: list(site.codes.glob("*.eml")))
    mail = email.message_from_bytes(next(iter(site.codes.glob("*.eml"))).read_bytes(), policy=email.policy.default)
    text = mail.get_body(("plain",)).get_content()
    link = re.search(r"/enter/([A-Za-z0-9_-]{22})", text)[1]
    code = "".join(re.search(r"(\d{4}) (\d{4})", text).groups())
    served |= walk(page, base, {"enter": f"/enter/{link}"}, "portal", faults, screenshots)
    page.goto(f"{base}/enter/{link}")
    page.fill("input[name=code]", code)
    page.keyboard.press("Enter")
    page.wait_for_url(base + "/case")
    forms = page.eval_on_selector_all("a[href^='/give/']", "all => all.map(a => a.getAttribute('href'))")
    # Those too that are only offered on an occasion.
    forms += [f"/give/{name}" for name in ("amendments", "disagree", "three-questions")]
    served |= walk(
        page, base,
        {"case": "/case", "papers": "/papers", "plan": "/plan", "held": "/held", "looked": "/looked",
         **{"give-" + path.split("/")[2]: path for path in sorted(set(forms))}}, "portal", faults, screenshots)
    return served


SURFACES = (figures, desk, portal)


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
            looks.under_the_real_sheet(browser, served, faults)
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
