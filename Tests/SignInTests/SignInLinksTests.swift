import Glibc
import SignIn
import Testing

@Suite struct `A link to sign in by` {
    private let links = SignInLinks(key: [UInt8](repeating: 7, count: 32))

    @Test func `is the same for the same person and address, and names neither`() {
        let token = links.token(for: "B-10432/1", address: "ada@example.org")
        #expect(token == links.token(for: "B-10432/1", address: "ada@example.org"))
        #expect(SignInLinks.isToken(token))
        #expect(!token.contains("10432"))
    }

    @Test func `is another for another person, another address and another secret`() {
        let token = links.token(for: "B-10432/1", address: "ada@example.org")
        #expect(token != links.token(for: "B-10432/2", address: "ada@example.org"))
        #expect(token != links.token(for: "B-10432/1", address: "eve@example.org"))
        #expect(
            token
                != SignInLinks(key: [UInt8](repeating: 8, count: 32)).token(
                    for: "B-10432/1", address: "ada@example.org"))
    }

    @Test(arguments: ["", "short", "AAAAAAAAAAAAAAAAAAAAA/", "AAAAAAAAAAAAAAAAAAAAAAA", "../../../../../../etc/x"])
    func `is told from what can be none`(_ text: String) {
        #expect(!SignInLinks.isToken(text))
    }

    @Test func `rests on a secret that is made once, for its owner alone`() throws {
        let path = "/tmp/annual-review-key-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        defer { unlink(path) }
        let secret = try SecretKeyFile.read(orMake: path)
        #expect(secret.count == SecretKeyFile.byteCount)
        #expect(try SecretKeyFile.read(orMake: path) == secret)
        var about = stat()
        #expect(stat(path, &about) == 0 && about.st_mode & 0o777 == 0o600)
        chmod(path, 0o644)
        #expect(throws: SecretKeyFile.Fault.self) { try SecretKeyFile.read(orMake: path) }
    }
}
