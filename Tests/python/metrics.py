#!/usr/bin/env python3
"""Counts every metric of seeds/metrics again, by none of the Swift, and holds the numbers against analytics'.

    metrics.py LOG ANSWERS

LOG has a record of case-files a line, {"case": …, "entry": …}, in their order. ANSWERS has one list: for each question the
period, whether it is as it was known on its last day, and what analytics counted. The fold is that of Tests/Broker/verify.py,
written from docs/events.md and docs/reliability.md; what a metric means is written out below from its sentence in
seeds/metrics, not from its expression.
"""

import calendar
import datetime
import importlib.util
import json
import pathlib
import sys
import types

# The verifier reads Kafka and schemas; its fold needs neither.
for name, words in {"confluent_kafka": ("Consumer", "KafkaError", "TopicPartition"),
                    "jsonschema": ("Draft202012Validator",)}.items():
    if importlib.util.find_spec(name) is None:
        module = types.ModuleType(name)
        for word in words:
            setattr(module, word, None)
        sys.modules[name] = module
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Broker"))
import verify  # noqa: E402

OUT_OF_SCHOOL = ("home-educated", "education-otherwise", "not-in-education")


def date(text):
    return None if text is None else datetime.date.fromisoformat(text)


def months(day, number):
    place = day.year * 12 + day.month - 1 + number
    year, month = place // 12, place % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def days(number):
    return datetime.timedelta(days=number)


def period_of(day, number):
    """The last day of so many months that begin with that day."""
    end = months(day, number)
    return end if end.day < day.day else end - days(1)


class Case(verify.Case):
    def all(self, kind, review, of=None):
        return [date(report["happened"]) for report in self.standing(kind, review)
                if of is None or report["data"].get("from") == of]

    def opened(self, review):
        reports = self.all("review-under-way", review)
        return reports[-1] if reports else date(self.opened_on[review][0])

    def due(self, review):
        report = self.last("review-under-way", review)
        if report:
            return date(report["data"].get("due"))
        for text in self.said:
            what = verify.conclusion(text)
            if what.review == review and what.word == "opened":
                return date(what.fact) if verify.DAY.match(what.fact or "") else None
        return None

    def decided(self, review):
        if self.made(review):
            return date(self.submission(review)["happened"])
        return date(self.day("decision-recorded", review))

    def disagreed(self, review):
        report = self.last("approach-chosen", review)
        return date(report["happened"]) if report and report["data"].get("disagreed") else None

    def invited(self, review):
        return min((date(message.sent) for text, message in self.messages.items()
                    if text.startswith(f"review-{review}/tell-invitation/") and "/contact-" in text and message.sent),
                   default=None)

    def moved(self):
        return self.last("moved-in")

    def plan_made(self):
        moved = self.moved()
        own = self.plan.get("made")
        if own is None and moved and not moved["data"].get("reviewed"):
            own = moved["data"].get("made")
        return date(own)

    def complete(self, end):
        """Told and held, of each review that was complete by that day."""
        found = []
        for review in range(1, self.reviews + 1):
            told, held = date(self.told(review)), date(self.day("meeting-held", review))
            if self.exists(review) and told and held and max(told, held) <= end:
                found.append((review, told, held))
        return found

    def last_reviewed(self, end):
        moved = self.moved()
        known = [date(self.plan.get("reviewed")), date(moved["data"].get("reviewed")) if moved else None]
        known += [told for _, told, _ in self.complete(end)]
        # Of several that were recorded the last counts, if it is over.
        before = max((day for day in known[:2] if day), default=None)
        return max((day for day in [before] + known[2:] if day and day <= end), default=None)

    def review_due(self, end):
        start = self.last_reviewed(end) or self.plan_made()
        due = period_of(start, 12) if start else None
        moved = self.moved()
        if moved and date(moved["happened"]) <= end:
            day = date(moved["happened"])
            if not any(told >= day for _, told, _ in self.complete(end)):
                due = max(due or period_of(day, 3), period_of(day, 3))
        return due

    def named_on(self):
        """The first day on which the plan named the setting after the transfer, if it does now."""
        if not self.is_transfer_named():
            return None
        found, year = [], self.plan.get("transfer_year")
        for review in range(1, self.reviews + 1):
            told = date(self.final_told(review))
            report = self.first("final-recorded", review) or self.submission(review, "final")
            if year and told and self.exists(review) and report["data"].get("names_transfer") and told.year >= year - 1:
                found.append(told)
        if self.plan.get("transfer_named"):
            found.append(date(self.last("plan-recorded")["happened"]))
        return min(found, default=None)


class Review:
    """What had happened of a review by a day."""

    def __init__(self, case, number, end):
        def known(day):
            return day if day and day <= end else None
        plan = case.plan or {}
        self.placement = plan.get("placement", "not-recorded")
        self.opened, self.due = known(case.opened(number)), case.due(number)
        self.held = known(date(case.day("meeting-held", number)))
        first = case.first("meeting-held", number)
        self.recorded = known(date(first["recorded"])) if first else None
        self.told, self.outcome = known(date(case.told(number))), case.outcome(number)
        self.decided, self.notice = known(case.decided(number)), known(date(case.notice(number)))
        self.final = known(date(case.final_told(number)))
        self.refused = known(date(case.refused_on(number)))
        self.report = known(date(case.day("report-received", number)))
        self.recommends = next((report["data"]["recommends"] for report in case.standing("report-received", number)
                                if report["data"].get("recommends")), None)
        self.advice = known(date(case.day("advice-circulated", number)))
        self.invited, self.ended = known(case.invited(number)), known(date(case.ended))
        self.disagreed = known(case.disagreed(number))
        self.views = {party: known(min(case.all("views-received", number, party), default=None))
                      for party in ("parent", "young-person", "health", "social-care")}
        self.answered = known(min(case.all("representations-received", number), default=None))

    def told_by(self, day):
        return self.told is not None and self.told <= day


class Plan:
    """What was so of a plan on a day."""

    def __init__(self, case, end):
        def known(day):
            return day if day and day <= end else None
        self.placement = case.plan.get("placement", "not-recorded")
        self.starts, self.ended = case.plan_made(), known(date(case.ended))
        self.reviewed, self.due = case.last_reviewed(end), case.review_due(end)
        last = None
        for review, told, held in case.complete(end):
            if last is None or told >= last[1]:
                last = (review, told, held)
        self.last_told = known(last[1]) if last else None
        self.last_held = known(last[2]) if last else None
        self.last_by = last[2] + days(28) if last and last[2] <= end else None
        self.last_outcome = case.outcome(last[0]) if last else None
        self.transfer, year = case.plan.get("transfer"), case.plan.get("transfer_year")
        self.transfer_by = None
        if self.transfer and year:
            end_of = (3, 30) if self.transfer == "secondary-to-post-16" else (2, 14)
            self.transfer_by = datetime.date(year, *end_of)
        self.named = known(case.named_on())
        held = told = outcome = notice = None
        for review in range(1, case.reviews + 1):
            if not case.exists(review):
                continue
            facts = [known(date(case.day("meeting-held", review))), known(date(case.told(review))), case.outcome(review)]
            undated = case.first("decision-undated", review)
            if facts[2] is None and undated:
                facts[2] = undated["data"].get("outcome")
            if case.told(review) and not facts[1]:
                facts[2] = None
            if any(facts):
                held, told, outcome = facts
                notice = known(date(case.notice(review)))
        self.latest_held, self.latest_told, self.latest_outcome, self.latest_notice = held, told, outcome, notice

    def is_maintained(self, end):
        return self.ended is None and (self.starts is None or self.starts <= end)

    def is_expected(self, end):
        if self.ended is not None:
            return False
        if self.starts is None:
            return self.reviewed is not None
        return months(self.starts, 12) <= end


class Count:
    def __init__(self):
        self.of = self.those = 0
        self.parts, self.days = {}, []


def count(reviews, plans, start, end):
    counts = {}

    def add(name, those=None, part=None):
        found = counts.setdefault(name, Count())
        found.of += 1
        if those:
            found.those += 1
        elif part is not None:
            found.parts[part] = found.parts.get(part, 0) + 1

    def lag(name, number):
        counts.setdefault(name, Count()).days.append(number)

    def within(day):
        return day is not None and start <= day <= end

    for r in reviews:
        decision_by = r.held + days(28) if r.held else None
        if within(r.due) and not (r.ended and r.ended <= r.due):
            add("reviews-due")
        if within(r.opened):
            add("reviews-opened")
            add("disagreed-with-kind", r.disagreed)
        if r.opened and not r.told and not r.ended:
            add("reviews-open", None, 0 if r.decided else 1 if r.report else 2 if r.held else 3)
            for number, word in ((7, "one-week"), (14, "two-weeks"), (28, "four-weeks")):
                if r.due and end < r.due <= end + days(number):
                    add(f"due-in-{word}-without-meeting", not r.held)
        if within(r.decided):
            add("decisions-made")
        if within(r.held):
            add("meetings-held")
            for party, name in (("parent", "parent"), ("young-person", "child"), ("health", "health"),
                                ("social-care", "social-care")):
                add(f"{name}-views-before-meeting", r.views[party] and r.views[party] <= r.held)
            if r.due:
                add("meeting-before-due", r.held <= r.due)
                add("meeting-leaves-four-weeks", r.held <= r.due - days(28))
            add("invited-two-weeks-before", r.invited and r.invited <= r.held - days(14))
            add("advice-two-weeks-before", r.advice and r.advice <= r.held - days(14))
            if r.recorded:
                add("meeting-recorded-late", r.recorded > r.held + days(14))
                lag("days-meeting-to-record", (r.recorded - r.held).days)
            if r.held + days(14) <= end:
                add("report-in-two-weeks", r.report and r.report <= r.held + days(14), 0)
            if r.report:
                lag("days-meeting-to-report", (r.report - r.held).days)
            if decision_by <= end:
                complete = r.outcome != "amend" or (r.notice and r.notice <= decision_by)
                add("told-in-four-weeks-strict", r.told_by(decision_by) and complete, 0 if r.told else 1)
                add("late-through-a-refusal",
                    r.refused and r.refused <= decision_by and not r.told_by(decision_by), 0)
                if r.told and r.outcome == "amend":
                    add("notice-in-four-weeks", r.notice and r.notice <= decision_by)
                if r.placement in OUT_OF_SCHOOL:
                    add("out-of-school-told-in-four-weeks", r.told_by(decision_by))
            if r.told and r.outcome == "amend" and r.held + days(84) <= end:
                add("final-in-twelve-weeks", r.final and r.final <= r.held + days(84), 0)
        if r.told and r.outcome == "amend" and within(r.notice) and r.notice + days(56) <= end:
            add("final-in-eight-weeks", r.final and r.final <= r.notice + days(56), 0)
        if r.told and r.outcome == "amend" and r.notice and within(r.final):
            lag("days-notice-to-final", (r.final - r.notice).days)
        if within(r.final) and r.notice:
            add("family-had-fifteen-days",
                r.final > r.notice + days(14) or (r.answered and r.answered <= r.final))
        if within(r.told):
            outcomes = ["maintain", "amend", "cease", None]
            add("decisions-sent", None, outcomes.index(r.outcome))
            if r.outcome:
                add("decided-to-maintain", r.outcome == "maintain")
                add("decided-to-amend", r.outcome == "amend")
                add("decided-to-cease", r.outcome == "cease")
                if r.recommends:
                    add("decided-against-recommendation", r.outcome != r.recommends)
            add("outcome-not-recorded", r.outcome is None)
            add("told-without-recorded-meeting", r.held is None, 0)
            if r.outcome == "amend":
                add("amended-without-notice", r.notice is None)
            if r.held:
                add("told-before-meeting", r.told < r.held)
                add("told-in-four-weeks-dfe", r.told <= decision_by, 0)
                lag("days-meeting-to-letter", (r.told - r.held).days)
                if r.report:
                    lag("days-report-to-letter", (r.told - r.report).days)
        if r.held and not r.told and not r.ended:
            waited = (end - r.held).days
            add("decision-outstanding", waited > 28)
            lag("days-waiting-for-decision", waited)
            bands = [28, 56, 84, 182, 364]
            add("families-waiting", None, next((at for at, most in enumerate(bands) if waited <= most), 5))

    for p in plans:
        expected = p.is_expected(end)
        if p.is_maintained(end):
            add("plans-maintained", None, 0 if expected else 1 if p.starts is None else 2)
            add("twelve-months-unknown", p.due is None, 0)
            if p.due:
                add("reviews-overdue", p.due < end, 0)
            if p.latest_held and p.latest_told:
                add("dfe-decision-in-four-weeks", (p.latest_told - p.latest_held).days <= 28, 0)
        if expected:
            in_period = within(p.reviewed)
            add("reviewed-in-the-period", in_period, 0 if p.reviewed else 1)
            add("reviewed-in-twelve-months", p.reviewed and p.reviewed > months(end, -12))
            if in_period:
                outcome = p.last_outcome if p.last_told == p.reviewed else None
                add("completed-by-outcome", None, ["maintain", "amend", "cease", None].index(outcome))
                is_last = p.last_told == p.reviewed
                add("completed-in-four-weeks", is_last and p.reviewed <= p.last_by if p.last_by else False,
                    0 if is_last and p.last_held else 1)
        if expected and p.is_maintained(end):
            year_after = months(start, 12)
            h, t, o = p.latest_held, p.latest_told, p.latest_outcome
            add("dfe-meetings", None, 3 if not h else 0 if h >= year_after else 1 if h >= start else 2)
            add("dfe-outcomes", None, ["amend", "cease", "maintain"].index(o) if o else 3 if h else 4)
            if o:
                add("dfe-outcome-without-meeting", h is None, 0)
            if h:
                add("dfe-decisions", None,
                    (0 if t >= year_after else 1 if t >= start else 2) if t else 3 if h + days(28) > end else 4)
                if h + days(28) > end:
                    add("dfe-decision-not-due", t, 0)
        if p.placement in OUT_OF_SCHOOL and expected and p.starts:
            add("out-of-school-reviewed-in-twelve-months", p.reviewed and p.reviewed > months(end, -12))
        for name, before, step in (("meeting", 84, p.latest_held), ("notice", 56, p.latest_notice)):
            last = p.transfer_by - days(before) if p.transfer and p.transfer_by else None
            if within(last) and not (p.ended and p.ended <= last):
                add(f"transfer-{name}-in-time", step and months(last, -12) < step <= last)
        if p.transfer and p.transfer_by and not (p.ended and p.ended <= p.transfer_by):
            in_time = p.named and p.named <= p.transfer_by
            add("transfers-named", in_time, 0 if p.named else 1)
            if within(p.transfer_by):
                after_school = p.transfer == "secondary-to-post-16"
                add("post-16-transfer-named-in-time" if after_school else "school-transfer-named-in-time", in_time)
    return counts


def percentile(numbers, percent):
    """The smallest number that at least that share of them do not exceed."""
    for number in sorted(numbers):
        if 100 * sum(other <= number for other in numbers) >= percent * len(numbers):
            return number
    return None


def fold(lines, until):
    cases = {}
    for offset, (name, entry) in enumerate(lines):
        if until is None or entry["on"] <= until:
            if name not in cases:
                cases[name] = Case(name)
            cases[name].append(entry, offset)
    return cases


def main():
    lines = []
    for line in pathlib.Path(sys.argv[1]).read_text().splitlines():
        record = json.loads(line)
        lines.append((record["case"], record["entry"]))
    faults = compared = 0
    for question in json.loads(pathlib.Path(sys.argv[2]).read_text()):
        start, end = date(question["from"]), date(question["to"])
        cases = fold(lines, question["to"] if question["as_known"] else None)
        reviews = [Review(case, number, end) for case in cases.values()
                   for number in range(1, case.reviews + 1) if case.exists(number)]
        plans = [Plan(case, end) for case in cases.values() if case.plan is not None]
        counts = count(reviews, plans, start, end)
        unknown = set(counts) - {figure["name"] for figure in question["figures"]}
        if unknown:
            print(f"analytics has none of: {sorted(unknown)}")
            faults += 1
        for figure in question["figures"]:
            mine = counts.get(figure["name"], Count())
            if figure["days"] is not None:
                found = [len(mine.days)] + [percentile(mine.days, percent) for percent in (50, 75, 90)]
                theirs = [figure["of"]] + (figure["days"] if figure["of"] else [None] * 3)
            else:
                found = [mine.of, mine.those] + [mine.parts.get(at, 0) for at in range(figure["parts_are"])]
                # What is only counted has no numerator.
                theirs = [figure["of"], figure["those"]] + (figure["parts"] or [0] * figure["parts_are"])
            compared += len(found)
            if found != theirs:
                faults += 1
                print(f"{figure['name']} {start} to {end}, as known {'then' if question['as_known'] else 'now'}: "
                      f"analytics {theirs}, here {found}")
    print(f"metrics: {len(lines)} records, {compared} numbers compared, {faults} apart")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
