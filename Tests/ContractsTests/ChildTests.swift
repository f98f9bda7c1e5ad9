import Contracts
import JSON
import Testing

@Suite struct `A child's numbers` {
    // Each reckoned by hand from the rule. 8·2 + 1·4 + 2·5 + 1·10 + 1·13 = 53, which leaves 7 of 23: H, the eighth letter
    // of those without I, O and S.
    @Test(arguments: ["H801200001001", "A000000000000", "R000000000070", "N00000000001A", "P00000000001T"])
    func `of a pupil have a check letter that agrees`(text: String) {
        #expect(Samples.read(UniquePupilNumber.self, text)?.text == text)
    }

    @Test(arguments: [
        "", "H80120000100", "H8012000010011", "J801200001001", "H801200001002", "h801200001001", "I801200001001",
        "H80120000100O", "HA01200001001", "H801200001 01",
    ])
    func `of a pupil are refused when it does not, or in any other form`(text: String) {
        #expect(Samples.read(UniquePupilNumber.self, text) == nil)
    }

    // 1·10 + 2·2 = 14, which leaves 3 of 11, and 10 less that is 7.
    @Test(arguments: ["1000000027", "1234567899", "9000000040"])
    func `of a learner have a check digit that agrees`(text: String) {
        #expect(Samples.read(UniqueLearnerNumber.self, text)?.text == text)
    }

    @Test(arguments: [
        "", "100000002", "10000000271", "1000000028", "0000000000", "0000000018", "100000002x", "9999999999",
    ])
    func `of a learner are refused when it does not, or in any other form`(text: String) {
        #expect(Samples.read(UniqueLearnerNumber.self, text) == nil)
    }

    @Test func `may be missing for a reason, by its code`() {
        for text in ["UN1", "UN9", "UN10"] { #expect(Samples.read(MissingUPNReason.self, text)?.text == text) }
        for text in ["", "UN", "UN123", "un1", "UNx", "XX1"] {
            #expect(Samples.read(MissingUPNReason.self, text) == nil)
        }
        #expect(Samples.read(EthnicityCode.self, "WBRI")?.text == "WBRI")
        for text in ["", "WBR", "WBRIT", "wbri", "W1RI"] { #expect(Samples.read(EthnicityCode.self, text) == nil) }
    }

    @Test func `stand in records that are read back as they were written`() throws {
        let child = Child(name: "Ö. Öberg", legalName: "Örjan Öberg", born: Samples.day("2012-05-06"))
        let text = try Samples.json(child)
        #expect(text == #"{"name":"Ö. Öberg","legal_name":"Örjan Öberg","born":"2012-05-06"}"#)
        #expect(try Array(text.utf8).withUnsafeBytes { try Child(json: $0) } == child)
        var data = ChildReturn()
        #expect(data.isEmpty)
        data.sex = .female
        data.upn = Samples.read(UniquePupilNumber.self, "H801200001001")
        data.uln = Samples.read(UniqueLearnerNumber.self, "1000000027")
        let written = try Samples.json(data)
        #expect(written == #"{"sex":"F","upn":"H801200001001","uln":"1000000027"}"#)
        #expect(try Array(written.utf8).withUnsafeBytes { try ChildReturn(json: $0) } == data)
        #expect(!data.isEmpty)
    }
}
