import Crypto

/// The accounts of a trial, as their file holds them: a line each, `name role id scrypt$…`. Names of accounts are no names of
/// people; an id is what the log calls a person, as `C-07`.
public struct Accounts: Sendable, Equatable {
    /// One of them.
    public struct Account: Sendable, Equatable {
        /// What is typed to sign in.
        public let name: String
        /// The role.
        public let role: String
        /// Who speaks, in the log.
        public let id: String
        /// The password, as it is kept.
        public let password: Password

        public init(name: String, role: String, id: String, password: Password) {
            self.name = name
            self.role = role
            self.id = id
            self.password = password
        }
    }

    /// How many there may be: a trial's. A council has an identity provider.
    public static let most = 500
    /// How long the file may be, in bytes.
    public static let mostBytes = 256 << 10

    /// By name.
    public private(set) var accounts: [Account] = []

    public init() {}

    /// Why a file cannot be read, or an account not be added.
    public enum Fault: Error, Sendable, Equatable, CustomStringConvertible {
        case line(Int)
        case twice(String)
        case tooMany
        case name(String)
        case none(String)

        public var description: String {
            switch self {
            case .line(let number):
                "line \(number) of the accounts is none: each has a name, a role, an id and a password by scrypt"
            case .twice(let name): "there is an account \(name) already"
            case .tooMany: "there may be at most \(Accounts.most) accounts"
            case .name(let name):
                "\(name) is no name of an account: 1 to 40 small letters, digits, - _ and ."
            case .none(let name): "there is no account \(name)"
            }
        }
    }

    /// From the file's text. `isRole` and `isID` say what roles and ids there are.
    public init(_ text: String, isRole: (String) -> Bool, isID: (String) -> Bool) throws(Fault) {
        for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard !line.isEmpty, line.first != "#" else { continue }
            let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            guard words.count == 4, Self.isName(words[0]), isRole(words[1]), isID(words[2]),
                let password = Password(kept: words[3])
            else { throw .line(place + 1) }
            try add(Account(name: words[0], role: words[1], id: words[2], password: password))
        }
    }

    /// The file's text.
    public var text: String {
        "# Accounts of annual-review: name, role, id, password by scrypt. Written by `annual-review accounts`.\n"
            + accounts.map { "\($0.name) \($0.role) \($0.id) \($0.password.kept)\n" }.joined()
    }

    /// Adds one.
    public mutating func add(_ account: Account) throws(Fault) {
        guard Self.isName(account.name) else { throw .name(account.name) }
        guard self[account.name] == nil else { throw .twice(account.name) }
        guard accounts.count < Self.most else { throw .tooMany }
        accounts.append(account)
        accounts.sort { $0.name < $1.name }
    }

    /// Removes one.
    public mutating func remove(_ name: String) throws(Fault) {
        guard self[name] != nil else { throw .none(name) }
        accounts.removeAll { $0.name == name }
    }

    /// Gives one another password.
    public mutating func change(_ name: String, to password: Password) throws(Fault) {
        guard let place = accounts.firstIndex(where: { $0.name == name }) else { throw .none(name) }
        let old = accounts[place]
        accounts[place] = Account(name: old.name, role: old.role, id: old.id, password: password)
    }

    /// The account of that name.
    public subscript(_ name: String) -> Account? { accounts.first { $0.name == name } }

    /// The account whose name and password these are. A name that there is not takes as long as a password that is wrong.
    public func signIn(_ name: String, _ password: String) -> Account? {
        guard let account = self[name] else {
            _ = Password.nobody?.isRight(password)
            return nil
        }
        return account.password.isRight(password) ? account : nil
    }

    /// Whether it is a name of an account.
    public static func isName(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
                default: false
                }
            }
    }
}
