import Contracts
import JSON

/// What is wrong with a pupil's or learner's number, in words: a number with a slip of the pen is somebody else's.
package enum PupilNumbers {
    /// Why that is no unique pupil number; nil when it is one.
    package static func fault(upn text: String) -> String? {
        if value(text, of: UniquePupilNumber.self) != nil { return nil }
        guard text.utf8.count == 13 else {
            return "it has \(text.count) characters, a UPN a check letter and twelve more"
        }
        let rest = text.dropFirst()
        let letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
        guard let right = letters.first(where: { value("\($0)\(rest)", of: UniquePupilNumber.self) != nil }) else {
            return "after the check letter come twelve digits, of which the last may be a letter"
        }
        return "its check letter would be \(right); look for a wrong digit"
    }

    /// Why that is no unique learner number; nil when it is one.
    package static func fault(uln text: String) -> String? {
        if value(text, of: UniqueLearnerNumber.self) != nil { return nil }
        guard text.utf8.count == 10, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !text.hasPrefix("0") else {
            return "those have ten digits, the first not 0"
        }
        let rest = text.dropLast()
        guard let right = (0...9).first(where: { value("\(rest)\($0)", of: UniqueLearnerNumber.self) != nil }) else {
            return "no check digit fits its first nine digits; look for a wrong one"
        }
        return "its check digit would be \(right); look for a wrong digit"
    }

    /// What that text spells; nil when it spells none.
    static func value<Value: TextValue>(_ text: String, of _: Value.Type) -> Value? {
        var text = text
        return text.withUTF8 { Value(utf8: $0) }
    }
}
