import CaseFile
import Contracts
import Runtime
import Statute
import TestSupport
import Testing

@testable import Notifier

/// The setting asked for an early review of a case, and the council answered that it holds none, with reasons.
@Suite struct `The answer about an early review` {
    let channel = RecordingChannel()
    let reasons = Document(
        Array("The help was changed in May.\n\nWe want to see first what it does.".utf8), salt: .random(),
        audience: .invited)

    private func answered(_ reasons: Document?) -> ScriptedLog {
        var log = ScriptedLog()
        log.open(caseID())
        log.contact(caseID(), 1, 0xC1)
        let request = SubmissionKey(high: 1 << 32 | 0xEA5C, low: 7)
        log.report(
            caseID(), request.high, .earlyReviewRequested(EarlyReviewRequested(from: .setting, ground: .needsChanged)))
        log.report(
            caseID(), 1 << 32 | 0xEA5D,
            .earlyReviewAnswered(EarlyReviewAnswered(request: request, agreed: false, document: reasons?.hash)))
        return log
    }

    private func office(keeping document: Document?) throws -> SenderWorld {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        var office = SenderWorld("one", by: channel, in: try Templates(seeds: "\(root)/seeds"))
        try office.knowEveryone()
        if let document { try office.keep(document, as: .answer) }
        return office
    }

    private func answer(to addressee: Addressee) -> String? {
        channel.posts.first { $0.message.subject == .tellEarlyAnswer && $0.message.addressee == addressee }?.text
    }

    @Test func `quotes the reasons of the answer, to the family and to whoever of the invited asked`() throws {
        var log = answered(reasons)
        var office = try office(keeping: reasons)
        #expect(try office.rest(&log))
        for addressee in [.contact(1), .party(.setting)] as [Addressee] {
            let text = try #require(answer(to: addressee))
            let heading = addressee == .contact(1) ? "Why we decided this" : "Our reasons:"
            #expect(
                text.contains("\(heading)\n\nThe help was changed in May.\n\nWe want to see first what it does.\n"))
            #expect(!text.contains("Our reasons are not in this"))
        }
    }

    @Test(arguments: [Audience.council, .writer])
    func `quotes to nobody what is for the council or its writer alone, and says whom to ask`(audience: Audience) throws
    {
        let reasons = Document(Array("The help was changed in May.".utf8), salt: .random(), audience: audience)
        var log = answered(reasons)
        var office = try office(keeping: reasons)
        #expect(try office.rest(&log))
        for addressee in [.contact(1), .party(.setting)] as [Addressee] {
            let text = try #require(answer(to: addressee))
            #expect(!text.contains("changed in May") && text.contains("Our reasons are not in this "))
        }
    }

    @Test(arguments: [
        Document(Array("%PDF-1.7 a scan".utf8), salt: .random(), mediaType: "application/pdf", audience: .invited), nil,
    ])
    func `says whom to ask for reasons that no message can quote, or that nobody wrote down`(_ reasons: Document?)
        throws
    {
        var log = answered(reasons)
        var office = try office(keeping: reasons)
        #expect(try office.rest(&log))
        for addressee in [.contact(1), .party(.setting)] as [Addressee] {
            let text = try #require(answer(to: addressee))
            #expect(text.contains("Our reasons are not in this ") && !text.contains("PDF"))
        }
    }

    @Test func `waits for its reasons, is said to have failed for want of them, and leaves with them when they come`()
        throws
    {
        var log = answered(reasons)
        var office = try office(keeping: nil)
        office.hearsEnds = false
        #expect(try office.rest(&log) == false)
        #expect(answer(to: .contact(1)) == nil)
        office.hearsEnds = true
        #expect(try office.rest(&log))
        #expect(answer(to: .contact(1)) == nil)
        #expect(log.lastFailure == ScriptedLog.failure(.noDocument, .answer, reasons.hash))
        try office.keep(reasons, as: .answer)
        #expect(try office.rest(&log))
        #expect(answer(to: .contact(1))?.contains("changed in May") == true)
        #expect(answer(to: .party(.setting))?.contains("changed in May") == true)
    }

    @Test func `waits under its claim while its reasons cannot be fetched, and says why`() throws {
        var log = answered(reasons)
        var office = try office(keeping: reasons)
        office.shelf.isAway = true
        #expect(try office.rest(&log, turns: 20) == false)
        #expect(answer(to: .contact(1)) == nil)
        #expect(office.sender.lack?.contains("the broker is away") == true)
        office.shelf.isAway = false
        office.seconds = 2 * Sender.fetchAgain
        #expect(try office.rest(&log))
        #expect(answer(to: .contact(1))?.contains("changed in May") == true)
        #expect(office.sender.lack == nil)
    }
}
