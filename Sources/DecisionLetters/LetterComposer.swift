package import CaseFile
import Casework
package import Contracts
package import Letters
import Runtime
package import Statute

/// Puts a letter that a decision asks for into words: for each of those who are told a copy with their own name, address and
/// days. What is found of the case, people, papers, the council's words and the calendar goes in, letters come out; nothing is
/// kept or said here.
package struct LetterComposer: Sendable {
    package let desk: LetterDesk

    package init(desk: LetterDesk) { self.desk = desk }

    /// A letter as it is addressed to one contact.
    package struct Addressed {
        /// In plain English; and in Easy Read where they read that and there is a text of it.
        package let letter: Letter
        package let easyRead: Letter?
        /// In which format they read, and how it is to be served.
        package let format: LetterFormat
        package let by: Delivery
        /// Stands over everything of it.
        package let banner: String?
        /// Of the documents on which it rests.
        let salts: [DocumentSalt]
    }

    /// A copy for one contact: a document for each form, the page first, and how it is to be served, or why there is none.
    package struct Copy {
        package var contact: UInt8
        package var written: (forms: [(form: LetterForm, document: Document)], by: Delivery)?
        package var lacks: (what: LetterLack, why: String)?
    }

    /// One copy for each of those who are told, or whose copy is still owed. What keeps one of them from getting theirs
    /// keeps nobody else.
    package func copies(
        of owed: OwedLetter, for matter: LetterMatter, from sources: LetterSources
    ) throws(LetterTrouble) -> [Copy] {
        let holders = try told(in: matter.file).filter { owed.lacking?.contains($0.number) ?? true }
        var copies: [Copy] = []
        for holder in holders {
            var copy = Copy(contact: holder.number)
            do throws(LetterTrouble) {
                let addressed = try letter(owed, for: matter, to: holder, from: sources)
                copy.written = (
                    try documents(of: addressed, named: "\(owed.id)/contact-\(holder.number)", owed, on: matter.today),
                    addressed.by
                )
            } catch {
                guard case .lacks(let what, let why) = error else { throw error }
                copy.lacks = (what, why)
            }
            copies.append(copy)
        }
        return copies
    }

    /// The letter as that contact would read it. It is complete, or it is trouble.
    package func letter(
        _ owed: OwedLetter, for matter: LetterMatter, to holder: Contact, from sources: LetterSources
    ) throws(LetterTrouble) -> Addressed {
        var salts: [DocumentSalt] = []
        for (role, hash) in owed.documents {
            guard !matter.file.isWithdrawn(role, hash) else {
                throw .lacks(.document, "\(DocumentKey(matter.id, role, hash)) was withdrawn")
            }
            let document = try sources.document(DocumentKey(matter.id, role, hash))
            salts.append(document.salt)
            guard document.audience.reaches(.contact(holder.number)) || !owed.leaves(role, hash) else {
                throw .refused(.notForFamily(role, document.audience))
            }
        }
        // Without one the salt could be guessed, and so what an erased letter said.
        guard !salts.isEmpty else {
            throw .lacks(.document, "the decision names no document on which a letter could rest")
        }
        // Before whoever it is addressed to: papers that no letter can quote are the same for all.
        let facts = try facts(owed, matter, sources)
        guard let template = desk.templates[owed.kind] else {
            throw .lacks(
                .words, desk.badTemplates[owed.kind] ?? "there is no template for the letter \(owed.kind.rawValue)")
        }
        let (person, by) = try addressee(holder, of: matter.id, sources)
        var own = facts
        own.recipient = recipient(holder, person)
        own.delivery = by
        own.answers = try answers(in: owed, of: matter, to: holder, sources)
        let format = holder.format ?? person.letterFormat
        var easyRead: Letter?
        if format == .easyRead, let easier = desk.easyRead[owed.kind] { easyRead = try letter(of: easier, with: own) }
        return Addressed(
            letter: try letter(of: template, with: own), easyRead: easyRead, format: format, by: by,
            banner: matter.log.isRehearsal ? "Rehearsal: invented children" : nil, salts: salts)
    }

    /// The letter in all its forms, the page first, each as a document.
    private func documents(
        of addressed: Addressed, named name: String, _ owed: OwedLetter, on day: Day
    ) throws(LetterTrouble) -> [(form: LetterForm, document: Document)] {
        let made = try LetterPress.forms(
            of: addressed.letter, easyRead: addressed.easyRead, for: addressed.format, banner: addressed.banner,
            by: desk.press)
        return made.map { made in
            // Whom it is addressed to gets it by its message; it is nobody else's but the council's.
            (
                made.form,
                Document(
                    made.bytes,
                    salt: DocumentSalt(
                        from: addressed.salts, name: made.form == .html ? name : "\(name)/\(made.form.rawValue)"),
                    mediaType: made.form.mediaType, title: owed.title(on: day) + made.form.titleSuffix,
                    audience: .council)
            )
        }
    }

    /// Those who are told; it is trouble when there is nobody.
    private func told(in file: CaseFile) throws(LetterTrouble) -> [Contact] {
        let told = file.toldHolders
        guard told.isEmpty else { return told }
        let holders = file.rightsHolders
        guard !holders.isEmpty else {
            throw .nobody("nobody is recorded as holding the rights: record who does")
        }
        let closed = holders.map { "contact \($0.number)" }.joined(separator: ", ")
        throw .nobody("nobody may be told: whoever holds the rights may not be written to, by decision (\(closed))")
    }

    // MARK: One copy

    /// Whoever that contact is, with a name and somewhere to write to, and how.
    private func addressee(
        _ holder: Contact, of id: CaseID, _ sources: LetterSources
    ) throws(LetterTrouble) -> (Person, Delivery) {
        let key = PersonKey.contact(holder.number, in: id)
        guard let person = sources.person(key), person.name.isReadable else {
            throw .lacks(.name, "no name is recorded under \(key)")
        }
        guard let by = person.delivery else {
            throw person.hasAnyAddress
                ? .lacks(.usableAddress, "no address under \(key) is one to which anything can be sent")
                : .lacks(.address, "neither an address nor a usable e-mail address is recorded under \(key)")
        }
        return (person, by)
    }

    private func letter(of template: LetterTemplate, with facts: LetterFacts) throws(LetterTrouble) -> Letter {
        do throws(TemplateError) { return try template.letter(facts) } catch {
            throw .lacks(.words, "\(error)")
        }
    }

    /// All that the copies of a letter have in common.
    private func facts(
        _ owed: OwedLetter, _ matter: LetterMatter, _ sources: LetterSources
    ) throws(LetterTrouble) -> LetterFacts {
        guard let plan = matter.file.plan else { throw .lacks(.document, "nothing is recorded of the plan") }
        let name = matter.log.began?.council ?? ""
        guard let council = desk.councils[name] else {
            throw .lacks(.words, "the log's council is not among the seeds; write seeds/councils/\(name).yaml")
        }
        guard let officer = owed.officer, let signing = sources.name(PersonKey.officer(officer)) else {
            let key = owed.officer.map(PersonKey.officer)
            throw .lacks(.officer, key.map { "no name is recorded under \($0)" } ?? "no officer is named")
        }
        let model = desk.models.holding(plan, on: matter.today)?.model ?? desk.models.models["statutory"]
        var facts = LetterFacts(
            council: council, caseReference: matter.id.text, child: sources.child(of: matter.id) ?? "your child",
            // Filled in for each copy.
            recipient: Recipient(name: "", address: []),
            officer: Officer(name: signing, title: model?.words.coordinator ?? "SEN case officer"),
            review: model?.words.review ?? "annual review", sent: matter.today, delivery: .post,
            holidays: desk.holidays)
        facts.meeting = owed.review.held
        facts.correctedDay = matter.file.leftBefore(owed.id)
        if let hash = owed.correction { facts.correction = try sources.text(DocumentKey(matter.id, .reasons, hash)) }
        facts.model = model
        if let plan = model?.words.plan { facts.plan = plan }
        if let days = model?.representationDays { facts.representationDays = days }
        if plan.setting != nil {
            let setting = sources.name(PersonKey.key(of: .party(.setting), in: matter.id, plan: plan))
            facts.setting = setting ?? "the school or college"
        }
        if plan.placement == .furtherEducation { facts.headTitle = "principal" }
        switch owed.pending {
        case .decision(_, let decision): try add(decision, of: matter.id, sources, to: &facts)
        case .final(_, let final): try add(final, owed, of: matter.id, sources, to: &facts)
        }
        return facts
    }

    private func recipient(_ holder: Contact, _ person: Person) -> Recipient {
        Recipient(
            name: person.name, address: person.postalAddress ?? person.email.map { [$0] } ?? [],
            isYoungPerson: holder.party == .youngPerson)
    }

    // MARK: What the letter says

    /// What became of each thing that was said of the proposed amendments, in the officer's words where they are for that contact
    /// too: "you said, we did".
    private func answers(
        in owed: OwedLetter, of matter: LetterMatter, to holder: Contact, _ sources: LetterSources
    ) throws(LetterTrouble) -> [String] {
        guard case .final = owed.pending else { return [] }
        var lines: [String] = []
        for said in matter.file.representations(of: owed.review.number) {
            for answer in said.answers where answer.saysWhy {
                let key = answer.document.map { DocumentKey(matter.id, .answer, $0) }
                var words: String?
                if let key, !matter.file.isWithdrawn(key.role, key.hash),
                    try sources.document(key).audience.reaches(.contact(holder.number))
                {
                    words = try sources.text(key)
                }
                guard answer.isUsed || words != nil else { continue }
                lines.append(said.sentence(of: answer, words: words))
            }
        }
        return lines
    }

    private func add(
        _ decision: DecisionSubmitted, of id: CaseID, _ sources: LetterSources, to facts: inout LetterFacts
    ) throws(LetterTrouble) {
        if let hash = decision.reasons { facts.reasons = try sources.text(DocumentKey(id, .reasons, hash)) }
        switch decision.outcome {
        case .amend:
            if let hash = decision.amendments {
                facts.amendments = LetterSources.items(try sources.text(DocumentKey(id, .amendments, hash)))
            }
            for (index, hash) in (decision.evidence ?? []).enumerated() {
                facts.evidence.append(try sources.title(DocumentKey(id, .evidence, hash), number: index + 1))
            }
        case .cease:
            // Whoever did not answer was told and asked all the same.
            facts.consultedOn = decision.consulted ?? decision.offered?.max()
            // The letter may leave later than the decision was checked, and then names the day after the appeal's.
            let appeal = Statute.appealUntil(sent: facts.sent, certificate: nil, holidays: desk.holidays)
            facts.ceaseFrom = decision.ceases.flatMap { $0 > appeal ? $0 : nil }
        case .maintain, nil: break
        }
    }

    private func add(
        _ final: FinalSubmitted, _ owed: OwedLetter, of id: CaseID, _ sources: LetterSources,
        to facts: inout LetterFacts
    ) throws(LetterTrouble) {
        if let hash = final.reasons { facts.reasons = try sources.text(DocumentKey(id, .reasons, hash)) }
        facts.noticeSent = owed.review.noticeSent ?? owed.review.told
        facts.planDay = facts.sent
        let named = sources.name(final.setting.map(PersonKey.setting))
        let health = sources.name(PersonKey.team(.health)) ?? "the responsible health body"
        facts.planSentTo = [named ?? facts.setting, health].compactMap(\.self)
    }
}

extension Representation {
    /// One line of what was said and done: "What we were told on 9 December 2024 about section F: we used it, in F-3."
    fileprivate func sentence(of answer: Answer, words: String?) -> String {
        let sections = answer.sections.map(\.rawValue)
        let about = sections.isEmpty ? "" : " about section\(sections.count > 1 ? "s" : "") \(Words.list(sections))"
        let place = answer.items.isEmpty ? "" : ", in \(Words.list(answer.items.map(\.description)))"
        let done = answer.isUsed ? "we used it\(place)." : "we did not use it."
        // A list's line holds no paragraphs.
        let reasons = words.map { " " + $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") } ?? ""
        return "What we were told on \(came.inWords)\(about): \(done)\(reasons)"
    }
}
