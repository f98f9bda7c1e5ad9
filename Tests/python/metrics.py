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

# What answers what: the kind, the field that names it, and the answer's kind.
MATTERS = {"question": ("question-asked", "question", "question-answered"),
           "support": ("support-not-delivered", "report", "support-answered"),
           "complaint": ("complaint-made", "complaint", "complaint-answered"),
           "contest": ("fact-contested", "contest", "contest-settled"),
           "adjustment": ("adjustment-asked", "adjustment", "adjustment-supplied")}
# Facts with which a time of the law begins or ends.
OF_CLOCK = ("meeting-held", "invitation-sent", "advice-sent", "report-sent", "letter-sent", "notice-sent", "final-sent")
REASONS = ("setting-papers", "health-advice", "social-care-advice", "psychology-advice", "council-capacity", "placement",
           "family-asked", "unavailable", "tribunal", "moved-in", "setting-closed", "system", "other")
GRADES = ("outstanding", "good", "requires-improvement", "inadequate")
CONTENT = {"plan-sections-complete": "sections-missing", "plan-needs-followed": "needs-open",
           "plan-provision-linked": "provisions-unlinked", "plan-provision-specified": "provisions-unspecified",
           "plan-outcomes-measurable": "outcomes-unmeasurable", "plan-outcomes-renewed": "outcomes-unchanged",
           "plan-sentences-short": "long-sentences", "plan-abbreviations-explained": "abbreviations",
           "plan-without-form-words": "form-words", "plan-outcomes-not-stale": "outcomes-stale",
           "plan-pronouns-alike": "pronouns-mixed"}
CONTENT_NUMBERS = {"plan-words": "words", "plan-vague-phrases": "vague-in-thousand",
                   "plan-words-a-sentence": "words-a-sentence", "plan-reading-grade": "reading-grade",
                   "plan-passive-sentences": "passive-in-hundred"}
AGENCIES = ("health", "social-care", "psychology", "next-setting")

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


def is_holiday(day):
    """By the rule alone, for the working days of an answer: England's bank holidays."""
    return verify_holidays(day.year, day)


def verify_holidays(year, day):
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, rest = divmod(h + n - 7 * m + 114, 31)
    easter = datetime.date(year, month, rest + 1)
    found = {easter - days(2), easter + days(1)}
    first_may = datetime.date(year, 5, 1)
    found.add(first_may + days(-first_may.weekday() % 7))
    for month in (5, 8):
        last = datetime.date(year, month, 31)
        found.add(last - days(last.weekday()))
    # New Year, and Christmas with the day after, each on the next working day that is none of these.
    new_year = datetime.date(year, 1, 1)
    while new_year.weekday() > 4:
        new_year += days(1)
    found.add(new_year)
    christmas = []
    for number in (25, 26):
        off = datetime.date(year, 12, number)
        if off.weekday() <= 4:
            christmas.append(off)
    for number in (25, 26):
        off = datetime.date(year, 12, number)
        if off.weekday() > 4:
            while off.weekday() > 4 or off in christmas:
                off += days(1)
            christmas.append(off)
    found.update(christmas)
    return day in found


def working_days(day, number):
    while number:
        day += days(1)
        if day.weekday() < 5 and not is_holiday(day):
            number -= 1
    return day


class Case(verify.Case):
    def matters(self, kind, review=None):
        """Each that stands, with its first answer that stands: report, and the answer or None."""
        asked, field, answers = MATTERS[kind]
        answered = {}
        for answer in self.standing(answers):
            answered.setdefault(answer["data"][field], answer)
        found = []
        # An answer may name what it answers by the key that it had before a correction.
        for report in self.standing(asked, review):
            answer, key = None, report["id"]
            for _ in range(100):
                if key is None or answer:
                    break
                answer, key = answered.get(key), self.corrects.get(key)
            found.append((report, answer))
        return found

    def matter_by(self, kind, report):
        asked = date(report["happened"])
        if kind == "question":
            return date(report["data"].get("until")) or working_days(asked, 5)
        return working_days(asked, 5 if kind == "support" else 10)

    def contested(self, review=None):
        return min((date(report["happened"]) for report, answer in self.matters("contest", review)
                    if report["data"]["fact"] in OF_CLOCK
                    and (answer is None or answer["data"]["outcome"] == "unsettled")), default=None)

    def reason(self, review, missed):
        found = None
        for report in self.standing("late-reason-given", review):
            if report["data"]["missed"] == missed:
                found = report["data"]["reason"]
        return found

    def attended(self, review):
        found = None
        for report in self.standing("meeting-held", review):
            if report["data"].get("attended") is not None:
                found = report["data"]["attended"]
        return found

    def step(self, review, agency, step):
        """The first day of that step of an agency, as it was recorded."""
        return min((date(report["happened"]) for report in self.standing("agency-involved", review)
                    if report["data"]["agency"] == agency and report["data"]["step"] == step), default=None)

    def agency(self, review, agency):
        """Of an agency: invited and advised on which days, and whether it took part, where anybody said so."""
        to = f"/{agency}"
        sent = [date(message.sent) for text, message in self.messages.items()
                if text.startswith(f"review-{review}/tell-invitation/") and text.endswith(to) and message.sent]
        views = self.all("views-received", review, agency) if agency in ("health", "social-care") else []
        invited = [day for day in sent + [self.step(review, agency, "invited")] if day]
        advised = [day for day in views + [self.step(review, agency, "advised")] if day]
        there = self.attended(review)
        took = True if self.step(review, agency, "attended") else None if there is None else agency in there
        return min(invited, default=None), min(advised, default=None), took

    def rated(self, review):
        """The last word on how far the child has come towards the outcomes."""
        found = None
        for report in self.standing("outcomes-rated", review):
            found = report
        return found

    def targets(self, review):
        """The last short-term outcomes that somebody counted."""
        found = None
        for report in self.standing("short-term-outcomes-agreed", review):
            if report["data"].get("targets") is not None:
                found = report
        return found

    def holder(self, day):
        """Who held the case on that day."""
        found = None
        for report in self.standing("plan-recorded"):
            if date(report["happened"]) <= day:
                found = report["data"].get("coordinator")
        return found

    def same_holder(self, review):
        """Whether whoever held the case at the meeting held it at the one before; None where nobody can say."""
        held = date(self.day("meeting-held", review))
        before = [date(self.day("meeting-held", number)) for number in range(1, review) if self.exists(number)]
        before = [day for day in before if day]
        if not held or not before:
            return None
        now, then = self.holder(held), self.holder(before[-1])
        return None if now is None or then is None else now == then

    def experience(self, review, party):
        found = None
        for report in self.standing("experience-answered", review):
            if report["data"]["from"] == party:
                found = report
        return found

    def sessions(self, review):
        offers = list(self.standing("session-offered", review))
        came = [[said["data"]["attended"] for said in self.standing("session-attended")
                 if said["data"]["session"] == offer["id"]] for offer in offers]
        last = [said[-1] for said in came if said]
        return offers, (any(last) if last else None)

    def remedies(self, review):
        """Of each missed day the last that was decided."""
        found = {}
        for report in self.standing("remedy-considered", review):
            found[report["data"]["missed"]] = report
        return found.values()

    def actions(self, review):
        found = []
        # What nobody audited, no audit asked for.
        if next(self.standing_or_not("audit-recorded"), None) is None:
            return found
        for action in self.standing("audit-action-set", review):
            done = next((date(report["happened"]) for report in self.standing("audit-action-done")
                         if report["data"]["action"] == action["id"]), None)
            well = done is not None and any(
                date(audit["happened"]) >= done
                and (audit["data"].get("given") or audit["data"]["grade"]) in ("outstanding", "good")
                for audit in self.standing("audit-recorded", review))
            found.append((date(action["data"]["by"]), done, well))
        return found

    def grade(self, review):
        agreed = self.last("audit-moderated", review)
        if agreed:
            return agreed["data"]["grade"]
        first = self.first("audit-recorded", review)
        return first and (first["data"].get("given") or first["data"]["grade"])

    def content(self):
        """The last version, and what was last counted in it."""
        versions = [report for report in self.standing("plan-version-recorded") if self.is_version(report)]
        versions.sort(key=lambda report: report["happened"])
        if not versions:
            return None, None, {}
        reading = None
        for report in self.standing("audit-content-read"):
            if report["data"]["version"] == versions[-1]["id"]:
                reading = report
        counts = dict(pair.split("=", 1) for pair in reading["data"]["counts"]) if reading else {}
        return (date(versions[-1]["happened"]), reading and date(reading["happened"]),
                {name: int(number) for name, number in counts.items()})

    def is_version(self, report):
        final = report["data"].get("final")
        if final is None:
            return True
        return (any(text.endswith(f"/final-made/{verify.reference(final)}") for text in self.said)
                and any(other["id"] == final for other in self.standing("final-submitted")))

    def final_refused(self, review):
        return min((date(report["recorded"]) for report in self.standing_or_not("final-submitted")
                    if report["data"]["review"] == review
                    and f"review-{review}/final-refused/{verify.reference(report['id'])}" in self.said), default=None)

    def is_letter_written(self, review):
        fact = self.made(review)
        return fact is not None and f"review-{review}/decision-letter/{fact}" in self.said

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
        own = (self.plan or {}).get("made")
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
        self.alike = any(text.startswith(f"review-{number}/reasons-alike/") for text in case.said)
        self.advice = known(date(case.day("advice-circulated", number)))
        self.invited, self.ended = known(case.invited(number)), known(date(case.ended))
        self.disagreed = known(case.disagreed(number))
        self.views = {party: known(min(case.all("views-received", number, party), default=None))
                      for party in ("parent", "young-person", "health", "social-care")}
        self.answered = known(min(case.all("representations-received", number), default=None))
        self.year = plan.get("year")
        self.outcomes_agreed = known(max(case.all("short-term-outcomes-agreed", number)[-1:], default=None))
        self.reasons = case.reason(number, "decision"), case.reason(number, "final")
        self.contested = known(case.contested(number))
        self.attended = case.attended(number)
        self.agencies = {name: (known(invited), known(advised), took) for name, (invited, advised, took) in
                         ((name, case.agency(number, name)) for name in AGENCIES)}
        rated, targets = case.rated(number), case.targets(number)
        self.rated = known(date(rated["happened"])) if rated else None
        self.rating = rated["data"] if rated else None
        self.targets_agreed = known(date(targets["happened"])) if targets else None
        self.targets_open = (targets["data"]["targets"] - min(targets["data"]["targets"], targets["data"].get(
            "targets_owned", 0))) if targets else None
        self.same_holder = case.same_holder(number)
        self.transfer = plan.get("transfer")
        self.plan_made = known(case.plan_made())
        self.oldest_advice = known(min((date(report["data"]["written"]) for report in case.standing(
            "views-received", number) if report["data"].get("written")), default=None))
        asked = case.matters("adjustment", number)
        supplied = [date(answer["happened"]) for _, answer in asked if answer]
        self.adjustment_supplied = known(max(supplied)) if asked and len(supplied) == len(asked) else None
        meeting = date(case.day("meeting-held", number)) or date(case.arranged(number))
        self.adjustment_by = min((day for day in (date(report["data"].get("until")) or meeting for report, _ in asked)
                                  if day), default=None)
        self.experiences = {party: case.experience(number, party) for party in ("parent", "young-person")}
        self.experienced = {party: known(date(said["happened"])) if said else None
                            for party, said in self.experiences.items()}
        offers, self.came = case.sessions(number)
        self.session_offered = known(min((date(offer["happened"]) for offer in offers), default=None))
        self.session_time = offers[-1]["data"]["when"] if offers else None
        remedies = list(case.remedies(number))
        self.remedy = known(min((date(report["happened"]) for report in remedies), default=None))
        self.sorry = known(min((date(report["data"]["apologised"]) for report in remedies
                                if report["data"].get("apologised")), default=None))
        self.appealed = known(min((date(report["happened"]) for report in case.standing("appeal-recorded", number)
                                   if report["data"]["step"] == "lodged"), default=None))
        wanted = [date(report["happened"]) for report in case.standing("mediation-recorded", number)
                  if report["data"]["step"] == "wanted"]
        self.mediation_wanted = known(wanted[-1]) if wanted else None
        self.final_refused = known(case.final_refused(number))
        self.letter_from_here = case.is_letter_written(number)
        self.audited = known(min(case.all("audit-recorded", number), default=None))
        self.grade = case.grade(number)
        actions = case.actions(number)
        self.rework_by = min((by for by, _, _ in actions), default=None)
        done = [day for _, day, _ in actions if day]
        self.rework_done = known(max(done)) if actions and len(done) == len(actions) else None
        self.rework_well = all(well for _, _, well in actions) if actions else None

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
        self.year = case.plan.get("year")
        self.setting, self.coordinator = case.plan.get("setting"), case.plan.get("coordinator")
        self.need = case.plan.get("need", "not-recorded")
        self.born = date(case.plan["born"] + "-01") if case.plan.get("born") else None
        self.contested = known(case.contested())
        self.matters = {}
        for kind in ("question", "support", "complaint"):
            last = case.matters(kind)[-1:]
            if last:
                report, answer = last[0]
                self.matters[kind] = (known(date(report["happened"])), case.matter_by(kind, report),
                                      known(date(answer["happened"])) if answer else None)
        later = date(case.plan.get("later_transfer"))
        self.later_by = months(later, -5) if later else None
        finals = [date(case.final_told(review)) for review in range(1, case.reviews + 1) if case.exists(review)]
        self.latest_final = known(max((day for day in finals if day), default=None))
        version, read, self.content = case.content()
        self.version, self.content_read = known(version), known(read)
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
        self.of = self.those = self.unknown = 0
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
            add("meetings-contested", r.contested)
            if r.attended is not None:
                for name, parties in (("parent", ["parent"]), ("child", ["young-person"]),
                                      ("council", ["coordinator", "manager"])):
                    add(f"{name}-attended", any(party in r.attended for party in parties))
                if r.year is not None and r.year >= 9:
                    add("child-attended-from-year-9", "young-person" in r.attended)
            for name, (invited, advised, took) in r.agencies.items():
                if name != "next-setting" or r.transfer:
                    add(f"{name}-invited-two-weeks-before", invited and (r.held - invited).days >= 14)
                if invited and invited <= r.held:
                    add(f"{name}-advised-once-invited", advised and advised <= r.held)
                if took is not None and name in ("health", "social-care"):
                    add(f"{name}-attended", took)
                elif took is not None and invited:
                    add(f"{name}-attended-once-invited", took)
            add("outcomes-all-rated", r.rated and sum(
                r.rating[word] for word in ("achieved", "on_track", "not_on_track", "not_started")) >= r.rating["outcomes"])
            if r.same_holder is not None:
                add("same-coordinator-as-before", r.same_holder)
            if r.plan_made:
                add("record-meeting-before-plan", r.held < r.plan_made)
            add("record-meeting-after-end", r.ended and r.ended < r.held)
            if r.oldest_advice:
                add("advice-under-a-year-old", r.oldest_advice > months(r.held, -12))
            add("short-term-outcomes-agreed", r.outcomes_agreed)
            if decision_by <= end and not r.told_by(decision_by):
                reason = r.reasons[0]
                add("late-decisions-by-reason", None, REASONS.index(reason) if reason else len(REASONS))
                add("late-remedy-considered", r.remedy)
                add("late-told-sorry", r.sorry)
            if r.told and r.outcome == "amend" and r.held + days(84) <= end and not (
                    r.final and r.final <= r.held + days(84)):
                reason = r.reasons[1]
                add("late-finals-by-reason", None, REASONS.index(reason) if reason else len(REASONS))
        if within(r.rated):
            add("outcomes-behind", r.rating["not_on_track"] > 0)
            said = sum(r.rating[word] for word in ("achieved", "on_track", "not_on_track", "not_started"))
            if said:
                # Rounded half up.
                lag("outcomes-achieved-or-on-track",
                    int(100 * (r.rating["achieved"] + r.rating["on_track"]) / said + 0.5))
        if within(r.targets_agreed):
            add("short-term-outcomes-owned", r.targets_open == 0)
        if within(r.report) and r.held:
            add("record-report-before-meeting", r.report < r.held)
        if within(r.final) and r.notice:
            add("record-final-before-notice", r.final < r.notice)
        if within(r.told) and r.held:
            add("record-decided-without-report", r.report is None)
        if within(r.adjustment_by):
            add("adjustment-in-time", r.adjustment_supplied and r.adjustment_supplied <= r.adjustment_by)
        for name, party in (("parents", "parent"), ("children", "young-person")):
            if within(r.told):
                add(f"{name}-answered", r.experienced[party])
            if within(r.experienced[party]):
                for question in ("listened", "understood", "helped"):
                    said = r.experiences[party]["data"].get(question)
                    if said:
                        add(f"{name}-{question}", None, ["yes", "partly", "no"].index(said))
        if within(r.session_offered):
            add("sessions-offered", None, ["day", "evening", "online"].index(r.session_time))
            if r.came is not None:
                add("sessions-attended", r.came)
        if within(r.told):
            add("decisions-appealed", r.appealed)
            add("mediation-wanted", r.mediation_wanted)
            add("letter-checked-before-it-left", r.letter_from_here)
            add("reviews-audited", r.audited)
        if within(r.final):
            add("final-right-first-time", r.final_refused is None)
        if within(r.audited):
            add("audit-grades", None, GRADES.index(r.grade))
            add("audit-good-or-better", r.grade in GRADES[:2])
        if within(r.rework_by):
            add("rework-done-in-time", r.rework_done and r.rework_done <= r.rework_by)
        if within(r.rework_done):
            add("rework-well", r.rework_well)
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
                add("decided-in-the-words-of-others", r.alike)
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
        if p.is_maintained(end):
            add("families-who-complained", within(p.matters.get("complaint", [None])[0]))
        for kind, (_, by, answered) in p.matters.items():
            if within(by):
                add(f"{kind}-answered-in-time", answered and answered <= by)
            if by < end and answered is None:
                add(f"{kind}-open-past-its-day")
        if within(p.later_by) and not (p.ended and p.ended <= p.later_by):
            add("later-transfer-planned-in-time",
                p.latest_final and months(p.later_by, -12) < p.latest_final <= p.later_by)
        if p.ended is None and p.version:
            add("plans-read-by-rule", p.content_read)
        if p.ended is None and p.content_read:
            for name, number in CONTENT.items():
                add(name, number in p.content and p.content[number] == 0)
            if "other-children" in p.content:
                add("plan-names-no-other-child", p.content["other-children"] == 0)
            if p.year is not None and p.year >= 9:
                add("plan-speaks-of-adulthood", p.content.get("adulthood-missing") == 0)
            for name, number in CONTENT_NUMBERS.items():
                if number in p.content:
                    lag(name, p.content[number])
                else:
                    counts.setdefault(name, Count()).unknown += 1
        expected = p.is_expected(end)
        if p.starts and p.starts <= end and p.born:
            add("record-plan-before-birth", p.starts < p.born)
        if p.ended is None and p.starts and months(p.starts, 12) <= end:
            add("record-of-return-incomplete", not (p.latest_held and p.latest_told and p.latest_outcome))
        if p.is_maintained(end):
            add("record-without-start", p.starts is None)
            add("record-without-setting", p.setting is None and p.placement not in OUT_OF_SCHOOL)
            add("record-without-coordinator", p.coordinator is None)
            add("record-without-need", p.need == "not-recorded")
            add("record-without-placement", p.placement == "not-recorded")
            add("record-without-year-group", p.year is None)
            add("record-without-birth", p.born is None)
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
                found = [len(mine.days) + mine.unknown] + [percentile(mine.days, percent) for percent in (50, 75, 90)]
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
