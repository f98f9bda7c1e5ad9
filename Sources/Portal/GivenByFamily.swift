import Arguments
import CaseFile
import Casework
import Contracts
import HTTPServer
import Pages
import Recording
import Runtime
import Statute

/// What somebody filled into a form of the portal, on its way to becoming a report.
struct GivenByFamily: Sendable {
    /// Who writes for whom, of what is the child's own.
    enum Writer: String, CaseIterable, Sendable {
        case child, helped, forChild = "for-child"

        /// As the form asks.
        var words: String {
            switch self {
            case .child: "I am the child or young person, and these are my words"
            case .helped: "I write down what the child or young person says"
            case .forChild: "I write what I know from watching and listening; they did not say it in words"
            }
        }

        /// As the document says.
        var sentence: String {
            switch self {
            case .child: "Written by the child or young person."
            case .helped: "Written down for the child or young person, who said it."
            case .forChild:
                "Written for the child or young person by somebody who watched and listened; they did not say it in words."
            }
        }
    }

    let form: FamilyForm
    let key: SubmissionKey
    let audience: Audience
    /// What was filled in, as the kind's options take it.
    let filled: [(name: String, value: String)]
    /// What was written, or the file where nothing was.
    let document: Document?
    /// The file, where something was written beside it.
    let attachment: Document?
    /// Whose words they are, of what may be the child's own.
    let writer: Writer?
    private let recordForm: RecordForm

    /// The fields beside those of the form itself.
    enum Field {
        static let key = "key"
        static let audience = "audience"
        static let writer = "writer"
        static let file = "file"
        /// To whom, where it is not the usual readers.
        static let to = "to"
    }

    /// The largest file that a form brings along, in bytes.
    static let mostFileBytes = Bounds.document
    /// What a form with such a file has beside it at most, in bytes: texts, and what divides them.
    static let mostOtherBytes = 1 << 20
    /// How many bytes of forms with files may be on their way together: four of the largest.
    static let mostBytesOnTheirWay = 4 * (mostFileBytes + mostOtherBytes)

    /// The kind of report that a form gives, and the form of its options that are asked as they are.
    static func recordForm(of form: FamilyForm) -> RecordForm? {
        guard let kind = RecordKind.named(form.kind) else { return nil }
        let own = kind.options + kind.options(about: .day) + kind.options(about: .review)
        return RecordForm(kind, without: Set(own.map(\.name)).subtracting(form.asks))
    }

    /// From a form that was sent. Throws everything that is wrong, each with its field.
    init(_ sent: Form, as form: FamilyForm) throws(FieldError.Several) {
        self.form = form
        var errors: [FieldError] = []
        guard let recordForm = GivenByFamily.recordForm(of: form), let key = RecordDraft.key(sent[Field.key] ?? "")
        else {
            throw FieldError.Several(errors: [
                FieldError("", "This form is not complete. Open it again from your page.")
            ])
        }
        self.recordForm = recordForm
        self.key = key
        let chosen = sent[Field.audience].flatMap { Audience(rawValue: $0) }
        if form.hasDocument, chosen == nil, !form.isForSafeguarding {
            errors.append(FieldError(Field.audience, "Choose who may read it"))
        }
        audience = form.isForSafeguarding ? .writer : chosen ?? .council
        writer = form.isChilds ? sent[Field.writer].flatMap { Writer(rawValue: $0) } : nil
        if form.isChilds, writer == nil { errors.append(FieldError(Field.writer, "Say who is writing")) }
        filled = RecordAnswers(sent).values(of: recordForm)
        let text = form.text({ sent[$0] ?? "" }, writer: writer?.sentence)
        let files = sent.files.filter { $0.field == Field.file && !$0.bytes.isEmpty }
        if let cut = sent.cut { errors.append(FieldError(Field.file, GivenByFamily.why(cut))) }
        let written = GivenByFamily.written(text, &errors)
        let file = files.first.flatMap { GivenByFamily.document($0, &errors) }
        document = written ?? file
        attachment = written == nil ? nil : file
        if form.hasDocument, document == nil, errors.isEmpty {
            errors.append(FieldError(form.prompts.first?.name ?? Field.file, "Write something, or give a file"))
        }
        guard errors.isEmpty else { throw FieldError.Several(errors: errors) }
    }

    /// Why a form came without its file: what was written stands in it all the same.
    private static func why(_ cut: Request.Cut) -> String {
        switch cut {
        case .tooLarge:
            "The file has more than \(mostFileBytes >> 20) MiB. Send it by e-mail or on paper; it counts from the same day."
        case .noRoom: "Too many files are on their way to us. Choose the file again, and send it in a minute."
        }
    }

    /// What was given as a file, for whoever looks through it; nil where nothing was.
    var file: Document? { attachment ?? document.flatMap { $0.title.isEmpty ? nil : $0 } }

    /// What was written, as a document.
    private static func written(_ text: String?, _ errors: inout [FieldError]) -> Document? {
        guard let text else { return nil }
        guard text.utf8.count <= RecordAnswers.mostTextBytes else {
            errors.append(FieldError("", "That is more than one form takes. Give the longest part as a file."))
            return nil
        }
        return Document(Array(text.utf8), salt: .random(), mediaType: Document.plainText, title: "")
    }

    /// A file, as a document.
    private static func document(_ file: Form.File, _ errors: inout [FieldError]) -> Document? {
        guard file.bytes.count <= mostFileBytes else {
            errors.append(
                FieldError(Field.file, GivenByFamily.why(.tooLarge)))
            return nil
        }
        guard let type = UploadType.of(file.bytes) else {
            errors.append(
                FieldError(
                    Field.file,
                    "That is no kind of file that is taken here. There are: \(UploadType.words). Save it as one of these, or send it by e-mail or on paper."
                ))
            return nil
        }
        let name = file.name.isEmpty ? "paper" : String(file.name.prefix(80))
        return Document(file.bytes, salt: .random(), mediaType: type.mediaType, title: name)
    }

    /// What becomes of it in that case: the acts that record it, or what is wrong.
    enum Outcome: Sendable {
        case given(Day)
        case repeated(Day)
        case refused([FieldError])
    }

    /// Decides, and says what to write. What is wrong with a field is said at it.
    func decide(
        as member: FamilyMember, in file: CaseFile, entries: [(position: Int64, entry: Entry)], on today: Day,
        holidays: BankHolidays, model: ReviewModel?, words: ModelWords
    ) -> (Outcome, [Act]) {
        do {
            var given = form.says
            given["contact"] = "\(member.contact)"
            if form.kind == "experience-answered" {
                guard let held = file.reviews.last(where: { $0.held != nil }) else {
                    return (.refused([FieldError("", form.withoutReview)]), [])
                }
                given["way"] = AnswerChannel.online.rawValue
                given["of-review"] = "\(held.number)"
            }
            let arguments = try recordForm.arguments(filled, given: given)
            let kind = recordForm.kind
            guard let review = review(kind, of: member.id, in: file) else {
                return (.refused([FieldError("", form.withoutReview)]), [])
            }
            let draft = RecordDraft(
                id: member.id, file: file, today: today, review: review,
                papers: document.map { ["document": [$0.hash]] } ?? [:], actor: member.actor,
                contacts: ContactBook(of: file, entries: entries))
            var data = try kind.data(arguments, draft)
            if form.isChilds, case .viewsReceived(var views) = data {
                // The child's own views, whoever of the family wrote them down.
                views.from = .youngPerson
                data = .viewsReceived(views)
            }
            var report = GivenReport(
                data, under: key, on: today, today: today,
                documents: document.map { [$0.hash: $0] } ?? [:], audience: form.hasDocument ? audience : nil)
            let hand = CaseInHand(member.id, file, on: today, holidays: holidays, model: model)
            switch try report.verdict(of: hand, in: file, by: member.actor, seen: nil) {
            case .repeated: return (.repeated(today), [])
            case .refused(let findings):
                let refusals = findings.refusals + findings.held
                return (.refused(refusals.map { FieldError("", Words.sentence($0.sentence(in: words))) }), [])
            case .accepted(var entry, _):
                var papers = report.records(of: entry, in: member.id)
                if var attachment {
                    attachment.audience = audience
                    let more = beside(data, attachment.hash, of: member, in: file)
                    entry.events.append(Event(SubmissionKey(hashing: ["file", "\(key)"]), more))
                    papers += more.documents.map { role, _ in
                        (DocumentKey(member.id, role, attachment.hash), attachment)
                    }
                }
                if form.promisesReading {
                    // A person of the council has it on their list until they say that they read it.
                    entry.events.append(
                        Event(
                            SubmissionKey(hashing: ["reading", "\(key)"]),
                            .readingPromised(ReadingPromised(given: key, contact: member.contact))))
                }
                let records = papers.map { key, document in
                    Act.record(
                        .documents, partition: nil, key: key.description, value: document.bytes,
                        headers: document.headers)
                }
                return (.given(today), records + [.entry(member.id, entry)])
            }
        } catch let faults as FieldFaults {
            return (.refused(faults.faults.map { FieldError($0) }), [])
        } catch {
            let fault = recordForm.fault(error)
            let isShown = recordForm.fields.contains { $0.name == fault.field }
            return (.refused([FieldError(isShown ? fault.field : "", fault.message)]), [])
        }
    }

    /// What says of a file that it came with words: of views the same once more, of what is for the safeguarding lead the same, of
    /// all else evidence of its own.
    private func beside(
        _ data: EventData, _ hash: DocumentHash, of member: FamilyMember, in file: CaseFile
    ) -> EventData {
        switch data {
        case .viewsReceived(var views):
            views.document = hash
            return .viewsReceived(views)
        case .progressRecorded(var progress):
            progress.document = hash
            return .progressRecorded(progress)
        case .safetyConcernRaised(var concern):
            concern.document = hash
            return .safetyConcernRaised(concern)
        default:
            return .evidenceReceived(
                EvidenceReceived(
                    review: data.review > 0 ? data.review : max(1, file.reviewCount),
                    from: file.contact(member.contact)?.party ?? .parent, contact: member.contact, document: hash))
        }
    }

    /// The review that it is about; nil where it is about one and none waits for it.
    private func review(_ kind: RecordKind, of id: CaseID, in file: CaseFile) -> UInt8? {
        do { return try RecordDraft.review(nil, for: kind, of: id, in: file) } catch { return nil }
    }
}
