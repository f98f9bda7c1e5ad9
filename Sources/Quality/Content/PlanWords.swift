/// What can be told of a text by its words alone: lists that people of this field made, and counts.
enum PlanWords {
    /// A sentence of more words is flagged.
    static let longest = 30

    /// The words in small letters, without the marks around them.
    static func words(_ text: String) -> [String] {
        text.lowercased().split(whereSeparator: \.isWhitespace).map { word in
            let end = word.lastIndex { $0.isLetter || $0.isNumber }
            let start = word.firstIndex { $0.isLetter || $0.isNumber }
            guard let start, let end else { return "" }
            return String(word[start...end])
        }.filter { !$0.isEmpty }
    }

    /// The sentences: what ends with a full stop, a question or exclamation mark before a space, or with a line.
    static func sentences(_ text: String) -> [String] {
        var sentences: [String] = []
        for line in text.split(whereSeparator: \.isNewline) {
            var current = ""
            for word in line.split(whereSeparator: \.isWhitespace) {
                current += current.isEmpty ? String(word) : " \(word)"
                let isShort = ["e.g.", "i.e.", "etc.", "approx.", "mr.", "mrs.", "ms.", "dr."].contains(
                    word.lowercased())
                if let last = word.last, ".!?".contains(last), !isShort {
                    sentences.append(current)
                    current = ""
                }
            }
            if !current.isEmpty { sentences.append(current) }
        }
        return sentences.filter { $0.contains(where: \.isLetter) }
    }

    /// How a child is spoken of.
    enum Pronouns: CaseIterable {
        case he, she

        var words: [String] {
            switch self {
            case .he: ["he", "him", "his", "himself"]
            case .she: ["she", "her", "hers", "herself"]
            }
        }
    }

    /// How many syllables a word has, by rule: its groups of vowels, without a silent e at its end, and one at least.
    static func syllables(_ word: String) -> Int {
        var count = 0
        var isWithin = false
        for letter in word {
            let isVowel = "aeiouy".contains(letter)
            if isVowel, !isWithin { count += 1 }
            isWithin = isVowel
        }
        if word.hasSuffix("e"), !word.hasSuffix("le"), count > 1 { count -= 1 }
        return max(1, count)
    }

    private static let formsOfBe: Set = ["is", "are", "was", "were", "be", "been", "being"]
    private static let participles: Set = [
        "given", "seen", "taken", "made", "done", "held", "taught", "shown", "known", "met", "kept", "put", "set",
        "built", "sent", "written", "found", "told", "brought", "led", "left", "understood",
    ]
    private static let noParticiples: Set = ["need", "indeed", "speed", "feed", "seed", "red", "bed", "shed"]

    /// Whether a sentence says what is done, and not who does it: a form of "be" and a participle, at most a word between.
    static func isPassive(_ words: [String]) -> Bool {
        words.indices.contains { place in
            guard formsOfBe.contains(words[place]) else { return false }
            return words[place...].dropFirst().prefix(2).contains { word in
                participles.contains(word) || word.hasSuffix("ed") && !noParticiples.contains(word)
            }
        }
    }

    /// Phrases that parents and tribunals name as saying nothing that can be counted; each in words.
    private static let vaguePhrases: [[String]] = [
        "access to", "opportunities for", "opportunities to", "would benefit from", "regular", "regularly",
        "as appropriate", "where appropriate", "as required", "as needed", "as advised", "up to", "or equivalent",
        "such as", "e.g", "etc", "key adult", "small group", "where possible", "high level of", "some support",
    ].map { $0.split(separator: " ").map(String.init) }

    /// The vague phrases that stand there, each as often as it does.
    static func vague(in words: [String]) -> [String] {
        var found: [String] = []
        for place in words.indices {
            for phrase in vaguePhrases
            where place + phrase.count <= words.count && words[place..<(place + phrase.count)].elementsEqual(phrase) {
                found.append(phrase.joined(separator: " "))
            }
        }
        return found
    }

    /// What a form has where something is to be filled in.
    static func formWords(in text: String) -> [String] {
        var found: [String] = []
        let small = text.lowercased()
        for phrase in [
            "[insert", "[name", "[child", "[date", "<insert", "xxxx", "lorem ipsum", "click or tap here", "tbc",
        ]
        where small.contains(phrase) {
            // A word may contain these letters by chance; a form's own words stand alone.
            guard phrase != "tbc" || words(text).contains("tbc") else { continue }
            found.append(phrase)
        }
        return found
    }

    /// Words of two to six capitals, each once.
    static func abbreviations(in text: String) -> [String] {
        var found: [String] = []
        for part in text.split(whereSeparator: { !$0.isLetter }) {
            guard (2...6).contains(part.count), part.allSatisfy(\.isUppercase), !known.contains(String(part)) else {
                continue
            }
            if !found.contains(String(part)) { found.append(String(part)) }
        }
        return found
    }

    /// Those that everybody reads, and words of a form, which are flagged as such.
    private static let known: Set<String> = [
        "UK", "GP", "TV", "IT", "OK", "AM", "PM", "PE", "NHS", "EHC", "EHCP", "INSERT", "NAME", "CHILD", "DATE", "TBC",
        "XXXX",
    ]

    private static let roles = [
        "teacher", "ta", "assistant", "therapist", "psychologist", "nurse", "senco", "sendco", "tutor", "mentor",
        "specialist", "teachers", "assistants", "therapists", "lsa", "hlta", "paediatrician", "worker", "instructor",
    ]
    /// Whether somebody is named by role.
    static func namesRole(_ words: [String]) -> Bool { words.contains { roles.contains($0) } }

    private static let often = [
        "daily", "weekly", "fortnightly", "monthly", "termly", "annually", "every", "each", "per",
    ]
    /// Whether it is said how often.
    static func saysHowOften(_ words: [String]) -> Bool {
        words.contains { often.contains($0) }
            || zip(words, words.dropFirst()).contains {
                ($0 == "a" || $0 == "times")
                    && ["day", "week", "fortnight", "month", "term", "half", "year"].contains($1)
            }
    }

    /// Whether it is said for how long.
    static func saysHowLong(_ words: [String]) -> Bool {
        let units = ["minute", "minutes", "min", "mins", "hour", "hours", "hrs"]
        return words.contains { word in units.contains { word == $0 || word.hasSuffix("-\($0)") } }
    }

    private static let counts = [
        "once", "twice", "all", "most", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "independently",
    ]
    /// Whether anything is counted in words.
    static func saysCount(_ words: [String]) -> Bool { words.contains { counts.contains($0) } }

    /// Whether it is said by when.
    static func saysWhen(_ words: [String]) -> Bool {
        let stages = [
            "end", "key", "year", "term", "stage", "age", "summer", "autumn", "spring", "christmas", "easter",
        ]
        guard let by = words.firstIndex(where: { ["by", "within", "before", "at"].contains($0) }) else { return false }
        return words[by...].dropFirst().prefix(6).contains { stages.contains($0) || $0.contains(where: \.isNumber) }
    }
}
