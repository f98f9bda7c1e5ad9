public import Braille
import CaseFile
import Casework
import Contracts
import Glibc
import Letters
public import PDF
import Runtime
import Statute
import YAML

/// The words of the seeds: message templates, councils and what models call things.
public struct Templates: Wording, Sendable {
    private let messages: [MessageForm: MessageTemplate]
    /// The letters that messages are, written as they leave.
    private let letters: LetterTemplates
    private let holidays: BankHolidays
    private let councils: [String: Council]
    /// Why words are missing, by kind of message and by council.
    private let badMessages: [MessageForm: String]
    private let badCouncils: [String: String]
    private let models: ReviewModels
    /// By which the day of service of what goes by post is counted.
    private let portal: String?
    private let seeds: Seeds
    /// Sets on paper the letters that are written as they leave; nil where none are.
    private let typesetter: Typesetter?
    /// Puts them into braille for whoever reads it; nil: nobody does.
    private let braille: BrailleWriter?

    /// Reads that folder of seeds. A template that is missing or cannot be a message keeps back the messages of its kind
    /// alone, and a council's file that cannot be read its own council: `troubles` says which, with file and line. Messages
    /// name the portal when there is one.
    public init(
        seeds: String, portal: String? = nil, typesetter: Typesetter? = nil, braille: BrailleWriter? = nil
    ) throws(SendingError) {
        self.portal = portal
        self.typesetter = typesetter
        self.braille = braille
        self.seeds = Seeds(folder: seeds)
        let folder = SeedFolder(path: seeds)
        var messages: [MessageForm: MessageTemplate] = [:]
        var councils: [String: Council] = [:]
        var badMessages: [MessageForm: String] = [:]
        var badCouncils: [String: String] = [:]
        for kind in MessageForm.allCases {
            let name = "templates/messages/\(kind.rawValue).md"
            do {
                messages[kind] = try MessageTemplate(
                    kind, parsing: try folder.text(name), file: "\(seeds)/\(name)")
            } catch {
                badMessages[kind] = "\(error)"
            }
        }
        for name in try folder.names(in: "councils", suffix: ".yaml") {
            do {
                let council = try Council(
                    parsing: try folder.text("councils/\(name)"), file: "\(seeds)/councils/\(name)")
                councils[council.id] = council
            } catch {
                badCouncils[String(name.dropLast(".yaml".count))] = "\(error)"
            }
        }
        letters = LetterTemplates(
            of: MessageForm.allCases.compactMap(\.letter),
            names: { place in try folder.names(in: place, suffix: ".md").map { "\(place)/\($0)" } },
            text: folder.text, path: { "\(seeds)/\($0)" })
        do throws(SeedError) {
            let seeds = Seeds(folder: seeds)
            models = try seeds.usableModels()
            holidays = try seeds.holidays()
        } catch {
            throw .template(error.description)
        }
        self.messages = messages
        self.councils = councils
        self.badMessages = badMessages
        self.badCouncils = badCouncils
        for row in MessageRule.table {
            for kind in Templates.kinds(of: row.template) where MessageForm(rawValue: kind) == nil {
                throw .template("no message is called \(kind)")
            }
        }
    }

    public func lack(for council: String) -> String? {
        councils[council] == nil ? badCouncils[council] ?? seeds.lacksCouncil(council) : nil
    }

    /// What is wrong with the files of models; the messages of those models fail for want of words until it is mended.
    public var modelLack: String? { models.lack }

    /// What of the seeds cannot be used, each with its file and line; the rest can.
    public var troubles: [String] {
        badMessages.values.sorted() + letters.troubles + badCouncils.values.sorted()
    }

    public func post(_ context: MessageContext) throws(SendingError) -> Post {
        guard let council = councils[context.council] else { throw .template(seeds.lacksCouncil(context.council)) }
        if let fault = models.fault(of: context.plan, on: context.day) { throw .template(fault) }
        let name = try name(context)
        guard let kind = MessageForm(rawValue: name), let template = messages[kind] else {
            throw .template(
                MessageForm(rawValue: name).flatMap { badMessages[$0] } ?? "no message is called \(name)")
        }
        if let letter = kind.letter, letters.template(letter) == nil {
            throw .template(letters.fault(letter) ?? "no letter is called \(letter.rawValue)")
        }
        var post: Post
        let letter: Letter?
        do throws(TemplateError) {
            let text = try text(context, template, council)
            var to = context.to
            if context.format != .standard { to.format = context.format.rawValue }
            post = Post(
                id: context.id, message: context.message, to: to,
                sender: "\(council.name), \(council.team.name)",
                senderEmail: council.team.email, subject: subject(text.subject, context), text: text.text,
                html: text.html, day: context.day, isRehearsal: context.log.isRehearsal, by: context.by)
            letter = text.letter
        } catch {
            // A field that this one case cannot fill; what no case can fill, the tests of the seeds find.
            throw .refused(error.description)
        }
        if context.by == .post, let letter, let typesetter {
            post.forms.append(try paper(letter, context, typesetter))
        }
        if context.format == .braille, let brf = letter?.embossed(banner: context.banner, by: braille) {
            let title = "Letter" + LetterForm.braille.titleSuffix
            post.forms.append(Templates.form(brf, mediaType: Document.braille, title: title))
        }
        return post
    }

    /// A form of a letter that is written as it leaves: it is kept by whoever gets it, and nowhere else.
    private static func form(_ bytes: [UInt8], mediaType: String, title: String) -> Enclosure {
        Enclosure(
            Document(
                bytes, salt: DocumentSalt(high: 0, low: 0), mediaType: mediaType, title: title, audience: .council),
            as: .letter)
    }

    /// The letter on paper, tagged as those of the decision-writer are, and as large as its reader chose or its style asks.
    private func paper(
        _ letter: Letter, _ context: MessageContext, _ typesetter: Typesetter
    ) throws(SendingError) -> Enclosure {
        let size: PrintSize? = context.format == .largePrint ? .large : nil
        do throws(PDFError) {
            let bytes = try typesetter.pdf(of: letter.printed(banner: context.banner, size: size))
            return Templates.form(bytes, mediaType: Document.pdf, title: "Letter")
        } catch {
            throw .template("the letter cannot be set on paper: \(error)")
        }
    }

    private func subject(_ subject: String, _ context: MessageContext) -> String {
        context.log.isRehearsal ? "[Rehearsal] \(subject)" : subject
    }

    // MARK: Which words

    /// The template that a message is written from: of some rows one for each outcome.
    private func name(_ context: MessageContext) throws(SendingError) -> String {
        let review = context.reading.review(context.message.review)
        switch context.row.template {
        case "decision-notice":
            guard let outcome = review?.outcome else { throw .refused("the decision has no outcome") }
            return "decision-notice-\(outcome.rawValue)"
        case "final-plan" where review?.finalOutcome == .notAmended: return "not-amended"
        case "review-due" where context.message.day == nil: return "review-due-unknown"
        case "review-due" where context.message.day.map { $0 < context.day } == true: return "review-due-late"
        case let name: return name
        }
    }

    /// All templates that a row may be written from.
    static func kinds(of template: String) -> [String] {
        switch template {
        case "decision-notice": Outcome.allCases.map { "decision-notice-\($0.rawValue)" }
        case "final-plan": ["final-plan", "not-amended"]
        case "review-due": ["review-due", "review-due-unknown", "review-due-late"]
        default: [template]
        }
    }

    private struct Words {
        var subject: String
        var text: String
        var html: String
        /// The letter that is written as the message leaves.
        var letter: Letter?
    }

    private func text(
        _ context: MessageContext, _ template: MessageTemplate, _ council: Council
    ) throws(TemplateError) -> Words {
        guard !template.kind.isLetter else {
            let subject = try template.subject.fill(["case": .text(context.id.text)]).plainText
                .split(whereSeparator: \.isNewline).joined(separator: " ")
            guard let letter = try letter(context, template.kind, council) else {
                return Words(subject: subject, text: "", html: "")
            }
            return Words(
                subject: subject, text: letter.plainText(banner: context.banner),
                html: letter.page(banner: context.banner, largePrint: context.format == .largePrint), letter: letter)
        }
        let message = try template.message(facts(context, council), banner: context.banner)
        return Words(subject: message.subject, text: message.text, html: message.html)
    }

    /// The letter that the message is, written as it leaves, in the style that its addressee wants; nil of one that carries
    /// a letter which was written before.
    private func letter(
        _ context: MessageContext, _ form: MessageForm, _ council: Council
    ) throws(TemplateError) -> Letter? {
        guard let kind = form.letter else { return nil }
        let style: LetterStyle = context.format == .easyRead ? .easyRead : .ordinary
        guard let template = letters.template(kind, style) ?? letters.template(kind) else { return nil }
        return try template.letter(letterFacts(context, facts(context, council)))
    }

    /// What a letter says that the message's facts do not.
    private func letterFacts(_ context: MessageContext, _ known: MessageFacts) -> LetterFacts {
        let words = models.holding(context.plan, on: context.day)?.model.words
        var facts = LetterFacts(
            council: known.council, caseReference: known.caseReference, child: "your child",
            recipient: Recipient(
                name: context.to.name,
                address: (context.by == .post ? context.to.postalAddress : nil)
                    ?? context.to.email.map { [$0] } ?? context.to.address,
                isYoungPerson: known.isYoungPerson),
            // Where nobody is named the team answers, under its own name.
            officer: known.officer
                ?? Officer(name: known.council.team.name, title: "for your \(known.coordinatorTitle)"),
            review: known.review, sent: context.day, delivery: context.by, holidays: holidays)
        if let plan = words?.plan { facts.plan = plan }
        facts.meeting = known.meeting
        // That there is one, and not its name: with a location that is protected no message names it.
        facts.setting = known.isArrangedByCouncil ? nil : "the school or college"
        facts.reasons = known.reasons
        facts.occasion = occasion(context, known)
        return facts
    }

    private func occasion(_ context: MessageContext, _ known: MessageFacts) -> Occasion {
        var occasion = Occasion()
        occasion.deadline = known.deadline
        occasion.asked = known.asked
        occasion.isAgreed = known.isAgreed
        occasion.replyBy = context.day + MessageFacts.daysToWait
        occasion.ended = context.file.end?.day
        occasion.transferred = context.file.movedIn?.happened
        occasion.isReassessing = context.file.movedIn?.isReassessing
        occasion.reviewBy = context.file.reviewDue
        addCorrection(context, to: &occasion)
        return occasion
    }

    /// What was wrong in a letter, and what is said of a paper on the wrong child's file.
    private func addCorrection(_ context: MessageContext, to occasion: inout Occasion) {
        guard let report = context.reading.report(context.message.fact) else { return }
        switch context.message.subject {
        case .tellCorrection:
            occasion.wrongLetter = report.date
            occasion.whatWasWrong = context.quote(0)
            occasion.whatIsRight = context.quote(1)
        case .tellPaperAstray:
            occasion.paper = context.quote(0)
            occasion.withdrawn = report.date
            occasion.readers = Occasion.lines(context.quote(1) ?? "")
        case .tellPaperNotYours:
            occasion.paper = context.quote(0)
            occasion.withdrawn = context.file.withdrawal(toldBy: report)?.recorded
        default: return
        }
    }

    private func facts(_ context: MessageContext, _ council: Council) -> MessageFacts {
        let model = models.holding(context.plan, on: context.day)?.model ?? models.models["statutory"]
        let words = model?.words
        let title = words?.coordinator ?? "SEN case officer"
        let review = context.reading.review(context.message.review)
        let recipient: Reminder.Recipient =
            switch context.message.addressee {
            case .contact, .party(.parent), .party(.youngPerson): .family
            case .party(.coordinator), .party(.manager): .coordinator
            // Health and social care are asked for advice as settings are.
            case .party(.setting), .party(.health), .party(.socialCare), nil: .setting
            }
        let (asked, answer) = answered(context)
        return MessageFacts(
            council: council, caseReference: context.id.text, recipient: recipient,
            officer: context.coordinator.map { Officer(name: $0.name, title: title) }, coordinatorTitle: title,
            review: words?.review ?? "annual review",
            deadline: Templates.deadline(
                of: context, answerDays: model?.earlyRequestAnswerDays ?? EarlyRequest.answerDays),
            // An invitation leaves only while its day is the one arranged.
            meeting: review?.held ?? review?.arranged, meetingBefore: context.file.meetingToldBefore(context.message),
            today: context.day, portal: portal, asked: asked, isAgreed: answer?.isAgreed,
            reasons: context.reasons,
            isArrangedByCouncil: context.plan.setting == nil,
            isYoungPerson: context.message.contact.flatMap { context.file.contact($0) }?.relation == .youngPerson,
            approach: approach(review, context, model), again: again(context, model))
    }

    /// Of a letter that goes again, since when the family's days count.
    private func again(_ context: MessageContext, _ model: ReviewModel?) -> MessageFacts.Again? {
        guard let again = context.again, let review = context.reading.review(again.letter.review) else { return nil }
        let isFinal = again.letter.toldLetter?.subject == .finalLetter
        let days = model?.representationDays ?? Statute.Limit.representationDays
        let served = Statute.served(sent: context.day, by: context.by, holidays: holidays)
        // Of a proposal to amend that has not ended the family's days begin anew; the right to appeal comes with every other
        // letter, and from the day on which that was sent.
        let isNotice = !isFinal && review.outcome == .amend
        return MessageFacts.Again(
            sent: again.sent,
            representUntil: isNotice && review.finalTold == nil
                ? served.lastOfDaysBeginning(days) : nil, carriesAppeal: !isNotice)
    }

    /// What the message answers: when it was asked for, and the answer.
    private func answered(_ context: MessageContext) -> (asked: Day?, answer: Submission?) {
        let fact = context.message.fact
        switch context.message.subject {
        case .tellEarlyAnswer:
            let request = context.reading.request(answeredBy: fact)
            return (request?.asked, request?.answer)
        case .tellChangeAnswer:
            let request = context.file.changeRequests.first { $0.answer?.key.reference == fact }
            return (request?.asked, request?.answer)
        default: return (nil, nil)
        }
    }

    /// The kind of the review to which somebody is invited, in the words of the model.
    private func approach(_ review: Review?, _ context: MessageContext, _ model: ReviewModel?) -> MessageFacts.Approach?
    {
        guard let review, context.message.subject == .tellInvitation else { return nil }
        let words = ModelWords(of: context.plan, on: context.day, in: models)
        let kind = model?.kind(ReviewKindID(rawValue: (review.kind ?? .annual).rawValue))
        return MessageFacts.Approach(
            kind: words.kind(review.kind), why: kind.map { ModelSentences.opening($0.opening) } ?? "for this review",
            isChosen: review.kindChosen, answerDays: words.answerDays,
            familyForm: model?.forms.first { $0.from == .family }?.title,
            childForm: model?.forms.first { $0.from == .child }?.title)
    }

    // MARK: What is due

    /// What the message says is due, with its rule; nil when it speaks of no day.
    static func deadline(of context: MessageContext, answerDays: Int = EarlyRequest.answerDays) -> Deadline? {
        let id = context.message
        let review = context.reading.review(id.review)
        switch MessageKind.of(id.subject)?.source {
        case .request?: return context.reading.request(id.fact)?.answerBy(days: answerDays)
        case .meeting?:
            return review?.arranged.map {
                Deadline(rule: .mtg3, due: Statute.noticeBy(meeting: $0).last, from: $0)
            }
        case .opening?: return id.day.map { cycle($0, context) }
        case .passing?: return id.day.map { Deadline(rule: .age1, due: $0, from: $0) }
        case .reminder(let what)?: return id.day.flatMap { owed(what, $0, context, answerDays: answerDays) }
        case .alarm(let what)?:
            guard let what = what ?? id.about else { return nil }
            return id.day.flatMap { owed(what, $0, context, answerDays: answerDays) }
        case .letter?, .refusal?, .answer?, .report?, .resend?, nil: return nil
        }
    }

    /// What is reminded of, or was not recorded in time, and is due on that day.
    private static func owed(
        _ what: Subject, _ day: Day, _ context: MessageContext, answerDays: Int
    ) -> Deadline? {
        let review = context.reading.review(context.message.review)
        switch what {
        case .remindArrange, .noMeetingBy: return latestMeeting(day, review)
        case .remindAdvice: return deadline(.mtg4, day, from: review?.arranged)
        case .remindReport, .noReportBy: return deadline(.rep1, day, from: review?.held)
        case .remindDecision, .noDecisionBy: return decision(day, review)
        case .remindFinal, .noFinalBy: return final(day, review)
        case .notReviewedBy: return cycle(day, context)
        case .noTransferPlanBy:
            // By the day alone: the plan may say nothing of the transfer, or tell of an earlier one.
            let rule: RuleID = day.parts.month == Statute.Limit.post16PlanBefore.month ? .ph2 : .ph1
            return Deadline(rule: rule, due: day, from: Day(day.year, 1, 1) ?? day)
        case .noTransferLetterBy: return deadline(.mov4, day, from: context.file.movedIn?.happened)
        case .noAnswerBy where context.message.review == 0:
            let asked = context.file.earlyRequests.first { $0.answer == nil && $0.asked <= day }?.asked
            return Deadline(rule: .cyc10, due: day, from: asked ?? day - answerDays)
        case .noAnswerBy:
            return Deadline(rule: .pol1, due: day, from: review?.disagreed ?? day - answerDays)
        default: return nil
        }
    }

    private static func cycle(_ day: Day, _ context: MessageContext) -> Deadline {
        // An alarm may name a sooner day than the law's: the plan's own (CYC-8), or guidance for the youngest (CYC-7).
        if let start = context.file.lastReviewed ?? context.plan.made,
            day < start.lastDayOfPeriodStarting(months: Statute.Limit.cycleMonths)
        {
            let own = context.plan.interval.map { start.lastDayOfPeriodStarting(months: Int($0)) }
            return Deadline(rule: own == day ? .cyc8 : .cyc7, due: day, from: start)
        }
        if let last = context.file.lastReviewed { return Deadline(rule: .cyc2, due: day, from: last) }
        return Deadline(rule: .cyc1, due: day, from: context.plan.made ?? day)
    }

    private static func latestMeeting(_ day: Day, _ review: Review?) -> Deadline {
        deadline(.cyc4, day, from: review?.dueWhenOpened)
    }

    private static func decision(_ day: Day, _ review: Review?) -> Deadline {
        deadline(.dec1, day, from: review?.held)
    }

    private static func final(_ day: Day, _ review: Review?) -> Deadline {
        if let known = review?.finalDeadline, known.due == day { return known }
        return deadline(.amd3, day, from: review?.noticeSent)
    }

    /// The day under that rule; where the file no longer says what it was counted from, the table says it.
    private static func deadline(_ rule: RuleID, _ day: Day, from: Day?) -> Deadline {
        Deadline(rule: rule, due: day, from: from ?? Statute.rule(rule).counting.trigger(of: day) ?? day)
    }
}

/// The folder of seeds.
struct SeedFolder {
    let path: String

    /// The most bytes of a seed.
    static let mostBytes = 1 << 20

    /// The text of one of its files.
    func text(_ name: String) throws(SendingError) -> String {
        let file = "\(path)/\(name)"
        guard let stream = fopen(file, "re") else { throw failure(file) }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 16_384)
        while bytes.count <= SeedFolder.mostBytes {
            let count = fread(&block, 1, block.count, stream)
            guard count > 0 else { break }
            bytes.append(contentsOf: block[..<count])
        }
        guard ferror(stream) == 0 else { throw failure(file) }
        guard bytes.count <= SeedFolder.mostBytes, let text = String(validating: bytes, as: UTF8.self) else {
            throw .template("\(file) is no text of at most \(SeedFolder.mostBytes) bytes in UTF-8")
        }
        return text
    }

    /// The names of the files in one of its folders, in order.
    func names(in folder: String, suffix: String) throws(SendingError) -> [String] {
        guard let stream = opendir("\(path)/\(folder)") else { throw failure("\(path)/\(folder)") }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(suffix), !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    private func failure(_ file: String) -> SendingError {
        let why = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
        return .template("\(file): \(why); name the folder of seeds with --seeds")
    }
}
