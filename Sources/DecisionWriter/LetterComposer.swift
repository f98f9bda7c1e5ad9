import CaseFile
import Contracts
import Letters
import Runtime
import Statute

/// Puts an owed letter into words: for each of those who are told a copy with their own name, address and days.
struct LetterComposer: Sendable {
    let desk: LetterDesk

    /// One copy for each of those who are told, by contact.
    func copies(
        of owed: OwedLetter, for matter: LetterMatter, from sources: LetterSources
    ) throws(LetterTrouble) -> [(contact: UInt8, document: Document)] {
        let holders = try told(in: matter.file)
        var salts: [DocumentSalt] = []
        for (role, hash) in owed.documents {
            salts.append(try sources.document(DocumentKey(matter.id, role, hash)).salt)
        }
        // Without one the salt could be guessed, and so what an erased letter said.
        guard !salts.isEmpty else { throw .impossible("the decision names no document on which a letter could rest") }
        guard let template = desk.templates[owed.kind] else {
            throw .impossible("there is no template for the letter \(owed.kind.rawValue)")
        }
        var copies: [(contact: UInt8, document: Document)] = []
        for holder in holders {
            let person = try addressee(holder, of: matter.id, sources)
            let facts = try facts(owed, matter, to: holder, person, sources)
            let page = try page(of: template, with: facts, person, matter.log)
            copies.append(
                (
                    holder.number,
                    // Whom it is addressed to gets it by its message; it is nobody else's but the council's.
                    Document(
                        Array(page.utf8), salt: DocumentSalt(from: salts, name: "\(owed.id)/contact-\(holder.number)"),
                        mediaType: Document.html, title: owed.title(on: matter.today), audience: .council)
                ))
        }
        return copies
    }

    /// Those who are told; it is trouble when there is nobody.
    private func told(in file: CaseFile) throws(LetterTrouble) -> [Contact] {
        let told = file.toldHolders
        guard told.isEmpty else { return told }
        let holders = file.rightsHolders
        guard !holders.isEmpty else {
            throw .impossible("nobody is recorded as holding the rights: record who does")
        }
        let closed = holders.map { "contact \($0.number)" }.joined(separator: ", ")
        throw .impossible("nobody may be told: whoever holds the rights may not be written to, by decision (\(closed))")
    }

    // MARK: One copy

    /// Whoever that contact is, with a name and somewhere to write to.
    private func addressee(
        _ holder: Contact, of id: CaseID, _ sources: LetterSources
    ) throws(LetterTrouble) -> Person {
        let key = PersonKey.contact(holder.number, in: id)
        let person = try sources.person(key)
        guard person.canBeReached else {
            throw .impossible("neither an address nor a usable e-mail address is recorded under \(key)")
        }
        return person
    }

    private func page(
        of template: LetterTemplate, with facts: LetterFacts, _ person: Person, _ log: LogBook
    ) throws(LetterTrouble) -> String {
        do throws(TemplateError) {
            return try template.letter(facts).page(
                banner: log.isRehearsal ? "Rehearsal: invented children" : nil,
                largePrint: person.format == "large-print")
        } catch {
            throw .impossible("\(error)")
        }
    }

    private func facts(
        _ owed: OwedLetter, _ matter: LetterMatter, to holder: Contact, _ person: Person, _ sources: LetterSources
    ) throws(LetterTrouble) -> LetterFacts {
        guard let plan = matter.file.plan else { throw .impossible("nothing is recorded of the plan") }
        let name = matter.log.began?.council ?? ""
        guard let council = desk.councils[name] else {
            throw .impossible("the log's council is not among the seeds; write seeds/councils/\(name).yaml")
        }
        guard let officer = owed.officer else { throw .impossible("no officer is named") }
        let model = desk.models.holding(plan, on: matter.today)?.model ?? desk.models.models["statutory"]
        var facts = LetterFacts(
            council: council, caseReference: matter.id.text, child: sources.child(of: matter.id) ?? "your child",
            recipient: recipient(holder, person),
            officer: Officer(
                name: try sources.person(PersonKey.officer(officer)).name,
                title: model?.words.coordinator ?? "SEN case officer"),
            review: model?.words.review ?? "annual review", sent: matter.today,
            // Whoever has an e-mail address is written to by it, and so is served on another day than by post.
            delivery: person.usableEmail == nil ? .post : .email, holidays: desk.holidays)
        facts.meeting = owed.review.held
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
        let lines = person.address.filter { !$0.isEmpty }
        return Recipient(
            name: person.name, address: lines.isEmpty ? person.usableEmail.map { [$0] } ?? [] : lines,
            isYoungPerson: holder.party == .youngPerson)
    }

    // MARK: What the letter says

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
            facts.consultedOn = decision.consulted
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
