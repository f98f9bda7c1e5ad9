import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `What a family is promised when it writes` {
    @Test func `is read by a person within one working day, and waits on the list until that is recorded`() throws {
        // A Friday; the Monday is the next working day.
        var hand = try Hand("2024-09-06")
        let given = hand.story.report(.progressRecorded(ProgressRecorded(from: .parent)), on: hand.today)
        let promise = hand.story.report(
            .readingPromised(ReadingPromised(given: given, contact: 1)), on: hand.today, by: .family)
        let matter = try #require(hand.story.file.matters.first)
        #expect(matter.kind == .reading && matter.answered == nil)
        #expect(matter.answerBy() == day("2024-09-09"))
        #expect(hand.findings(.contributionRead(ContributionRead(promise: given))) == [.noSuchMatter])
        hand.story.report(.contributionRead(ContributionRead(promise: promise)), on: hand.today)
        #expect(hand.story.file.matters.first?.answered == hand.today)
        #expect(hand.findings(.contributionRead(ContributionRead(promise: promise))) == [.matterAnswered])
    }

    @Test func `goes to the safeguarding lead, who alone can say that it was read`() throws {
        var hand = try Hand("2024-09-06")
        let raised = hand.story.report(
            .safetyConcernRaised(SafetyConcernRaised(from: .parent, contact: 1)), on: hand.today, by: .family)
        hand.story.report(.safetyConcernRead(SafetyConcernRead(concern: raised)), on: hand.today)
        #expect(hand.story.file.matters.first?.answered == nil, "a coordinator's word counts for nothing")
        hand.story.report(
            .safetyConcernRead(SafetyConcernRead(concern: raised)), on: hand.today, by: .safeguardingLead)
        #expect(hand.story.file.matters.first?.answered == hand.today)
    }

    @Test func `is no paper that anybody of the family sees, whoever it was given for`() throws {
        var hand = try Hand("2024-09-06")
        hand.story.contact(1, on: hand.today)
        hand.story.report(
            .safetyConcernRaised(SafetyConcernRaised(from: .setting, document: DocumentHash(1, 2, 3, 4))),
            on: hand.today, by: .setting)
        let paper = try #require(CasePaper.all(of: hand.story.file, entries: hand.story.entries).last)
        let contact = try #require(hand.story.file.contact(1))
        for audience in Audience.allCases {
            #expect(!PaperRule.deciding(paper, to: contact, audience: audience).shows)
        }
    }

    @Test func `shows that safeguarding looked only as far as the safeguarding lead released it`() throws {
        var hand = try Hand("2024-09-06")
        #expect(hand.story.file.looksReleased == nil)
        hand.story.report(.looksReleased(LooksReleased(through: day("2024-09-05"))), on: hand.today)
        #expect(hand.story.file.looksReleased == nil, "a coordinator's word counts for nothing")
        hand.story.report(
            .looksReleased(LooksReleased(through: day("2024-09-05"))), on: hand.today, by: .safeguardingLead)
        #expect(hand.story.file.looksReleased == day("2024-09-05"))
        #expect(hand.findings(.looksReleased(LooksReleased(through: day("2024-09-07")))).contains(.factToCome))
    }
}

@Suite struct `A letter with a code to sign in` {
    private static func used(_ letter: SubmissionKey) -> EventData {
        .signInLetterUsed(SignInLetterUsed(letter: letter, contact: 1))
    }

    @Test func `is used once, within its fourteen days, and the latest alone`() throws {
        var hand = try Hand("2024-09-02")
        let first = hand.story.report(.signInLetterAsked(SignInLetterAsked(contact: 1)), on: hand.today)
        #expect(hand.findings(Self.used(first), on: "2024-09-01").contains(.noSuchMatter))
        hand.today = day("2024-09-15")
        #expect(!hand.findings(Self.used(first)).contains(.noSuchMatter))
        hand.today = day("2024-09-16")
        #expect(hand.findings(Self.used(first)).contains(.noSuchMatter))
        let second = hand.story.report(.signInLetterAsked(SignInLetterAsked(contact: 1)), on: hand.today)
        #expect(hand.findings(Self.used(first), on: "2024-09-10").contains(.noSuchMatter))
        #expect(!hand.findings(Self.used(second)).contains(.noSuchMatter))
        hand.story.report(Self.used(second), on: hand.today, by: .family)
        #expect(hand.story.file.signInLetters.map(\.isUsed) == [false, true])
        #expect(hand.findings(Self.used(second)).contains(.noSuchMatter))
    }

    @Test func `is not asked for while another may be with the post`() throws {
        var hand = try Hand("2024-09-02")
        hand.story.report(.signInLetterAsked(SignInLetterAsked(contact: 1)), on: hand.today)
        hand.today = day("2024-09-04")
        #expect(hand.findings(.signInLetterAsked(SignInLetterAsked(contact: 1))) == [.codeOnItsWay])
        hand.today = day("2024-09-05")
        #expect(hand.findings(.signInLetterAsked(SignInLetterAsked(contact: 1))) == [])
    }

    @Test func `goes to nobody who may see nothing or is not written to`() throws {
        var hand = try Hand("2024-09-02")
        hand.story.contact(2, mayBeWrittenTo: false, on: hand.today)
        #expect(hand.findings(.signInLetterAsked(SignInLetterAsked(contact: 2))) == [.mayNotSignIn])
        #expect(hand.findings(.signInLetterAsked(SignInLetterAsked(contact: 9))) == [.mayNotSignIn])
    }
}
