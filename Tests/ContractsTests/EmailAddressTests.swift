import Contracts
import Statute
import Testing

@Suite struct `An e-mail address` {
    static let usable = [
        "email@domain.com", "email@domain.COM", "firstname.lastname@domain.com", "firstname.o'lastname@domain.com",
        "firstname+lastname@domain.com", "1234567890@domain.com", "_______@domain.com", "email@sub.domain-one.co.uk",
        "email@double--hyphen.com", "kim@council.example", "a@xn--r8jz45g.xn--zckzah",
    ]
    static let unusable = [
        "", "plainaddress", "no-at.domain.com", "@no-local-part.com", "email@", "no-tld@domain",
        "email@123.123.123.123", "email@[123.123.123.123]", "NextSteps Contact <nextSteps-contact@domain.com>",
        ";beginning-semicolon@domain.co.uk", "middle-semicolon@domain.co;uk", "trailing-semicolon@domain.com;",
        "\"email+leading-quotes@domain.com", "email+middle\"-quotes@domain.com", "\"quoted-local-part\"@domain.com",
        "lots-of-dots@domain..gov..uk", "two-dots..in-local@domain.com", ".first@domain.com", "last.@domain.com",
        "multiple@domains@domain.com", "spaces in local@domain.com", "spaces-in-domain@dom ain.com",
        "underscores-in-domain@dom_ain.com", "pipe-in-domain@example.com|gov.uk", "comma,in-local@gov.uk",
        "comma-in-domain@domain,gov.uk", "pound-sign-in-local£@domain.com", "local-with-’-apostrophe@domain.com",
        "domain-starts-with-a-dot@.domain.com", "brackets(in)local@domain.com", "incorrect-punycode@xn---something.com",
        "hyphen@-domain.com", "hyphen@domain-.com", "line\n@domain.com", "line@domain.com\n", "dot@domain.com.",
        "-oQ/tmp@domain.com", "|command@domain.com", "/dev/null@domain.com",
        "\(String(repeating: "a", count: 65))@domain.com", "a@\(String(repeating: "b.", count: 130))com",
        "a@\(String(repeating: "b", count: 64)).com", String(repeating: "a", count: 1 << 20),
    ]

    @Test(arguments: usable) func `that servers take is taken as it is`(text: String) throws {
        #expect(try EmailAddress(text).wire == text)
        #expect(Person(name: "A", email: text).usableEmail == text)
    }

    @Test(arguments: unusable) func `that no server takes, or that a program could take for something else, is refused`(
        text: String
    ) {
        #expect(throws: EmailAddress.Fault.self) { try EmailAddress(text) }
        #expect(Person(name: "A", email: text).usableEmail == nil)
    }

    @Test func `with a domain in other letters is sent to as name servers have it`() throws {
        #expect(
            try EmailAddress("info@german-financial-services.vermögensberatung").wire
                == "info@german-financial-services.xn--vermgensberatung-pwb")
        #expect(try EmailAddress("japanese-info@例え.テスト").wire == "japanese-info@xn--r8jz45g.xn--zckzah")
    }

    @Test func `decides how somebody is written to, and a line that says there is no address is none`() {
        #expect(Person(name: "A", address: ["1 Road"], email: "a@b.example").delivery == .email)
        #expect(Person(name: "A", address: ["1 Road"], email: "a@b.example;").delivery == .post)
        #expect(Person(name: "A", address: ["", "  "], email: "a@b.example;").delivery == nil)
        for none in ["No fixed abode", "NFA", "N.F.A.", "no  fixed address"] {
            let person = Person(name: "A", address: [none, "Bromley"])
            #expect(!person.canBeReached && person.hasAnyAddress)
        }
        #expect(Person(name: "A", address: ["7 Abode Road"]).canBeReached)
        #expect(!Person(name: "A").hasAnyAddress)
    }
}
