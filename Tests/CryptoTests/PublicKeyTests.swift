import Crypto
import Testing

@Suite struct `scrypt` {
    @Test(arguments: [
        // RFC 7914 §12.
        (
            "", "", 16, 1, 1,
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
        ),
        (
            "password", "NaCl", 1_024, 8, 16,
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
        ),
        (
            "pleaseletmein", "SodiumChloride", 16_384, 8, 1,
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
        ),
    ])
    func `gives the keys of its RFC`(_ password: String, _ salt: String, _ n: Int, _ r: Int, _ p: Int, _ hex: String)
        throws
    {
        let cost = try #require(Scrypt.Cost(checking: n, r: r, p: p))
        let key = try #require(
            Scrypt.key(password: Array(password.utf8), salt: Array(salt.utf8), cost: cost, byteCount: 64))
        #expect(Hex.encode(key) == hex)
    }

    @Test(arguments: [(0, 1, 1), (3, 1, 1), (16, 0, 1), (16, 1, 0), (16, 1, 17), (1 << 20, 8, 1), (1 << 40, 1, 1)])
    func `takes on no cost that is none of its own, or above what a file may ask for`(_ n: Int, _ r: Int, _ p: Int) {
        #expect(Scrypt.Cost(checking: n, r: r, p: p) == nil)
    }
}

@Suite struct `Random bytes` {
    @Test func `are as many as were asked for, and others each time`() {
        #expect(SecureRandom.bytes(32).count == 32)
        #expect(SecureRandom.bytes(32) != SecureRandom.bytes(32))
        #expect(SecureRandom.bytes(0).isEmpty)
    }

    @Test func `compare as secrets by all of them`() {
        #expect(SecretBytes.areSame([1, 2], [1, 2]))
        #expect(!SecretBytes.areSame([1, 2], [1, 3]))
        #expect(!SecretBytes.areSame([1, 2], [1, 2, 3]))
        #expect(SecretBytes.areSame([], []))
    }
}
