import YAML

/// What families ask, and what is answered: `seeds/portal/questions.yaml`.
struct PortalQuestions: Sendable {
    /// One question.
    struct Question: Sendable {
        /// Its name in addresses.
        let id: String
        let asks: String
        /// Its answer, with words in braces.
        let answer: String
        /// What makes the answer true.
        let restsOn: [String]
    }

    /// In the order of the page.
    let questions: [Question]

    init(parsing text: String, file: String) throws(YAMLError) {
        let root = try YAMLNode.parse(text, file: file)
        try root.allow(only: ["questions"])
        var questions: [Question] = []
        for node in try root.required("questions").items() {
            try node.allow(only: ["id", "asks", "answer", "rests_on"])
            let id = try node.required("id").string()
            guard !questions.contains(where: { $0.id == id }) else {
                throw try node.required("id").error("\(id) stands twice")
            }
            questions.append(
                Question(
                    id: id, asks: try node.required("asks").string(), answer: try node.required("answer").string(),
                    restsOn: try node.required("rests_on").strings()))
        }
        self.questions = questions
    }
}

/// What the first page promises: `seeds/portal/first-page.yaml`.
struct FirstPage: Sendable {
    /// One sentence.
    struct Promise: Sendable {
        /// The sentence, with words in braces.
        let says: String
        /// The rules and files that keep it.
        let because: [String]
        /// The tests that fail when it is not kept, by their names.
        let heldBy: [String]
    }

    let promises: [Promise]

    init(parsing text: String, file: String) throws(YAMLError) {
        let root = try YAMLNode.parse(text, file: file)
        try root.allow(only: ["sentences"])
        var promises: [Promise] = []
        for node in try root.required("sentences").items() {
            try node.allow(only: ["says", "because", "held_by"])
            promises.append(
                Promise(
                    says: try node.required("says").string(), because: try node.required("because").strings(),
                    heldBy: try node.required("held_by").strings()))
        }
        self.promises = promises
    }
}
