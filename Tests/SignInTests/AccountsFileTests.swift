import Foundation
import SignIn
import Testing

@Suite struct `The file of accounts` {
    private func file() throws -> AccountsFile {
        let folder = FileManager.default.temporaryDirectory.appending(path: "accounts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return AccountsFile(folder.appending(path: "accounts").path, isRole: { $0 == "manager" }, isID: { _ in true })
    }

    private func account(_ name: String) throws -> Accounts.Account {
        .init(
            name: name, role: "manager", id: "M-01",
            password: try Password(
                new: "four plain words here", account: name, cost: `Accounts of a trial`.cheap))
    }

    @Test func `is none at first, holds what was added, and is open to nobody else`() throws {
        let file = try file()
        #expect(try file.read().accounts.isEmpty)
        try file.update { try $0.add(account("anna")) }
        try file.update { try $0.add(account("ben")) }
        #expect(try file.read().accounts.map(\.name) == ["anna", "ben"])
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        chmod(file.path, 0o644)
        let fault = #expect(throws: AccountsFile.Fault.self) { try file.read() }
        #expect(fault?.description.hasSuffix("chmod 600 \(file.path)") == true)
    }

    @Test func `stays as it was where a change is refused`() throws {
        let file = try file()
        try file.update { try $0.add(account("anna")) }
        let before = try String(contentsOfFile: file.path, encoding: .utf8)
        #expect(throws: Accounts.Fault.twice("anna")) { try file.update { try $0.add(account("anna")) } }
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == before)
    }

    @Test func `says which line is none`() throws {
        let file = try file()
        try "# accounts\nanna manager\n".write(toFile: file.path, atomically: true, encoding: .utf8)
        chmod(file.path, 0o600)
        let fault = #expect(throws: AccountsFile.Fault.self) { try file.read() }
        #expect(fault?.description.contains("line 2") == true)
    }
}
