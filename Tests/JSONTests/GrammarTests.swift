import JSON
import Testing

/// RFC 8259, case by case, after the manner of Nicolas Seriot's JSONTestSuite: texts that every parser must accept and
/// texts that every parser must refuse. Each text is read as a tree and skipped as an unknown value; both must agree.
@Suite struct `The grammar of JSON` {
    @Test(arguments: accepted) func `accepts what is JSON`(_ text: String) throws {
        let bytes = Array(text.utf8)
        _ = try Tree(bytes)
        #expect(skips(bytes))
    }

    @Test(arguments: refused) func `refuses what is not JSON`(_ text: String) {
        let bytes = Array(text.utf8)
        #expect(throws: JSONError.self) { try Tree(bytes) }
        #expect(!skips(bytes))
    }

    @Test(arguments: acceptedBytes) func `accepts every UTF-8`(_ bytes: [UInt8]) throws {
        let wrapped = [UInt8](#"[""#.utf8) + bytes + [UInt8](#""]"#.utf8)
        #expect(try Tree(wrapped) == .list([.string(String(decoding: bytes, as: UTF8.self))]))
    }

    @Test(arguments: refusedBytes) func `refuses what is not UTF-8, inside a string and outside`(_ bytes: [UInt8]) {
        let wrapped = [UInt8](#"[""#.utf8) + bytes + [UInt8](#""]"#.utf8)
        #expect(throws: JSONError.self) { try Tree(wrapped) }
        #expect(throws: JSONError.self) { try Tree([UInt8]("[1]".utf8) + bytes) }
        #expect(throws: JSONError.self) { try Tree(bytes) }
        #expect(!skips(wrapped))
    }

    @Test func `gives each text its value`() throws {
        let text =
            #" { "a\u0062" : [ 1 , -0, 1.5e1, "\uD834\uDd1e\b\f\n\r\t\/\\\"" ] , "n":null,"t":true,"f":false,"o":{} } "#
        #expect(
            try Tree(Array(text.utf8))
                == .object([
                    "ab": .list([
                        .integer(1), .integer(0), .number(15), .string("\u{1D11E}\u{08}\u{0C}\n\r\t/\\\""),
                    ]),
                    "n": .null, "t": .boolean(true), "f": .boolean(false), "o": .object([:]),
                ]))
    }

    @Test func `a special byte is found wherever it stands in a string`() throws {
        for length in 0..<40 {
            for place in 0..<max(length, 1) {
                var plain = [UInt8](repeating: UInt8(ascii: "é".utf8.count == 2 ? "z" : "y"), count: length)
                if length > 0 { plain[place] = 0x7F }
                let quoted = [UInt8(ascii: "\"")] + plain + [UInt8(ascii: "\"")]
                #expect(try Tree(quoted) == .string(String(decoding: plain, as: UTF8.self)))
                guard length > 0 else { continue }
                for bad in [UInt8(0), 0x1F, 0x0A, UInt8(ascii: "\"")] {
                    var broken = quoted
                    broken[place + 1] = bad
                    #expect(throws: JSONError.self) { try Tree(broken) }
                }
            }
        }
    }

    private func skips(_ bytes: [UInt8]) -> Bool {
        do {
            try bytes.withUnsafeBytes { bytes in
                var reader = try JSONReader(bytes)
                try reader.skipValue()
                try reader.end()
            }
            return true
        } catch {
            return false
        }
    }
}

private let accepted: [String] =
    #"""
    [[]   ]
    [""]
    []
    [false]
    [null, 1, "1", {}]
    [null]
     [1]
    [1,null,null,null,2]
    [123e65]
    [0e+1]
    [0e1]
    [ 4]
    [-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]
    [20e1]
    [-0]
    [-123]
    [-1]
    [1E22]
    [1E-2]
    [1E+2]
    [123e45]
    [123.456e78]
    [1e-2]
    [1e+2]
    [123]
    [123.456789]
    [0]
    [0.0]
    [-0.0]
    [-1e-0]
    [100000000000000000000]
    [1.5e300000]
    {"asd":"sdf", "dfg":"fgh"}
    {"asd":"sdf"}
    {"a":"b","a":"c"}
    {"a":"b","a":"b"}
    {}
    {"":0}
    {"foo\u0000bar": 42}
    { "min": -1.0e+28, "max": 1.0e+28 }
    {"x":[{"id": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}], "id": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}
    {"a":[]}
    {"title":"\u041f\u043e\u043b\u0442\u043e\u0440\u0430 \u0417\u0435\u043c\u043b\u0435\u043a\u043e\u043f\u0430" }
    {"a":{"b":{"c":{}}}}
    ["\u0060\u012a\u12AB"]
    ["\uD801\udc37"]
    ["\ud83d\ude39\ud83d\udc8d"]
    ["\"\\\/\b\f\n\r\t"]
    ["\\u0000"]
    ["\""]
    ["a/*b*/c/*d//e"]
    ["\\a"]
    ["\\n"]
    ["\u0012"]
    ["\uFFFF"]
    ["asd"]
    [ "asd"]
    ["\uDBFF\uDFFF"]
    ["new\u00A0line"]
    ["\u0000"]
    ["\u002c"]
    ["π"]
    ["asd "]
    " "
    ["\uD834\uDd1e"]
    ["\u0821"]
    ["\u0123"]
    ["\u0061\u30af\u30EA\u30b9"]
    ["new\u000Aline"]
    ["\uA66D"]
    ["\u005C"]
    ["⍂㈴⍂"]
    ["\uDBFF\uDFFE"]
    ["\uD83F\uDFFE"]
    ["\u200B"]
    ["\u2064"]
    ["\uFDD0"]
    ["\uFFFE"]
    ["\u0022"]
    ["€𝄞"]
    false
    42
    -0.1
    null
    "asd"
    true
    ""
    [true]
    [ [ ] , { } , "" , 0 ]
    """#.split(separator: "\n").map(String.init) + [
        "[\"a\"]\n", "[1\n]", "[2] ", "{\n\"a\": \"b\"\n}", " [] ", "\t\r\n [\t1\r\n,2 ]\t", "[\"\u{7F}\"]",
        "[\"a\u{7F}a\"]",
        "[\"\u{2028}\"]", "[\"\u{2029}\"]", "[\"\u{FEFF}\"]", "[\r\n]", "{\t}",
    ]

private let refused: [String] =
    #"""
    [1 true]
    ["": 1]
    [""],
    [,1]
    [1,,2]
    ["x",,]
    ["x"]]
    ["",]
    ["x"
    [x
    [3[4]]
    [1:2]
    [,]
    [-]
    [   , ""]
    [1,]
    [1,,]
    [*]
    [""
    [1,
    [{}
    [fals]
    [nul]
    [tru]
    [True]
    [TRUE]
    [truee]
    [nulll]
    [++1234]
    [+1]
    [+Inf]
    [-01]
    [-1.0.]
    [-2.]
    [-NaN]
    [.-1]
    [.2e-3]
    [0.1.2]
    [0.3e+]
    [0.3e]
    [0.e1]
    [0E+]
    [0E]
    [0e+]
    [0e]
    [1.0e+]
    [1.0e-]
    [1.0e]
    [1 000.0]
    [1eE2]
    [2.e+3]
    [2.e-3]
    [2.e3]
    [9.e+]
    [Inf]
    [NaN]
    [nan]
    [Infinity]
    [-Infinity]
    [-foo]
    [- 1]
    [-012]
    [012]
    [00]
    [-00]
    [0x1]
    [0x42]
    [0b1]
    [1_000]
    [1+2]
    [1ea]
    [1e1.5]
    [1e1e1]
    [1.]
    [.123]
    [-.123]
    [1a]
    [-1x]
    [1.2a-3]
    [1.8011670033376514H-308]
    [１]
    [-１]
    {"x", null}
    {"x"::"b"}
    {"a":"a" 123}
    {key: 'value'}
    {"a" b}
    {:"b"}
    {"a" "b"}
    {"a":
    {"a"
    {1:1}
    {9999E9999:1}
    {null:null,null:null}
    {"id":0,,,,,}
    {'a':0}
    {"id":0,}
    {"a":"b"}/**/
    {"a":"b"}/**//
    {"a":"b"}//
    {"a":"b"}/
    {"a":"b",,"c":"d"}
    {a: "b"}
    {"a":"a
    {"foo":"bar", "a"}
    {"a":"b"}#
    {"a":"b"}{}
    {,}
    {"a":1 "b":2}
    {"a":,"b":2}
    {[]:1}
    {{}:1}
    {true:1}
    {"a":1;"b":2}
    {"a"=1}
    {"a":b}
    {🇨🇭}
    [é]
    ["\uD800\"]
    ["\uD800\u"]
    ["\uD800\u1"]
    ["\uD800\u1x"]
    ["\uD800"]
    ["\uDC00"]
    ["\uDC00\uD800"]
    ["\uD800\uD800\uDC00"]
    ["\uD800x"]
    ["\uD800\n"]
    ["\uDADA"]
    ["\u{61}"]
    ["\x00"]
    ["\\\"]
    ["\🌀"]
    ["\"]
    ["\u00A"]
    ["\uD834\uDd"]
    ["\uD800\uD800\x"]
    ["\a"]
    ["\uqqqq"]
    ["\u 123"]
    ["\u+123"]
    ["\u-123"]
    ["\U0041"]
    ["\'"]
    ["\0"]
    ["\1"]
    [\u0020"asd"]
    [\n]
    "
    "asd
    ['single quote']
    abc
    ["\
    ""x
    "a" "b"
    ["a\u"]
    ["a\u00"]
    ["a\u00"
    <.>
    [<null>]
    [1]x
    [1]]
    ["asd]
    aå
    [True]
    1]
    {"x": true,
    [][]
    ]
    [
    {
    }
    {]
    [}
    {[
    [{
    [{]
    [{}]}
    ["a"
    [,
    [1
    [false
    [true
    [null
    ["a",
    [[[[[
    {"a":[{"a":[{"a":
    2@
    {}}
    {"":
    {"a":/*comment*/"b"}
    {"a": true} "x"
    ['
    ["a
    ["a",4
    {"
    {"a
    {,"a":1
    {"asd":"asd"
    ["\u0061
    [undefined]
    [0 1]
    [-
    -
    .
    e
    +
    t
    tru
    f
    nul
    n
    ,
    :
    \
    /
    #
    *
    [1 // one
    [1 /* one */]
    (1)
    1 2
    --1
    -a
    0.
    00
    01
    1e
    1e+
    '1'
    nil
    """#.split(separator: "\n").map(String.init) + [
        "", " ", "\n", "\u{FEFF}", "\u{FEFF}{}", "\u{FEFF}[1]", "\u{2060}", "[\u{2060}]", "[\u{0C}]", "[\u{0B}1]",
        "[\u{A0}1]",
        "[\"a\u{00}a\"]", "[\"new\nline\"]", "[\"\t\"]", "[\"\r\"]", "[\"\u{1F}\"]", "[\u{00}]", "123\u{00}", "\u{00}",
        "[1\u{00}]", "[\"a\",\n4\n,1,", "[1,\n1\n,1", "[1\n", "{\"a\":\"a\n\"}", "\u{3000}[]", "[\u{85}]",
        "[1,\u{2028}2]",
        String(repeating: "[", count: 100_000), String(repeating: "[{\"\":", count: 50_000),
    ]

private let acceptedBytes: [[UInt8]] = [
    [0xF4, 0x8F, 0xBF, 0xBF], [0xEF, 0xBF, 0xBF], [0xF0, 0x9B, 0xBF, 0xBF], [0xC2, 0x80], [0xE0, 0xA0, 0x80],
    [0xF0, 0x90, 0x80, 0x80], [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80], [0x7F],
]

private let refusedBytes: [[UInt8]] = [
    [0xFF], [0xE5], [0xE9], [0x80], [0x81], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0xAF],
    [0xFC, 0x80, 0x80, 0x80, 0x80, 0xAF],
    [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF4, 0xBF, 0xBF, 0xBF],
    [0xF8, 0x88, 0x80, 0x80],
    [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xFE, 0xFF], [0xFF, 0xFE], [0xE6, 0x97, 0xA5, 0xD1, 0x88, 0xFA], [0xC3],
    [0xC3, 0x28],
]
