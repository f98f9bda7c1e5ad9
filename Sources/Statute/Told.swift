/// One cell of who is told what: a message, and somebody who must get it or be asked.
public struct Told: Hashable, Sendable {
    /// What is said.
    public enum Message: String, CaseIterable, Hashable, Sendable {
        case termlyList = "termly list"
        case invitation, advice, report, decision
        case amendmentNotice = "amendment notice"
        case finalPlan = "final plan"
        case notAmended = "decision not to amend after all"
        case consideringCeasing = "ceasing is considered"
        case ceaseDecision = "decision to cease"
        case transferredIn = "plan transferred in"
    }

    /// How.
    public enum Manner: String, CaseIterable, Hashable, Sendable {
        case told
        /// With the notice of the right to appeal.
        case withAppeal
        /// With the notice of the right to appeal, unless the decision is to amend.
        case withAppealUnlessAmending
        /// With the reasons and the notice of the right to appeal.
        case withReasonsAndAppeal
        case consulted
        /// Consulted if the plan is to name it.
        case consultedIfNamed
    }

    /// What is said.
    public let message: Message
    /// To whom.
    public let who: DutyHolder
    /// How.
    public let manner: Manner
    /// Where it is written.
    public let source: String
    /// How its text was read.
    public let provenance: Provenance

    init(
        _ message: Message, _ who: DutyHolder, _ source: String, _ provenance: Provenance = .primary,
        by manner: Manner = .told
    ) {
        self.message = message
        self.who = who
        self.manner = manner
        self.source = source
        self.provenance = provenance
    }
}

extension Statute {
    /// Who is told what. A message and somebody without a cell: nobody must tell them.
    public static let told: [Told] = [
        Told(.termlyList, .head, "Code of Practice 9.172 to 9.175", .knowledge),
        Told(.termlyList, .healthBody, "Code of Practice 9.172 to 9.175", .knowledge),
        Told(.termlyList, .socialCare, "Code of Practice 9.172 to 9.175", .knowledge),
        Told(.invitation, .family, "reg 20(2)(a), 20(3); 21(3)"),
        Told(.invitation, .head, "reg 20(2)(b), 20(3)"),
        Told(.invitation, .localAuthority, "reg 20(2)(c), 20(3); 21(3)"),
        Told(.invitation, .health, "reg 20(2)(d), 20(3); 21(3)"),
        Told(.invitation, .socialCare, "reg 20(2)(e), 20(3); 21(3)"),
        Told(.advice, .family, "reg 20(4); 21(4)"),
        Told(.advice, .head, "reg 20(4)"),
        Told(.advice, .localAuthority, "reg 20(4); 21(4)"),
        Told(.advice, .health, "reg 20(4); 21(4)"),
        Told(.advice, .socialCare, "reg 20(4); 21(4)"),
        Told(.report, .family, "reg 20(9); 21(7), (8)", .secondary),
        Told(.report, .head, "reg 20(9)", .secondary),
        Told(.report, .localAuthority, "reg 20(9); 21(7), (8)", .secondary),
        Told(.report, .health, "reg 20(9); 21(7), (8)", .secondary),
        Told(.report, .socialCare, "reg 20(9); 21(7), (8)", .secondary),
        Told(.decision, .family, "reg 20(10), 20(11); 21(9), 21(10)", .secondary, by: .withAppealUnlessAmending),
        Told(.decision, .head, "reg 20(10)", .secondary),
        Told(.amendmentNotice, .family, "reg 22(2)"),
        Told(.amendmentNotice, .head, "reg 22(1), (2)(b)", by: .consultedIfNamed),
        Told(.finalPlan, .family, "reg 22(3), (5)", .secondary, by: .withAppeal),
        Told(.finalPlan, .namedInstitutions, "reg 22(3)"),
        Told(.finalPlan, .healthBody, "reg 22(3)"),
        Told(.notAmended, .family, "reg 22(4), (5)", .secondary, by: .withReasonsAndAppeal),
        Told(.consideringCeasing, .family, "reg 31(1)", by: .consulted),
        Told(.consideringCeasing, .head, "reg 31(1)", by: .consulted),
        Told(.ceaseDecision, .family, "reg 31(2), (3)", by: .withAppeal),
        Told(.ceaseDecision, .namedInstitutions, "reg 31(2)"),
        Told(.ceaseDecision, .healthBody, "reg 31(2)"),
        Told(.transferredIn, .family, "reg 15"),
        Told(.transferredIn, .healthBody, "reg 15", .knowledge),
    ]
}
