import Crypto
import SignIn
import Testing

@Suite struct `Accounts of a trial` {
    /// As costly as a test can bear; what is used is `Scrypt.Cost.standard`.
    static let cheap = Scrypt.Cost(checking: 16, r: 1, p: 1) ?? .standard

    private func account(_ name: String, _ password: String = "four plain words here") throws -> Accounts.Account {
        .init(
            name: name, role: "coordinator", id: "C-07",
            password: try Password(new: password, account: name, cost: Self.cheap))
    }

    private func read(_ text: String) throws(Accounts.Fault) -> Accounts {
        try Accounts(text, isRole: { ["coordinator", "manager"].contains($0) }, isID: { $0.hasPrefix("C-") })
    }

    @Test func `are kept as text, without a password, and read back the same`() throws {
        var accounts = Accounts()
        try accounts.add(account("anna"))
        try accounts.add(account("ben"))
        let text = accounts.text
        #expect(!text.contains("four plain"))
        #expect(try read(text) == accounts)
        #expect(text.contains("\nanna coordinator C-07 scrypt$16$1$1$"))
    }

    @Test func `sign in with name and password, and with nothing else`() throws {
        var accounts = Accounts()
        try accounts.add(account("anna"))
        #expect(accounts.signIn("anna", "four plain words here")?.id == "C-07")
        for (name, password) in [
            ("anna", "four plain words"), ("anna", ""), ("Anna", "four plain words here"),
            ("ben", "four plain words here"),
            ("anna", "four plain words here "), ("anna", String(repeating: "x", count: 100_000)),
        ] { #expect(accounts.signIn(name, password) == nil) }
    }

    @Test func `the same password is kept differently for each, and its cost stands with it`() throws {
        let first = try account("anna").password
        let second = try account("ben").password
        #expect(first != second)
        #expect(try Password(new: "four plain words here", account: "anna").kept.hasPrefix("scrypt$32768$8$1$"))
    }

    @Test func `a new password has twelve characters and does not hold the name; nothing else is asked of it`() throws {
        func refusal(_ text: String) -> Password.Refusal? {
            do throws(Password.Refusal) {
                _ = try Password(new: text, account: "anna", cost: Self.cheap)
                return nil
            } catch { return error }
        }
        #expect(refusal("elevenchars") == .tooShort)
        #expect(refusal("twelve chars") == nil)
        #expect(refusal("ÀÉÎÕÜàéîõüßç") == nil)
        #expect(refusal("my name is ANNA") == .name)
        #expect(refusal(String(repeating: "x", count: 1_025)) == .tooLong)
    }

    @Test func `are added once, changed and removed by name`() throws {
        var accounts = Accounts()
        try accounts.add(account("anna"))
        #expect(throws: Accounts.Fault.twice("anna")) { try accounts.add(account("anna")) }
        #expect(throws: Accounts.Fault.name("Anna B")) { try accounts.add(account("Anna B")) }
        try accounts.change("anna", to: Password(new: "another four words", account: "anna", cost: Self.cheap))
        #expect(accounts.signIn("anna", "four plain words here") == nil)
        #expect(accounts.signIn("anna", "another four words") != nil)
        #expect(throws: Accounts.Fault.none("ben")) { try accounts.remove("ben") }
        try accounts.remove("anna")
        #expect(accounts.signIn("anna", "another four words") == nil)
    }

    @Test(arguments: [
        "anna", "anna coordinator C-07", "anna boss C-07 X", "anna coordinator D-07 X", "ANNA coordinator C-07 X",
        "anna coordinator  C-07 X", "anna coordinator C-07 scrypt$3$1$1$AAAA$AAAA",
        "anna coordinator C-07 scrypt$16$1$1$$",
        "anna coordinator C-07 scrypt$1073741824$8$1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "anna coordinator C-07 plain$four",
    ])
    func `are not read where a line is none, and its place is said`(_ line: String) throws {
        let kept = try account("ben").password.kept
        #expect(throws: Accounts.Fault.line(3)) {
            try read("# accounts\n\n\(line.replacing(" X", with: " \(kept)"))\n")
        }
    }
}
