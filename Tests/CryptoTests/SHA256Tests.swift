import Crypto
import Testing

@Suite struct SHA256Tests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `the digests are those of FIPS 180-4 and NIST's examples`(text: String, hex: String) {
        #expect(SHA256.hash(text).hex == hex)
        #expect(SHA256.hash(Array(text.utf8)).hex == hex)
        #expect(SHA256.hash(Array(text.utf8).span.bytes).hex == hex)
    }

    @Test func `a million letters a have NIST's digest`() {
        let digest = SHA256.hash([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
        #expect(digest.hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `a digest is 32 bytes and comes back from its bytes and from its hexadecimal digits`() {
        let digest = SHA256.hash("abc")
        #expect(digest.bytes.count == 32)
        #expect(Digest256(bytes: digest.bytes) == digest)
        #expect(Digest256(hex: digest.hex.uppercased()) == digest)
        #expect(Digest256(hex: String(digest.hex.dropLast(2))) == nil)
        #expect(Digest256(bytes: digest.bytes + [0]) == nil)
        #expect(digest.base64url == "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0")
    }

    @Test func `a short digest is the first 16 bytes, and comes back from each of its spellings`() {
        let key = SHA256.shortHash("abc")
        #expect(key.bytes == Array(SHA256.hash("abc").bytes.prefix(16)))
        #expect(key == SHA256.shortHash(Array("abc".utf8)))
        #expect(key.hex == "ba7816bf8f01cfea414140de5dae2223")
        #expect(Digest128(hex: key.hex) == key)
        #expect(Digest128(base64url: key.base64url) == key)
        #expect(Digest128(bytes: key.bytes) == key)
        #expect(key != SHA256.shortHash("abd"))
        #expect(MemoryLayout<Digest128>.size == 16)
    }

    @Test func `equal digests are one member of a set`() {
        #expect(Set([SHA256.hash("a"), SHA256.hash("a"), SHA256.hash("b")]).count == 2)
        #expect(Set([SHA256.shortHash("a"), SHA256.shortHash("a"), SHA256.shortHash("b")]).count == 2)
    }
}

@Suite struct HexTests {
    @Test func `every byte comes back`() {
        let bytes = (0...255).map { UInt8($0) }
        #expect(Hex.decode(Hex.encode(bytes)) == bytes)
        #expect(Hex.encode([0, 15, 16, 255]) == "000f10ff")
    }

    @Test(arguments: ["a", "0g", "é0", " 0", "+1"])
    func `what is not pairs of digits is refused`(text: String) {
        #expect(Hex.decode(text) == nil)
    }
}

@Suite struct Base64URLTests {
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ])
    func `RFC 4648's vectors, without padding`(text: String, encoded: String) {
        #expect(Base64URL.encode(Array(text.utf8)) == encoded)
        #expect(Base64URL.decode(encoded) == Array(text.utf8))
    }

    @Test func `the two characters of its own are - and _`() {
        #expect(Base64URL.encode([251, 255, 254]) == "-__-")
        #expect(Base64URL.decode("-__-") == [251, 255, 254])
    }

    @Test(arguments: ["Zh", "Zg==", "Z", "Zm9", "+//+", "Zg "])
    func `no second spelling of the same bytes is accepted`(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}
